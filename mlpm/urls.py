"""The routes of the site: our pages, sign-in, staff and health."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path

from assessments.web.views import health

if admin.site.is_registered(Authenticator):  # its page would show staff second factors' secrets
    admin.site.unregister(Authenticator)
# Staff sign in where everybody does: with limits on guessing, and with their second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- a view
    return redirect(static("img/favicon.svg"))


handler400 = "mlpm.errors.bad_request"

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("favicon.ico", favicon, name="favicon"),  # asked for by every browser, staff pages too
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("assessments.web.urls")),
]
