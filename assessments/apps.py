"""Django's entry to the app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "ML product readiness"
    default_auto_field = "django.db.models.BigAutoField"
