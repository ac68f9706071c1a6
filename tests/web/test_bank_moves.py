"""The pages of moving to another bank version: looked at first, accepted by a lead, taken back."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from assessments.answers.models import Assessment, BankMove, Comment, Evidence, EvidenceFile
from assessments.answers.queries import answers_of
from assessments.scoring.bank import Bank
from tests import factories
from tests.answers.moving import fresh, move, result, said_in, started_on, versions_of
from tests.answers.upload_files import pdf
from tests.banks.moving_cases import case
from tests.counting import statements
from tests.scoring.method_banks import (
    additive,
    mean_tree,
    minimum,
    risk_rules,
    staged,
    two_scores,
)
from tests.scoring.small_bank import said
from tests.web.conftest import World, hidden_fields


def put_on(world: World, name: str, *which: str):
    """Let the world's assessment run on the first version of a case, with its answers."""
    from assessments.answers import services

    found = case(name)
    versions = versions_of(found, *(which or ("old", "new")))
    world.assessment = factories.AssessmentFactory(
        product=world.assessment.product, bank_version=versions[0]
    )
    factories.make_answers(world.assessment, found.answers, world.contributor)
    services.refresh_summary(world.assessment.pk)
    return found, versions


def address(world: World, *more: object) -> str:
    return "/".join([f"/assessments/{world.assessment.pk}/versions", *map(str, more)])


def text_of(page) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def test_a_lead_is_told_of_a_newer_version_and_nobody_else(world):
    _found, (_old, new) = put_on(world, "weight_changed")
    words = f"/versions/to/{new.pk}"
    for page in ("", "results"):
        where = f"/assessments/{world.assessment.pk}/{page}"
        assert words in text_of(world.client("lead").get(where)), page
        assert words not in text_of(world.client("contributor").get(where)), page
    move(world.assessment, new, factories.actor_of(world.lead))
    assert "/versions/to/" not in text_of(
        world.client("lead").get(f"/assessments/{world.assessment.pk}/")
    )


def test_a_lead_looks_decides_moves_and_goes_back(world):
    found, (_old, new) = put_on(world, "question_split")
    before = said_in(world.assessment)
    client, where = world.client("lead"), address(world, "to", new.pk)

    page = client.get(where)
    assert "The level goes from <b>High</b> to <b>Low</b>" in text_of(page)
    assert not BankMove.objects.exists()
    sent = {**hidden_fields(page), "to-b.staff": "take", "action": "move"}
    again = client.post(where, sent)  # decided otherwise: first the result with it
    assert again.status_code == 200
    assert not BankMove.objects.exists()
    done = client.post(where, {**sent, **hidden_fields(again)})

    assert done.url == f"{address(world)}/"
    assert result(world.assessment) == found.content["chosen"]["after"]
    made = BankMove.objects.get()
    shown = text_of(client.get(done.url))
    assert "From 1.0 to 2.0" in shown
    assert "Are data quality checks automated and data privacy rules enforced?" in shown
    detail = text_of(world.client("viewer").get(address(world, "moves", made.pk)))
    assert "Taken over, to be checked" in detail

    back = address(world, "moves", made.pk, "back")
    assert "exactly what they were" in text_of(client.get(back))
    client.post(back)
    assert said_in(world.assessment) == before
    assert result(world.assessment) == found.content["before"]


def test_an_answer_saved_meanwhile_makes_a_fresh_preview(world):
    _found, (_old, new) = put_on(world, "wording_only")
    client, where = world.client("lead"), address(world, "to", new.pk)
    sent = {**hidden_fields(client.get(where)), "action": "move"}
    factories.make_answers(world.assessment, {})
    Assessment.objects.filter(pk=world.assessment.pk).update(revision=99)

    page = client.post(where, sent)

    assert page.status_code == 409
    assert "Somebody saved an answer meanwhile" in text_of(page)
    assert not BankMove.objects.exists()
    assert client.post(where, {**sent, **hidden_fields(page)}).status_code == 302


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"state": "submitted"}, "Open it again to move it"),
        ({"state": "closed"}, "Bring it back to move it"),
        ({"mode": "blind"}, "begun blind"),
    ],
)
def test_what_stays_says_why(world, changed, words):
    _found, (_old, new) = put_on(world, "wording_only")
    Assessment.objects.filter(pk=world.assessment.pk).update(**changed)
    client = world.client("lead")
    for where in (f"{address(world)}/", address(world, "to", new.pk)):
        page = client.get(where)
        assert page.status_code == 200
        assert words in text_of(page)
    client.post(address(world, "to", new.pk), {"action": "move"})
    assert not BankMove.objects.exists()


