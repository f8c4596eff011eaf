from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "belegg.apps.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing enters what these keep in step with turns and people, and what memos may be on.
        from belegg.apps.sources import actions, dependants, heard, index, memo_targets, names  # noqa: F401

        names.enter()
