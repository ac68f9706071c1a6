"""Django's entry to the app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "ML product readiness"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth import signals

        from assessments.teams.services import sign_ins

        signals.user_logged_in.connect(sign_ins.note_sign_in)
        signals.user_logged_out.connect(sign_ins.note_sign_out)
        signals.user_login_failed.connect(sign_ins.note_failed_sign_in)
