from django.apps import AppConfig


class RecordingsConfig(AppConfig):
    name = "belegg.apps.recordings"
    label = "recordings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing enters what these keep in step with people, and what names a recording.
        from belegg.apps.recordings import dependants  # noqa: F401
