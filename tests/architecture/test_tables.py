"""A table keyed by an enum has exactly the enum's members, so no kind is ever forgotten."""

import pytest

from assessments.answers.bank_moves import Stays
from assessments.banks.diff.meaning import Why
from assessments.banks.diff.moving import Verdict
from assessments.banks.starting import STARTS
from assessments.scoring.bank import Kind
from assessments.scoring.bank_scoring import METHODS
from assessments.scoring.kinds import KINDS
from assessments.scoring.outlook.effort import BETTER
from assessments.scoring.outlook.possible import POSSIBLE
from assessments.web.bank_move_words import DONE, REASONS, STAYS, VERDICTS
from assessments.web.fields import FIELDS, READERS, Shape
from assessments.web.forms.studio_methods import METHOD_CHOICES, SCORING_ASPECTS
from assessments.web.rules import ALLOWS, Rule

TABLES = {
    "rules of access": (ALLOWS, Rule),
    "kinds in scoring": (KINDS, Kind),
    "better answers of a kind": (BETTER, Kind),
    "every answer of a kind": (POSSIBLE, Kind),
    "kinds on the page": (FIELDS, Kind),
    "readers of a form": (READERS, Shape),
    "what becomes of an answer in a move": (VERDICTS, Verdict),
    "what became of it": (DONE, Verdict),
    "why it does": (REASONS, Why),
    "why an assessment does not move": (STAYS, Stays),
    "methods by name": (dict(METHOD_CHOICES), METHODS),
    "methods on the page of scoring": (SCORING_ASPECTS, METHODS),
    "what a method starts with": (STARTS, METHODS),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_table_has_exactly_the_members(name):
    table, members = TABLES[name]

    assert set(table) == set(members)
