"""A setting that cannot be read says which one and what it should be."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from mlpm import env


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("A_SETTING", raising=False)


def test_a_required_setting_that_is_missing_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="A_SETTING is not set"):
        env.text("A_SETTING")


def test_an_empty_setting_is_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SETTING", "  ")
    assert env.text("A_SETTING", "default") == "default"


@pytest.mark.parametrize(("said", "meant"), [("yes", True), ("1", True), ("off", False)])
def test_a_flag_is_read_from_words(
    monkeypatch: pytest.MonkeyPatch, said: str, *, meant: bool
) -> None:
    monkeypatch.setenv("A_SETTING", said)
    assert env.flag("A_SETTING", default=not meant) is meant


@pytest.mark.parametrize(
    ("read", "said", "complaint"),
    [
        (lambda: env.flag("A_SETTING", default=False), "maybe", "A_SETTING must be yes or no"),
        (lambda: env.number("A_SETTING", 1), "many", "A_SETTING must be a whole number"),
        (lambda: env.number("A_SETTING", 1, at_least=1), "0", "A_SETTING must be at least 1"),
        (lambda: env.choice("A_SETTING", ("a", "b"), "a"), "c", "A_SETTING must be one of a, b"),
        (lambda: env.database("A_SETTING", ""), "nosql://x", "A_SETTING must be postgres"),
        (lambda: env.email("A_SETTING", ""), "pigeon://x", "A_SETTING must be smtp"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, read: object, said: str, complaint: str
) -> None:
    monkeypatch.setenv("A_SETTING", said)
    with pytest.raises(ImproperlyConfigured, match=complaint):
        read()  # type: ignore[operator]


def test_names_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SETTING", "one, two,")
    assert env.names("A_SETTING") == ["one", "two"]
