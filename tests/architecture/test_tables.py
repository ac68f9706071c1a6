"""A table keyed by an enum has exactly the enum's members, so no kind is ever forgotten."""

import pytest

from assessments.web.rules import ALLOWS, Rule

TABLES = [(ALLOWS, Rule)]


@pytest.mark.parametrize(("table", "members"), TABLES, ids=lambda x: getattr(x, "__name__", ""))
def test_the_table_has_exactly_the_members(table, members):
    assert set(table) == set(members)
