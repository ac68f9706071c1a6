"""The section page without a script: only what was changed is written, and no text is lost."""

import re
from typing import Any

import pytest

from assessments.answers.models import AnswerEvent, Evidence
from assessments.answers.services import submit_assessment
from assessments.banks.shipped import shipped_bank
from assessments.web.section_page import place_in
from tests import factories
from tests.scoring.small_bank import said
from tests.web.conftest import World, hidden_fields


def _address(world: World, code: str = "value.core") -> str:
    return f"/assessments/{world.assessment.pk}/sections/{code}"


def _post(world: World, fields: dict[str, Any], code: str = "value.core", who: str = "contributor"):
    client = world.client(who)
    hidden = hidden_fields(client.get(_address(world, code)))
    return client.post(_address(world, code), {**hidden, **fields})


def _stored(world: World) -> dict[str, Any]:
    return {a.question_code: (a.state, a.value) for a in world.assessment.answers.all()}


@pytest.mark.parametrize(
    ("slug", "says"),
    [("nist-ai-rmf", "the result is set against it"), ("quick-check", "which questions are asked")],
)
def test_the_profile_says_what_it_is_for(slug, says):
    assert says in place_in(shipped_bank(slug), "profile").description


def test_shows_every_question_of_the_section(world):
    page = world.client("contributor").get(_address(world))

    found = re.findall(r'data-question="([^"]+)"', page.content.decode())
    assert found == ["value.goal", "value.fairness", "value.skills"]


def test_a_hidden_question_is_not_on_the_page(world):
    factories.make_answers(world.assessment, {"profile.people": "no"})

    page = world.client("contributor").get(_address(world))

    found = re.findall(r'data-question="([^"]+)"', page.content.decode())
    assert found == ["value.goal", "value.skills"]


def test_saves_only_what_was_changed(world):
    reply = _post(world, {"value.goal": "v:3", "value.goal:note": "Agreed."})

    assert reply.status_code == 302
    assert _stored(world) == {"value.goal": ("answered", 3)}
    assert AnswerEvent.objects.get(assessment=world.assessment).note == "Agreed."


def test_saving_twice_unchanged_writes_nothing_more(world):
    _post(world, {"value.goal": "v:3"})
    _post(world, {"value.goal": "v:3"})

    assert AnswerEvent.objects.filter(assessment=world.assessment).count() == 1


def test_a_form_sent_twice_writes_once(world):
    client = world.client("contributor")
    fields = {**hidden_fields(client.get(_address(world))), "value.goal": "v:3"}

    replies = [client.post(_address(world), fields).status_code for _ in range(2)]

    assert replies == [302, 302]
    assert AnswerEvent.objects.filter(assessment=world.assessment).count() == 1


def test_every_kind_is_saved(world):
    fields = {
        "build.speed": "v:2",
        "build.way": "v:staged",
        "build.users": "120",
        "build.story": "It began\r\nas a spreadsheet.",
        "build.since": "2026-02-01",
        "build.reasons": "s:dont_know",
    }
    _post(world, fields, "build.work")
    _post(world, {"value.skills": ["a", "~c"]})
    _post(world, {"value.sold": "v:partly"}, "value.market")

    assert _stored(world) == {
        "build.speed": ("answered", 2),
        "build.way": ("answered", "staged"),
        "build.users": ("answered", 120),
        "build.story": ("answered", "It began\nas a spreadsheet."),
        "build.since": ("answered", "2026-02-01"),
        "build.reasons": ("dont_know", None),
        "value.skills": ("answered", ["a", "~c"]),
        "value.sold": ("answered", "partly"),
    }


def test_an_untouched_form_of_every_kind_changes_nothing(world):
    everything = {"build.speed": 2, "build.way": "staged", "build.users": 120.5}
    everything |= {"build.story": "Two\nlines", "build.since": "2026-02-01"}
    factories.make_answers(world.assessment, everything)
    as_shown = {"build.speed": "v:2", "build.way": "v:staged", "build.users": "120.5"}
    as_shown |= {"build.story": "Two\r\nlines", "build.since": "2026-02-01"}

    reply = _post(world, as_shown, "build.work")

    assert reply.status_code == 302
    assert AnswerEvent.objects.filter(version=2).count() == 0


def test_clear_takes_an_answer_back(world):
    factories.make_answers(world.assessment, {"value.goal": 3})

    _post(world, {"value.goal": "s:unanswered"})

    assert _stored(world) == {"value.goal": ("unanswered", None)}


def test_the_good_answers_are_saved_and_the_bad_one_is_shown_again(world):
    reply = _post(
        world, {"value.goal": "v:3", "value.fairness": "v:9", "value.fairness:note": "Kept"}
    )

    page = reply.content.decode()
    assert reply.status_code == 422
    assert _stored(world) == {"value.goal": ("answered", 3)}
    assert "There is no level" in page
    assert 'href="#q-value-fairness-value-error"' in page
    assert "\nKept</textarea>" in page


