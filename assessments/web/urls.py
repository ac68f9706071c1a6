"""The routes of our own pages."""

from django.urls import URLPattern

app_name = "assessments"
urlpatterns: list[URLPattern] = []
