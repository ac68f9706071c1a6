"""Staff pages show no secret of a second factor."""

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import get_resolver


def test_staff_cannot_read_second_factors() -> None:
    _ = get_resolver().url_patterns
    assert not admin.site.is_registered(Authenticator)