@pytest.mark.parametrize(
    ("code", "fields", "anchor", "kept"),
    [
        ("build.work", {"build.users": "many"}, "q-build-users-value-error", 'value="many"'),
        ("build.work", {"build.users": "-1"}, "q-build-users-value-error", 'value="-1"'),
        ("build.work", {"build.users": "nan"}, "q-build-users-value-error", 'value="nan"'),
        ("build.work", {"build.since": "31.2.2026"}, "q-build-since-value-error", "31.2.2026"),
        ("build.work", {"build.story": "x" * 501}, "q-build-story-value-error", "x" * 501),
        ("value.core", {"value.goal": "v:3", "value.goal:note": "n" * 4001}, "q-value-goal-note-error", "n" * 4001),
        ("value.core", {"value.goal": "v:3", "value.goal:note": "a\x00b"}, "q-value-goal-note-error", "a\x00b"),
        ("value.core", {"value.goal": "v:3", "value.goal:note": "a\x07b"}, "q-value-goal-note-error", "a\x07b"),
        ("value.market", {"value.segments": "s:not_applicable"}, "q-value-segments-reason-error", "not_applicable"),
        ("value.market", {"value.segments": "s:not_applicable", "value.segments:reason": "too short"}, "q-value-segments-reason-error", "too short"),
        ("value.core", {"value.goal": "s:not_applicable", "value.goal:reason": "one two three"}, "q-value-goal-value-error", "one two three"),
        ("value.core", {"value.skills": ["a", "none"]}, "q-value-skills-value-error", "excludes"),
        ("value.core", {"value.skills": ["a"], "value.skills:state": "s:dont_know"}, "q-value-skills-value-error", "Keep either"),
        ("value.core", {"value.skills": ["zzz"]}, "q-value-skills-value-error", "zzz"),
        ("value.core", {"value.goal:url": "javascript:alert(1)"}, "q-value-goal-evidence-error", "javascript:alert(1)"),
        ("value.core", {"value.goal:url": "https://example.org", "value.goal:dated": "soon"}, "q-value-goal-evidence-error", "https://example.org"),
    ],
)  # fmt: skip
def test_bad_input_names_its_field_and_keeps_the_text(world, code, fields, anchor, kept):
    reply = _post(world, fields, code)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert f'href="#{anchor}"' in page
    assert f'id="{anchor}"' in page
    assert kept in page
    assert _stored(world) == {}
    assert not Evidence.objects.exists()


def test_a_stale_answer_is_shown_with_theirs_and_mine_until_one_is_chosen(world):
    client = world.client("contributor")
    fields = {**hidden_fields(client.get(_address(world))), "value.goal": "v:3"}
    factories.make_answers(world.assessment, {"value.goal": 1}, world.lead)

    shown = client.post(_address(world), fields)

    page = shown.content.decode()
    assert shown.status_code == 422
    assert "Lea Lead has changed this answer meanwhile" in page
    assert "Talked about" in page
    assert re.search(r'value="v:3" checked', page)
    assert _stored(world) == {"value.goal": ("answered", 1)}

    again = {**hidden_fields(shown), "value.goal": "v:3"}
    assert client.post(_address(world), again).status_code == 422
    assert _stored(world) == {"value.goal": ("answered", 1)}
    assert client.post(_address(world), {**again, "value.goal:resolve": "mine"}).status_code == 302
    assert _stored(world) == {"value.goal": ("answered", 3)}


def test_taking_theirs_leaves_their_answer(world):
    client = world.client("contributor")
    fields = {**hidden_fields(client.get(_address(world))), "value.goal": "v:3"}
    factories.make_answers(world.assessment, {"value.goal": 1}, world.lead)
    shown = client.post(_address(world), fields)

    client.post(
        _address(world),
        {**hidden_fields(shown), "value.goal": "v:3", "value.goal:resolve": "theirs"},
    )

    assert _stored(world) == {"value.goal": ("answered", 1)}


def test_what_others_changed_and_i_did_not_touch_is_no_conflict(world):
    client = world.client("contributor")
    fields = {**hidden_fields(client.get(_address(world))), "value.fairness": "v:2"}
    factories.make_answers(world.assessment, {"value.goal": 1}, world.lead)

    assert client.post(_address(world), fields).status_code == 302
    assert _stored(world) == {"value.goal": ("answered", 1), "value.fairness": ("answered", 2)}


def test_an_answer_to_a_submitted_assessment_is_refused_and_kept_on_the_page(world):
    client = world.client("contributor")
    fields = {
        **hidden_fields(client.get(_address(world))),
        "value.goal": "v:3",
        "value.goal:note": "Mine",
    }
    submit_assessment(actor=factories.actor_of(world.lead), assessment_id=world.assessment.pk)

    reply = client.post(_address(world), fields)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "takes no answers any more" in page
    assert "\nMine</textarea>" in page
    assert _stored(world) == {}


def test_an_expired_session_shows_the_text_and_sends_it_again(world, client):
    fields = {
        **hidden_fields(world.client("contributor").get(_address(world))),
        "value.goal": "v:3",
    }
    fields["value.goal:note"] = "Typed before it ended"
    client.cookies.clear()

    reply = client.post(_address(world), fields, headers={"Origin": "http://testserver"})

    assert reply.status_code == 401
    assert "Typed before it ended" in reply.content.decode()
    again = world.client("contributor").post(_address(world), fields)
    assert again.status_code == 302
    assert _stored(world) == {"value.goal": ("answered", 3)}


