"""A card is drawn once for all who see the same, and never shown where anything differs."""

import sys
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from assessments.scoring.answers import State
from assessments.web.cards import Card, NewEvidence, ShownOption, Theirs
from assessments.web.drawn import _Pieces
from assessments.web.fields import Look, Shape
from assessments.web.recheck import Recheck
from assessments.web.shown_resources import ShownResource
from assessments.web.typed import Base, Typed

AT = datetime(2026, 9, 3, 14, 3, tzinfo=UTC)
CARD = Card(
    code="value.goal",
    id="q-value-goal",
    kind="rubric",
    title="Is there a goal?",
    why="Why",
    answered_by="UX",
    gate="",
    examples=(),
    evidence_hint="A plan",
    look=Look(Shape.ONE),
    options=(ShownOption("1", "One", "1", checked=True),),
    typed=Typed(State.ANSWERED, "1"),
    base=Base(1, "abc"),
    by="you",
    at=AT,
)
OTHER = {
    "code": "value.other",
    "id": "q-value-other",
    "kind": "single",
    "title": "Is there another?",
    "why": "",
    "answered_by": "",
    "gate": "A gate",
    "examples": ("An example",),
    "evidence_hint": "Another",
    "look": Look(Shape.TICKS),
    "options": (ShownOption("1", "One", "1", checked=False),),
    "typed": Typed(State.DONT_KNOW),
    "base": Base(2, "abc"),
    "help": (ShownResource("", "A text", "https://example.org/"),),
    "not_applicable": "When there is none",
    "suggested": True,
    "decides": True,
    "ask_again": True,
    "by": "Mia",
    "at": datetime(2026, 9, 3, 14, 4, tzinfo=UTC),
    "evidence": ("a link",),
    "new_evidence": NewEvidence("https://example.org/"),
    "problems": {"value": "No such level."},
    "theirs": Theirs(("Level 2",), "Mia", AT),
    "open_threads": 2,
    "assigned": ("Mia",),
    "assign_query": "?role=mine",
    "is_joined": True,
    "recheck": Recheck("1.0", (("Question", "Was", "Is"),)),
}
# Printed only beside a problem, with which a card is always drawn afresh.
WITH_A_PROBLEM = {"new_evidence"}


def test_every_field_of_a_card_is_tried():
    assert {field.name for field in fields(Card)} - set(OTHER) == set()


@pytest.mark.parametrize("name", sorted(set(OTHER) - WITH_A_PROBLEM))
def test_a_card_that_differs_anywhere_is_another_one(name):
    other = replace(CARD, **{name: OTHER[name]})
    assert other.whole_key is None or other.whole_key != CARD.whole_key


@pytest.mark.parametrize("text", ["note", "reason"])
def test_a_card_with_somebodys_text_is_never_kept(text):
    assert replace(CARD, typed=replace(CARD.typed, **{text: "Said by somebody."})).whole_key is None


def test_an_equal_card_is_the_same_one():
    assert replace(CARD).whole_key == CARD.whole_key is not None


def test_pieces_are_kept_up_to_a_size_and_the_oldest_goes(monkeypatch):
    piece = "x" * 10_000
    kept = _Pieces()
    monkeypatch.setattr("assessments.web.drawn.MOST_BYTES", 3 * sys.getsizeof(piece))
    for name in ("first", "second", "third"):
        kept.keep(name, piece)
        kept.keep(name, piece)  # two threads that drew it at once
    assert kept.get("first") == piece
    kept.keep("fourth", piece)
    held = [name for name in ("first", "second", "third", "fourth") if kept.get(name)]
    assert held == ["first", "third", "fourth"]
    assert kept.size == 3 * sys.getsizeof(piece)
