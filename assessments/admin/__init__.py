"""Door 3: Django's admin for staff, read-only where history is at stake."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from assessments.admin import answers, audit, banks, reports, teams

__all__ = ["answers", "audit", "banks", "reports", "teams"]

admin.site.site_header = _("ML readiness: staff")
admin.site.site_title = _("ML readiness")
admin.site.index_title = _("Records")
# Staff sign in where everybody does, so that the limits on attempts hold here too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
