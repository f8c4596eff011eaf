from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "belegg.apps.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing enters when the last withdrawal was: promises wait for it.
        from belegg.apps.exchange import certificates  # noqa: F401
