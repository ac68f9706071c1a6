"""Makes the queue and the start-up checks known to Django; holds no models."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "mlpm"
    verbose_name = "ML product readiness"

    def ready(self) -> None:
        from mlpm import celery, checks

        celery.app.set_default()
        checks.register_checks()
