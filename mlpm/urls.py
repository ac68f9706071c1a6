"""The routes of the site: our pages, sign-in, staff and health."""

from django.contrib import admin
from django.urls import include, path

from assessments.web.views import health

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("assessments.web.urls")),
]
