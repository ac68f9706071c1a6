"""Routes of one group of pages; `urls.py` includes them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
