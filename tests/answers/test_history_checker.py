"""Eight people at once on one assessment: nothing acknowledged is lost, nothing is overwritten.

The same checker must catch a build without its compare-and-set, or it would prove nothing.
"""

import time
from dataclasses import replace

import pytest
from django.db import close_old_connections

from assessments.answers import services
from assessments.answers.services import compare_and_set, saving
from tests import factories
from tests.answers.history import Event, Kept, Operation, Register, counts, is_contended, violations
from tests.answers.writers import Writers, kept_by
from tests.patience import until
from tests.scoring.small_bank import rubric_bank

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS, ACKNOWLEDGED = 8, 120
CODES = [f"only.q{n}" for n in range(12)]


@pytest.fixture
def crowded():
    """One assessment and eight contributors."""
    version = factories.version_of(rubric_bank(*[1] * len(CODES)))
    assessment = factories.AssessmentFactory(bank_version=version)
    actors = [factories.actor_in(assessment.team) for _ in range(CLIENTS)]
    return Writers(assessment, actors, CODES)


def test_eight_writers_lose_nothing_and_a_submit_ends_it(crowded):
    assessment = crowded.assessment
    lead = factories.actor_in(assessment.team, "lead")
    times = {}

    def submit_and_reopen() -> None:
        services.submit_assessment(actor=lead, assessment_id=assessment.pk)
        times["submitted_from"] = time.monotonic()
        until(lambda: counts(crowded.operations)["closed"] >= CLIENTS)
        times["reopened_at"] = time.monotonic()
        services.reopen_assessment(actor=lead, assessment_id=assessment.pk)

    crowded.run(ACKNOWLEDGED, submit_and_reopen)
    close_old_connections()
    found = violations(crowded.operations, kept_by(assessment, **times))
    assert not found
    assert is_contended(crowded.operations, acknowledged=ACKNOWLEDGED), counts(crowded.operations)
    assert counts(crowded.operations)["closed"] > 0
    assert counts(crowded.operations)["unknown"] == 0


def test_checker_catches_a_build_without_compare_and_set(crowded, monkeypatch):
    monkeypatch.setattr(saving, "based_on_current", lambda *_: True)
    monkeypatch.setattr(compare_and_set, "GUARD", "")
    crowded.run(60)
    found = violations(crowded.operations, kept_by(crowded.assessment))
    assert any("acknowledged writes are based on version" in line for line in found)
    assert any("not based on the one before" in line for line in found)
    assert any("but acknowledged as" in line for line in found)


GOOD = [
    Operation(0, "a", 0, "x", 1, "one", 0.0, 1.0, "ok", 1),
    Operation(1, "a", 0, "y", 2, "two", 0.5, 1.5, "conflict", 1),
    Operation(1, "a", 1, "z", 3, "three", 2.0, 3.0, "ok", 2),
    Operation(0, "b", 0, "w", 4, "four", 4.0, 5.0, "unknown"),
]
KEPT = Kept(
    events=[Event("a", 1, 0, "x", 1, "one"), Event("a", 2, 1, "z", 3, "three")],
    registers={"a": Register(2, 3, "three")},
    summary_is_recount=True,
    revision=2,
)


def test_good_history_passes_whether_or_not_the_unknown_write_is_there():
    there = replace(
        KEPT,
        events=[*KEPT.events, Event("b", 1, 0, "w", 4, "four")],
        registers={**KEPT.registers, "b": Register(1, 4, "four")},
        revision=3,
    )
    assert violations(GOOD, KEPT) == violations(GOOD, there) == []


@pytest.mark.parametrize(
    ("said", "operations", "kept"),
    [
        ("versions of the history", GOOD, {"events": KEPT.events[1:], "revision": 1}),
        ("is kept as None", GOOD, {"events": KEPT.events[:1], "revision": 1}),
        ("not the last event", GOOD, {"registers": {"a": Register(2, 1, "one")}}),
        ("not the last event", GOOD, {"registers": {}}),
        ("summary", GOOD, {"summary_is_recount": False}),
        ("revision", GOOD, {"revision": 3}),
        ("after the submit", GOOD, {"submitted_from": 1.5}),
        ("nobody was told", GOOD[1:], {}),
        (
            "based on version 0",
            [*GOOD, replace(GOOD[2], base=0, operation_id="v", version=3)],
            {},
        ),
        ("was there before", [replace(GOOD[0], started=8.0, ended=9.0), *GOOD[1:]], {}),
        ("conflict on base", [GOOD[0], replace(GOOD[1], base=1), *GOOD[2:]], {}),
        ("other content", [*GOOD[:2], replace(GOOD[2], result="unknown", note="3")], {}),
    ],
)
def test_checker_names_each_broken_promise(said, operations, kept):
    assert any(said in line for line in violations(operations, replace(KEPT, **kept)))


def test_run_without_conflicts_proves_nothing():
    quiet = [replace(GOOD[0], base=n, version=n + 1) for n in range(100)]
    assert not is_contended(quiet, acknowledged=100)
    assert not is_contended(GOOD, acknowledged=100)
    assert is_contended([*quiet, *[GOOD[1]] * 25], acknowledged=100)
