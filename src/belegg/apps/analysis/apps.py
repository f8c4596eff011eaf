from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "belegg.apps.analysis"
    label = "analysis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from belegg.apps.analysis import dependants

        dependants.enter()
