"""The history of one answer says what changed, and leads back to any earlier answer."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.answers.models import Answer, AnswerEvent, Assessment, Sheet
from assessments.answers.services import save_answer, submit_assessment
from assessments.web.answer_history import Fate, Piece, pieces
from tests import factories
from tests.web.conftest import World, hidden_fields

CODE = "value.goal"


def _say(world: World, value: Any, base: int, note: str = "", who: str = "lead", **more: Any):
    sent = {"state": "answered", "value": value, "note": note, **more}
    return save_answer(
        actor=factories.actor_of(getattr(world, who)), assessment_id=world.assessment.pk,
        code=CODE, base=base, operation_id=uuid.uuid4(), **sent,
    )  # fmt: skip


def _page(world: World, who: str = "contributor", query: str = "") -> Any:
    return world.client(who).get(
        f"/assessments/{world.assessment.pk}/answers/{CODE}/history{query}"
    )


def _restore(world: World, version: Any, who: str = "contributor", **more: Any) -> Any:
    sent = {"version": version, "base": 2, "form_id": str(uuid.uuid4()), **more}
    address = f"/assessments/{world.assessment.pk}/answers/{CODE}/restore"
    return world.client(who).post(address, sent)


def _now(world: World) -> tuple[Any, str, int]:
    row = Answer.objects.get(assessment=world.assessment, question_code=CODE)
    return row.value, row.note, row.version


@pytest.fixture
def twice(world: World) -> World:
    _say(world, 1, 0, note="Agreed in March")
    _say(world, 3, 1, note="Agreed in April, by all")
    return world


def test_says_what_was_and_what_it_became(twice):
    text = re.sub(r"<[^>]+>|\s+", " ", _page(twice).content.decode())
    text = re.sub(r" +", " ", text)

    assert "Was: Level 1: value.goal: Talked about. Became: Level 3: value.goal: Agreed" in text
    assert text.index("Version 2") < text.index("Version 1")


def test_shows_word_by_word_what_became_of_the_note(twice):
    page = _page(twice).content.decode()

    assert "Agreed in <del>March</del><ins>April, by all</ins>" in page


def test_pieces_join_to_both_notes():
    found = list(pieces("One two three", "One 2 three four"))

    assert "".join(p.text for p in found if p.fate is not Fate.ADDED) == "One two three"
    assert "".join(p.text for p in found if p.fate is not Fate.REMOVED) == "One 2 three four"
    assert list(pieces("", "")) == []
    assert list(pieces("", "New")) == [Piece(Fate.ADDED, "New")]


def test_text_of_people_stays_text(world):
    _say(world, 1, 0, note="<script>alert(1)</script>")

    assert b"<script>alert" not in _page(world).content


def test_restoring_is_a_save_of_the_old_content(twice):
    reply = _restore(twice, 1)

    assert reply.status_code == 302
    assert _now(twice) == (1, "Agreed in March", 3)
    event = AnswerEvent.objects.get(assessment=twice.assessment, version=3)
    assert (event.base, event.by) == (2, twice.contributor)
    twice.assessment.refresh_from_db()
    assert twice.assessment.revision == 3


def test_the_button_pressed_twice_restores_once(twice):
    form_id = str(uuid.uuid4())
    replies = [_restore(twice, 1, form_id=form_id) for _ in range(2)]

    assert [reply.status_code for reply in replies] == [302, 302]
    assert AnswerEvent.objects.filter(assessment=twice.assessment).count() == 3


def test_the_buttons_of_the_page_carry_what_is_needed(twice):
    page = _page(twice)
    fields = hidden_fields(page)

    assert page.content.count(b"Restore this") == 1  # not for what stands now
    assert _restore(twice, fields["version"], base=fields["base"], form_id=fields["form_id"])
    assert _now(twice)[0] == 1


def test_a_change_in_between_is_shown_and_nothing_restored(twice):
    _say(twice, 4, 2)

    reply = _restore(twice, 1, base=2)

    assert reply.status_code == 409
    assert "Lea Lead changed this answer meanwhile" in reply.content.decode()
    assert _now(twice) == (4, "", 3)
    assert hidden_fields(reply)["base"] == "3"


def test_viewers_and_closed_assessments_restore_nothing(twice):
    assert b"Restore this" not in _page(twice, "viewer").content
    assert _restore(twice, 1, who="viewer").status_code == 403
    assert _restore(twice, 99, who="viewer").status_code == 403
    assert _restore(twice, 1, who="outsider").status_code == 404
    submit_assessment(actor=factories.actor_of(twice.lead), assessment_id=twice.assessment.pk)
    assert b"Restore this" not in _page(twice).content
    assert _restore(twice, 1).status_code == 423
    assert _now(twice)[2] == 2


@pytest.mark.parametrize(
    "sent", [{"version": "x"}, {"version": "0"}, {"version": "9" * 30}, {"version": "7"},
             {"base": ""}, {"form_id": "no"}]
)  # fmt: skip
def test_a_strange_form_restores_nothing(twice, sent):
    assert _restore(twice, **{"version": 1, **sent}).status_code == 400
    assert _now(twice)[2] == 2


def test_a_blank_answer_comes_back_as_blank(world):
    _say(world, None, 0, note="Ask Ben", state="unanswered")
    _say(world, 2, 1)

    _restore(world, 1)

    row = Answer.objects.get(assessment=world.assessment, question_code=CODE)
    assert (row.state, row.value, row.note) == ("unanswered", None, "Ask Ben")


def test_a_long_history_comes_in_pages(world):
    for base in range(23):
        _say(world, base % 4, base)

    first, second = _page(world), _page(world, query="?before=4")

    assert first.content.count(b'class="history-step') == 20
    assert b'href="?before=4"' in first.content
    assert second.content.count(b'class="history-step') == 3
    assert b"?before=" not in second.content
    assert _page(world, query="?before=1").status_code == 200
    assert _page(world, query="?before=x").content.count(b'class="history-step') == 20


@pytest.mark.parametrize("writes", [1, 3])
def test_costs_five_statements(world, writes):
    for base in range(writes):
        _say(world, base, base)
    client = world.client("contributor")
    address = f"/assessments/{world.assessment.pk}/answers/{CODE}/history"
    client.get(address)

    # session, user, roles, assessment, history
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured.captured_queries) == 5


def test_of_a_blind_assessment_only_the_own_sheet_is_shown_and_restored(world):
    Assessment.objects.filter(pk=world.assessment.pk).update(mode=Assessment.Mode.BLIND)
    for person in (world.lead, world.contributor):
        Sheet.objects.create(assessment=world.assessment, respondent=person)
    _say(world, 1, 0, note="Secret of Lea")
    _say(world, 4, 1, note="Still secret")
    _say(world, 2, 0, note="Mine", who="contributor")

    page = _page(world).content.decode()
    assert "Mine" in page
    assert "ecret" not in page
    assert _restore(world, 2, base=1).status_code == 400  # there is no second write of one's own
    assert Answer.objects.get(respondent=world.lead).version == 2
