"""The header's pieces are kept: each person still sees their own, escaped, with what is current."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def _page(name: str, path: str = "/products/") -> str:
    team, client = factories.TeamFactory(), Client()
    client.force_login(factories.person_in(team, "lead", name=name))
    return client.get(path).content.decode()


def test_each_person_is_named_and_only_they() -> None:
    first, second = _page("Ada Lovelace"), _page("Grace <b>Hopper</b>")

    assert "Signed in as Ada Lovelace" in first
    assert "Signed in as Grace &lt;b&gt;Hopper&lt;/b&gt;" in second
    assert "Ada" not in second


def test_the_link_of_the_page_is_marked_and_the_one_above_it_otherwise() -> None:
    assert '<a href="/products/" aria-current="page">' in _page("Ada")
    assert '<a href="/products/" aria-current="true">' in _page("Ada", "/products/new")
    assert '<a href="/" aria-current="page">' in _page("Ada", "/")
