from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "belegg.apps.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing enters what becomes of identities, traits, consents and promises when two people turn out to be one.
        from belegg.apps.privacy import consents, identities, promises, traits  # noqa: F401
