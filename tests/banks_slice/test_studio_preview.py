"""The preview of a draft: the respondent's own form, sample answers, their result, nothing kept."""

import pytest
from django.utils import timezone

from assessments.answers.models import Answer
from assessments.reports.result import scored
from assessments.scoring.answers import Answer as Said
from assessments.scoring.answers import State
from assessments.scoring.engine import score
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import url
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db


def post(client, fork, section, **answers):
    return client.post(url("draft-preview", fork.pk, section), answers)


def places_of(page):
    return {code for _part, held in page.context["page"].places for code, _title in held}


def test_sections_stand_under_their_parts(client, fork):
    page = client.get(url("draft-preview-start", fork.pk))
    profile, *parts = page.context["page"].places
    assert profile[0] == ""
    assert [(part, held[0][0]) for part, held in parts] == [
        ("Value", "value.core"),
        ("Building it", "build.work"),
    ]


def test_sample_answers_show_and_hide_questions_and_travel_along(client, fork):
    page = client.get(url("draft-preview-start", fork.pk))
    assert list(page.context["form"].cards) == ["profile.stage", "profile.people", "profile.route"]
    sent = {"profile.people": "v:no", "profile.route": "market"}
    page = post(client, fork, "profile", **sent, go="value.core")
    assert list(page.context["form"].cards) == [GOAL, "value.skills"]
    assert page.context["page"].elsewhere == list(sent.items())
    assert "value.market" in places_of(page)
    page = post(client, fork, "value.core", **sent | {"profile.people": "v:yes"})
    assert "value.fairness" in page.context["form"].cards


def test_result_is_what_the_scoring_function_says(client, fork):
    sent = {GOAL: "v:4", "value.skills": ["a", "b"], "build.speed": "v:3"}
    page = post(client, fork, "value.core", **sent)
    bank = small_bank()
    answers = {
        GOAL: Said(State.ANSWERED, 4),
        "value.skills": Said(State.ANSWERED, ("a", "b")),
        "build.speed": Said(State.ANSWERED, 3),
    }
    card = scored(bank, answers, score(bank, answers, timezone.localdate())).card
    names = {level.code: level.name for level in bank.scoring.levels}
    assert page.context["result"].level.then == names[card.level]
    assert page.context["page"].answers == answers
    assert 'value="v:4" checked' in page.content.decode()


def test_what_cannot_be_an_answer_is_said_at_its_question(client, fork):
    page = post(client, fork, "build.work", **{"build.users": "many", "build.way": "v:never"})
    problems = {code for code, card in page.context["form"].cards.items() if card.problems}
    assert problems == {"build.users", "build.way"}
    assert "many" in page.content.decode()


def test_nothing_is_kept(client, fork):
    before = content(fork.draft)
    post(client, fork, "value.core", **{GOAL: "v:4"})
    assert (Answer.objects.count(), content(fork.draft)) == (0, before)


def test_preview_shows_the_draft_and_not_the_version(client, fork, editor):
    edit(editor, fork.draft, GOAL, title="What is it really for?")
    page = client.get(url("draft-preview", fork.pk, "value.core"))
    assert "What is it really for?" in page.content.decode()
    edit(editor, fork.draft, GOAL, levels=["Only one"])
    page = client.get(url("draft-preview", fork.pk, "value.core"))
    assert "The draft is not finished" in page.content.decode()
    assert client.get(url("draft-preview", fork.pk, "gone.away")).status_code == 200
    edit(editor, fork.draft, GOAL, levels=["One", "Two", "Three", "Four", "Five"])
    assert client.get(url("draft-preview", fork.pk, "gone.away")).status_code == 404


def test_help_a_question_brings_is_shown_as_on_the_form(client, fork, editor):
    help_text = {"kind": "help", "text": "Ask who pays for it."}
    edit(editor, fork.draft, GOAL, resources=[help_text])
    page = client.get(url("draft-preview", fork.pk, "value.core"))
    assert "Ask who pays for it." in page.content.decode()
