"""A move against four clients that save: no answer is lost, none lands in the wrong version."""

import threading
import time
import uuid

import pytest
from django.db import connection

from assessments.answers import services
from assessments.answers.errors import Conflict, Outdated, UnknownQuestion
from assessments.answers.models import Answer, AnswerEvent, Assessment, BankMove
from tests import factories
from tests.answers.moving import back, fresh, result, started_on
from tests.banks.moving_cases import bank_of

WRITERS, SAVES = 4, 60
LEVELS = {"rubric": ["Nothing yet", "Written down", "Signed"]}
OTHER = {"title": "How many machines train at night?", "rubric": ["One", "A handful", "Ten"]}


def banks():
    same = {f"a.q{n}": {"title": f"Is matter {n} agreed?", **LEVELS} for n in range(3)}
    old = {**same, "b.x": {"title": "Is the goal agreed?", **LEVELS}}
    return bank_of(old, version="1.0"), bank_of({**same, "b.x": OTHER}, version="2.0")


class Clients:
    """Save again and again, each on what it saw last; `b.x` means something else after the move."""

    def __init__(self, assessment, actors):
        self.assessment, self.actors = assessment, actors
        self.acknowledged, self.errors = [], []

    def run(self, meanwhile):
        threads = [
            threading.Thread(target=self._guarded, args=(n, actor))
            for n, actor in enumerate(self.actors)
        ]
        for thread in threads:
            thread.start()
        meanwhile()
        for thread in threads:
            thread.join()
        assert not self.errors, self.errors

    def _guarded(self, number, actor):
        try:
            self._save_all(number, actor)
        except BaseException as error:  # noqa: BLE001 -- asserted on by `run`
            self.errors.append(error)
        finally:
            connection.close()

    def _save_all(self, number, actor):
        codes = [f"a.q{number % 3}", "b.x"]
        known = dict.fromkeys(codes, 0)
        for turn in range(SAVES):
            code = codes[turn % 2]
            note = f"{number}.{turn}"
            try:
                saved = services.save_answer(
                    actor=actor,
                    assessment_id=self.assessment.pk,
                    code=code,
                    base=known[code],
                    operation_id=uuid.uuid4(),
                    state="answered",
                    value=turn % 3,
                    note=note,
                )
            except Conflict as conflict:
                # a page of the old version: it never reads what the new one asks
                known[code] = conflict.version if code != "b.x" else known[code]
            except UnknownQuestion:
                pass
            else:
                known[code] = saved.version
                self.acknowledged.append((code, note))


def move_when_it_can(assessment, version, lead):
    """Look at a preview and accept it, again and again, until nobody saved in between."""
    time.sleep(0.05)
    for _ in range(2000):
        try:
            return services.move_to_version(
                actor=lead,
                assessment_id=assessment.pk,
                version_id=version.pk,
                revision=fresh(assessment).revision,
            )
        except Outdated:
            continue
    raise AssertionError("the move never got a turn")


@pytest.mark.django_db(transaction=True)
def test_no_answer_is_lost_or_read_as_one_to_another_question():
    first, second = banks()
    old = factories.version_of(first)
    new = factories.version_of(second, bank=old.bank, major=2)
    assessment = started_on(old, {"b.x": 1})
    Answer.objects.filter(assessment=assessment).update(note="0")
    lead = factories.actor_in(assessment.team, "lead")
    clients = Clients(
        assessment, [factories.actor_in(assessment.team, "contributor") for _ in range(WRITERS)]
    )
    made = []
    clients.run(lambda: made.append(move_when_it_can(assessment, new, lead)))

    move = BankMove.objects.get()
    kept = AnswerEvent.objects.filter(assessment=assessment)
    notes = set(kept.values_list("note", flat=True))
    assert {note for _code, note in clients.acknowledged} <= notes
    # after the move nothing that was meant for the old b.x is in the new one
    since = kept.filter(answer__question_code="b.x")
    assert [(one.state, one.note) for one in since] == [("unanswered", "")]
    assert Answer.objects.filter(assessment=assessment, question_code__startswith="~").count() == 1
    assert result(assessment)
    assert Assessment.objects.get(pk=assessment.pk).bank_version == new

    stood = kept.filter(answer__question_code__startswith="~").order_by("-version").first()
    back(assessment, move, lead)
    again = Answer.objects.get(assessment=assessment, question_code="b.x")
    assert (again.value, again.note) == (stood.value, stood.note)
    assert result(assessment)
