"""A table keyed by an enum has exactly the enum's members, so no kind is ever forgotten."""

import pytest

from assessments.scoring.bank import Kind
from assessments.scoring.kinds import KINDS
from assessments.web.fields import FIELDS, READERS, Shape
from assessments.web.rules import ALLOWS, Rule

TABLES = {
    "rules of access": (ALLOWS, Rule),
    "kinds in scoring": (KINDS, Kind),
    "kinds on the page": (FIELDS, Kind),
    "readers of a form": (READERS, Shape),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_table_has_exactly_the_members(name):
    table, members = TABLES[name]

    assert set(table) == set(members)
