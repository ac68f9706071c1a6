"""The cache the processes share: one limit for all of them, and no error while Redis is away."""

import pytest
from django.core.cache import caches
from django.test import override_settings

from mlpm import cache
from tests import factories, processes

AWAY = "redis://127.0.0.1:1/0"


def test_what_one_process_counts_another_sees():
    code = "from django.core.cache import cache; print(cache.get('tries'))"
    caches["default"].set("tries", [1.5, 2.5], 30)

    other = processes.run_python(
        f"import django; django.setup(); {code}", env=processes.environment("unused")
    )

    assert other.stdout.strip() == "[1.5, 2.5]", other.stderr


@pytest.mark.django_db
def test_sign_in_works_while_redis_is_away(client):
    user = factories.UserFactory()
    with override_settings(CACHES=cache.shared(AWAY)):
        reply = client.post(
            "/accounts/login/", {"login": user.email, "password": factories.PASSWORD}
        )

    assert reply.status_code == 302


def test_while_redis_is_away_a_process_keeps_what_it_is_told_by_itself():
    with override_settings(CACHES=cache.shared(AWAY)):
        away = caches["default"]
        away.delete("key")
        assert away.add("key", 1) is True
        assert away.add("key", 2) is False
        assert (away.get("key", "none"), away.get_many(["key", "other"])) == (1, {"key": 1})
        assert away.delete("key") is True
        assert away.get("key", "none") == "none"


@pytest.mark.django_db
def test_guessing_is_stopped_while_redis_is_away(client):
    user = factories.UserFactory()
    with override_settings(CACHES=cache.shared(AWAY)):
        for number in range(6):
            client.post("/accounts/login/", {"login": user.email, "password": f"guess {number}"})
        reply = client.post(
            "/accounts/login/", {"login": user.email, "password": factories.PASSWORD}
        )

    assert reply.status_code == 200
    assert "Too many tries" in reply.content.decode()


def test_without_redis_the_cache_is_within_the_process():
    assert "locmem" in cache.shared("")["default"]["BACKEND"]
