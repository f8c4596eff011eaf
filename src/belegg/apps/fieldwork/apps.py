from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "belegg.apps.fieldwork"
    label = "fieldwork"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing enters what becomes of contacts and interviews when two people turn out to be one.
        from belegg.apps.fieldwork import contacts, interviews  # noqa: F401
