"""No keystroke is lost while the server restarts and a line is cut; benchmarks/keystrokes.py is longer."""

import random
import re
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from assessments.answers.models import AnswerEvent
from assessments.answers.services import refresh_summary
from tests import factories, processes
from tests.browser.keystrokes import (
    Trouble,
    Typist,
    Written,
    lost_texts,
    said_too_early,
    type_for,
    unkept,
)
from tests.patience import until

pytestmark = pytest.mark.browser
CODES = ("value.goal", "value.fairness")


def _kept(assessment: int) -> Sequence[Written]:
    rows = AnswerEvent.objects.filter(assessment=assessment).select_related("answer")
    return [
        Written(row.answer.question_code, str(row.operation_id), row.note, row.version)
        for row in rows
    ]


@pytest.fixture
def typists(
    make_context: Any, sign_in: Any, transactional_db: None
) -> Callable[[int], list[Typist]]:
    """Return a function that seats people: the first two at one assessment, the next at another."""

    def seat(count: int) -> list[Typist]:
        team, seated = factories.TeamFactory(), []
        made = [
            factories.AssessmentFactory(product=factories.ProductFactory(team=team)) for _ in "ab"
        ]
        for number in range(count):
            context, at = make_context(), made[number // 2]
            refresh_summary(at.pk)
            sign_in(context, factories.person_in(team))
            chance = random.Random(number)  # noqa: S311 -- the same run each time
            seated.append(Typist(f"{'abc'[number]}", context.new_page(), at.pk, CODES, chance))
            seated[-1].open(f"/assessments/{at.pk}/sections/value.core")
        return seated

    return seat


@pytest.mark.slow
def test_nothing_typed_is_lost_through_a_restart_and_a_cut_line(
    typists: Callable[[int], list[Typist]], site: processes.Site
):
    people = typists(3)

    def restart() -> None:
        site.stop()
        time.sleep(1)
        site.start()

    try:
        found = type_for(15, people, Trouble(restart, 1, people[0].page.context, 4), _kept)
    finally:
        site.stop()

    assert found["bursts"] >= 10
    assert found["acknowledged"] > 0
    assert found["lost_keystrokes"] == 0
    assert (found["lost_texts"], found["first_lost"]) == (0, [])
    assert found["saved_too_early"] == 0
    assert found["acknowledged_but_not_kept"] == 0


def test_the_oracle_sees_a_server_that_acknowledges_and_forgets(
    typists: Callable[[int], list[Typist]],
):
    (person,) = typists(1)
    reply = {"version": 1, "base": "1.x", "state": "unanswered", "at": "2026-03-03T10:00:00Z"}
    person.page.route(re.compile("/save$"), lambda route: route.fulfill(json=reply))
    for _ in range(3):
        person.burst()

    until(lambda: unkept(person, _kept), person.page)
    assert lost_texts([person], _kept) != []


def test_the_oracle_sees_a_page_that_says_saved_too_early():
    line = {"what": "line", "code": "a", "text": "Saved 3 Mar by you"}
    sent = {"what": "sent", "code": "a"}
    reply = {"what": "answered", "code": "a", "status": 200, "version": 1}

    assert said_too_early([line]) == 1
    assert said_too_early([sent, line, reply]) == 1
    assert said_too_early([sent, {**reply, "version": None}, line]) == 1
    assert said_too_early([sent, reply, line]) == 0
