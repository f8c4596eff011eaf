from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "belegg.apps.analysis"
    label = "analysis"
    default_auto_field = "django.db.models.BigAutoField"