def test_a_post_from_another_site_is_not_offered_again(world, client):
    reply = client.post(
        _address(world),
        {"value.goal:note": "Slipped in"},
        headers={"Origin": "https://evil.example"},
    )

    assert reply.status_code == 302
    assert "Slipped in" not in reply.content.decode()


def test_evidence_is_added_and_taken_back_without_a_script(world):
    _post(world, {"value.goal:url": "https://example.org/a", "value.goal:dated": "2026-03-01"})
    kept = Evidence.objects.get(assessment=world.assessment)
    assert (kept.url, kept.question_code, str(kept.dated)) == (
        "https://example.org/a",
        "value.goal",
        "2026-03-01",
    )

    _post(world, {"remove_evidence": str(kept.pk)})

    kept.refresh_from_db()
    assert kept.removed_at is not None


def test_save_and_continue_goes_to_the_next_section(world):
    reply = _post(world, {"action": "next", "value.goal": "v:3"})

    assert reply["Location"] == _address(world, "value.market")


def test_the_next_open_question_is_found_round_the_end(world):
    factories.make_answers(world.assessment, {"profile.stage": said("live")})

    reply = world.client("contributor").get(
        f"/assessments/{world.assessment.pk}/next?after=build.work"
    )

    assert reply["Location"] == _address(world, "profile") + "#q-profile-people"


def test_a_level_text_loses_the_aside_the_profile_closes(world):
    page = world.client("contributor").get(_address(world, "build.work"))
    assert "Shown while it is an idea" in page.content.decode()
    factories.make_answers(world.assessment, {"profile.stage": "live"})

    page = world.client("contributor").get(_address(world, "build.work"))

    assert "Shown while it is an idea" not in page.content.decode()


def test_text_of_people_is_escaped(world):
    note = "<script>alert(1)</script>\"'&"
    _post(world, {"value.goal": "v:3", "value.goal:note": note})

    page = world.client("contributor").get(_address(world)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


PM = "?role=product_management"


def _questions(page: str) -> list[str]:
    return re.findall(r'data-question="([^"]+)"', page)


def test_only_the_questions_of_one_discipline_are_shown_on_request(world):
    page = world.client("contributor").get(_address(world) + PM).content.decode()

    assert _questions(page) == ["value.goal", "value.fairness"]
    assert f'action="{_address(world)}{PM}"' in page
    assert f'data-next="{_address(world, "value.market")}{PM}"' in page
    assert "?after=value.core&amp;role=product_management" in page


@pytest.mark.parametrize("role", ["", "nobody", "%00", "ux'\"<"])
def test_an_unknown_discipline_filters_nothing(world, role):
    page = world.client("contributor").get(f"{_address(world)}?role={role}").content.decode()

    assert len(_questions(page)) == 3


def test_a_section_without_a_question_of_the_discipline_says_so(world):
    page = world.client("contributor").get(f"{_address(world)}?role=ux").content.decode()

    assert _questions(page) == []
    assert "best answered by: UX" in page
    assert f'<a href="{_address(world)}">All questions</a>' in page


def test_saving_a_filtered_section_keeps_the_filter_and_the_hidden_answers(world):
    factories.make_answers(world.assessment, {"value.skills": ("a",)})
    client = world.client("contributor")
    hidden = hidden_fields(client.get(_address(world) + PM))

    saved = client.post(_address(world) + PM, {**hidden, "value.goal": "v:3"})
    following = client.post(_address(world) + PM, {**hidden, "action": "next"})
    bad = client.post(_address(world) + PM, {**hidden, "value.fairness": "v:9"})

    assert saved["Location"] == _address(world) + PM
    assert following["Location"] == _address(world, "value.market") + PM
    assert _questions(bad.content.decode()) == ["value.goal", "value.fairness"]
    assert _stored(world)["value.skills"] == ("answered", ["a"])
    assert _stored(world)["value.goal"] == ("answered", 3)


def test_the_next_open_question_is_one_of_the_discipline(world):
    factories.make_answers(world.assessment, {"value.goal": 3, "value.fairness": 3})

    reply = world.client("contributor").get(
        f"/assessments/{world.assessment.pk}/next{PM}&after=profile"
    )

    assert reply["Location"] == f"{_address(world, 'value.market')}{PM}#q-value-segments"


def test_a_link_that_was_refused_is_shown_again_to_its_writer_alone(world):
    sent = hidden_fields(world.client("contributor").get(_address(world)))
    bad = {**sent, "value.goal:url": "ftp://only.mine.example/plan", "value.goal:dated": "x"}

    reply = world.client("contributor").post(_address(world), bad)

    assert reply.status_code == 422
    assert "only.mine.example" in reply.content.decode()
    for who in ("lead", "contributor"):
        assert "only.mine.example" not in world.client(who).get(_address(world)).content.decode()