def test_nonsense_in_the_form_moves_nothing_and_breaks_nothing(world):
    _found, (_old, new) = put_on(world, "wording_only")
    client, where = world.client("lead"), address(world, "to", new.pk)
    for sent in (
        {"action": "move"},
        {"action": "move", "revision": "9" * 40, "seen": ""},
        {"action": "move", "revision": "x", "to-a.goal": "x", "to-nothing": "park"},
        {"to-a.goal": "park"},
    ):
        assert client.post(where, sent).status_code in {200, 409}
    assert not BankMove.objects.exists()
    assert client.get(address(world, "to", 10**17)).status_code == 404
    assert client.post(address(world, "moves", 10**17, "back")).status_code == 404


def test_a_doubtful_answer_is_shown_with_both_wordings_and_confirmed(world):
    _found, (_old, new) = put_on(world, "wording_only")
    move(world.assessment, new, factories.actor_of(world.lead))
    client = world.client("contributor")
    section = f"/assessments/{world.assessment.pk}/sections/b.all"

    page = client.get(section)
    assert "Which data is there?" in text_of(page)
    assert "Do we know who may use each source?" in text_of(page)
    for where in ("", "review"):
        assert "to check" in text_of(client.get(f"/assessments/{world.assessment.pk}/{where}"))
    viewers = text_of(world.client("viewer").get(section))
    assert "Which data is there?" in viewers
    assert 'name="confirm"' not in viewers

    sent = {"b.data": "v:1", **hidden_fields(page), "confirm": "b.data"}
    assert client.post(section, sent).status_code == 302
    assert answers_of(fresh(world.assessment))["b.data"].to_check is None
    assert "Which data is there?" not in text_of(client.get(section))


def test_the_script_confirms_with_a_version(world):
    _found, (_old, new) = put_on(world, "wording_only")
    move(world.assessment, new, factories.actor_of(world.lead))
    client = world.client("contributor")
    where = f"/assessments/{world.assessment.pk}/answers/b.data/confirm"

    def post(content):
        return client.post(where, json.dumps(content), content_type="application/json")

    assert post({"base": 1}).status_code == 409
    assert post({}).status_code == 400
    assert post({"base": 2}).json()["version"] == 3
    Assessment.objects.filter(pk=world.assessment.pk).update(state="submitted")
    assert post({"base": 3}).status_code == 423


def test_a_comment_or_file_meant_for_a_former_question_is_not_taken_for_the_new_one(world):
    found, (_old, new) = put_on(world, "code_reused")
    client = world.client("contributor")
    where = f"/assessments/{world.assessment.pk}/answers/a.goal"
    sent = {
        f"{where}/discussion": {"text": "Who signed it?"},
        f"{where}/evidence/new": {"url": "https://example.org/signed"},
    }
    for page, typed in sent.items():
        typed.update(hidden_fields(client.get(page)))
    move(world.assessment, new, factories.actor_of(world.lead))

    for page, typed in sent.items():
        reply = client.post(page, typed)
        assert reply.status_code == 422
        assert found.bank("new").questions["a.goal"].title in text_of(reply)
        assert "The question" in text_of(reply)
        assert next(iter(typed.values())) in text_of(reply)
        assert hidden_fields(reply)["bank"] == str(new.pk)
    upload = {**sent[page], "url": "", "file": SimpleUploadedFile("plan.pdf", pdf())}
    assert client.post(page, upload).status_code == 422
    assert not Comment.objects.exists()
    assert not Evidence.objects.exists()
    assert not EvidenceFile.objects.exists()

    again = {**typed, **hidden_fields(reply)}
    assert client.post(page, again).status_code == 302


def test_a_page_of_the_old_version_is_told_so_and_keeps_what_was_typed(world):
    _found, (old, new) = put_on(world, "question_removed")
    client = world.client("contributor")
    section = f"/assessments/{world.assessment.pk}/sections/b.all"
    page = client.get(section)
    sent = {**hidden_fields(page), "b.data": "v:2", "b.fax": "v:yes", "b.fax:note": "By night."}
    move(world.assessment, new, factories.actor_of(world.lead))

    reply = client.post(section, sent)

    assert reply.status_code == 422
    assert "By night." in text_of(reply)
    assert said_in(world.assessment)["b.data"] == said(2)  # the same question takes the answer
    headers = {"HTTP_X_BANK": str(old.pk)}
    body = {"operation": "7d1ee6a4-5d0e-4c54-8bd1-1fd9a1b5d6f1", "base": 0, "state": "answered"}
    script = client.post(
        f"/assessments/{world.assessment.pk}/answers/b.fax/save",
        json.dumps({**body, "value": "yes"}),
        content_type="application/json",
        **headers,
    )
    assert script.status_code == 422


