from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "belegg.apps.coding"
    label = "coding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from belegg.apps.coding import dependants, eliciting

        dependants.enter()
        eliciting.enter()