def test_a_section_that_is_gone_keeps_what_was_typed(world):
    _found, (_old, new) = put_on(world, "question_moved")
    client = world.client("contributor")
    section = f"/assessments/{world.assessment.pk}/sections/a.all"
    sent = {**hidden_fields(client.get(section)), "a.goal:note": "Typed before."}
    move(world.assessment, new, factories.actor_of(world.lead))
    gone = section.replace("a.all", "z.all")
    reply = client.post(gone, sent, headers={"origin": "http://testserver"})
    assert reply.status_code == 404
    assert "Typed before." in text_of(reply)


def test_the_history_shows_each_answer_in_the_words_it_was_given_to(world):
    _found, (_old, new) = put_on(world, "code_reused")
    move(world.assessment, new, factories.actor_of(world.lead))
    page = text_of(
        world.client("viewer").get(f"/assessments/{world.assessment.pk}/answers/a.goal/history")
    )
    assert "Is the goal agreed?" in page
    assert "Signed" in page
    assert "More than ten" not in page


@pytest.mark.parametrize(("name", "listed"), [("wording_only", 8), ("question_split", 11)])
def test_the_pages_cost_the_same_for_two_answers_and_for_four(world, name, listed):
    _found, (_old, new) = put_on(world, name)
    client = world.client("lead")
    pages = [address(world, "to", new.pk)]
    client.get(pages[0])
    # session, person, roles; assessment, version; registers, kept aside
    assert statements(lambda: client.get(pages[0])) == 7
    move(world.assessment, new, factories.actor_of(world.lead))
    made = BankMove.objects.get()
    assert statements(lambda: client.get(address(world, "moves", made.pk))) == 5
    # beside those of any page: newer versions, moves, the last one; of what is kept 3 more
    assert statements(lambda: client.get(f"{address(world)}/")) == listed


def test_editors_see_what_runs_on_which_version(world):
    _found, (old, new) = put_on(world, "wording_only")
    editor = factories.MemberFactory(organisation=world.team.organisation, edits_banks=True).user
    world.outsider = editor
    where = f"/banks/{old.bank_id}/running"
    page = text_of(world.client("outsider").get(where))
    assert page.index("Version 2.0") < page.index("Version 1.0") < page.index(world.assessment.name)
    assert f"/assessments/{world.assessment.pk}/versions/" not in page  # not of the team
    factories.TeamMemberFactory(team=world.team, user=editor, role="viewer")
    client = world.client("outsider")
    assert f"/assessments/{world.assessment.pk}/versions/" in text_of(client.get(where))
    costs = statements(lambda: client.get(where))
    for _ in range(2):
        factories.AssessmentFactory(product=world.assessment.product, bank_version=new)
    assert statements(lambda: client.get(where)) == costs == 6


@pytest.mark.parametrize(
    "make", [minimum, additive, staged, two_scores, risk_rules, mean_tree], ids=lambda f: f.__name__
)
def test_banks_of_every_method_are_previewed_and_moved(world, make):
    """What a method has none of is left out in words."""
    document = make()
    content = document.model_dump(mode="json", by_alias=True, exclude_none=True)
    asked = content["parts"][0]["sections"][0]["questions"]
    asked[0]["title"] = "Something else is asked here now"
    later = Bank.model_validate({**content, "version": "2.0"})
    old = factories.version_of(document)
    new = factories.version_of(later, bank=old.bank, major=2)
    assessment = started_on(old, first_answers(document), world.contributor)
    factories.TeamMemberFactory(team=assessment.team, user=world.lead, role="lead")
    world.assessment = assessment
    client, where = world.client("lead"), address(world, "to", new.pk)

    page = client.get(where)

    assert page.status_code == 200
    assert page.context["page"].figures
    if make is risk_rules:
        nothing = "There is no single score and no level to compare."
        assert nothing in text_of(page)
        shown = render_to_string("bank_compare_effect.html", {"one": page.context["effect"]})
        assert nothing in shown
        assert "Nothing changes" not in shown, "risks are not looked at there"
    assert ("Parts before and after" in page.content.decode()) is (
        make not in (risk_rules, two_scores)
    )
    client.post(where, {**hidden_fields(page), "action": "move"})
    assert fresh(assessment).bank_version == new
    made = BankMove.objects.get()
    client.post(address(world, "moves", made.pk, "back"))
    assert said_in(assessment) == first_answers(document)


def first_answers(document: Bank) -> dict:
    """Answer every question that offers choices or yes and no, as far along as it goes."""
    answers = {}
    for code, question in document.questions.items():
        if question.kind == "boolean":
            answers[code] = said(True)
        elif question.kind == "single":
            answers[code] = said(question.choices[-1].code)
        elif question.kind == "multiple":
            answers[code] = said((question.choices[0].code,))
    return answers
