"""The pages of milestones: kept by a lead, read by all of the team, never changed."""

import re

import pytest

from assessments.answers import services
from assessments.answers.models import Assessment, Milestone
from assessments.banks.queries import parsed_bank
from assessments.web.views import milestones
from tests import factories
from tests.counting import statements
from tests.scoring.small_bank import FULL
from tests.web.conftest import World, hidden_fields


def kept(world: World, name: str = "Before the pilot") -> Milestone:
    lead = factories.actor_of(world.lead)
    return services.make_milestone(actor=lead, assessment_id=world.assessment.pk, name=name)


def listed(world: World) -> str:
    return f"/products/{world.assessment.product_id}/milestones/"


def test_a_lead_keeps_a_milestone_once_however_often_the_form_is_sent(world):
    factories.make_answers(world.assessment, FULL)
    client, address = world.client("lead"), f"/assessments/{world.assessment.pk}/milestones/new"
    form = hidden_fields(client.get(address))
    sent = {"name": "Before the pilot", "note": "Agreed with <b>the board</b>.", **form}

    first, second = client.post(address, sent), client.post(address, sent)

    made = Milestone.objects.get()
    assert first.url == second.url == made.get_absolute_url()
    page = client.get(first.url).content.decode()
    assert "Launch-ready" in page
    assert "&lt;b&gt;the board&lt;/b&gt;" in page
    assert made.name in client.get(world.assessment.get_absolute_url()).content.decode()


def test_a_name_that_cannot_be_kept_stays_in_the_form(world):
    address = f"/assessments/{world.assessment.pk}/milestones/new"

    page = world.client("lead").post(address, {"name": "", "note": "What was typed"})

    assert page.status_code == 422
    assert 'href="#id_name"' in page.content.decode()
    assert "What was typed" in page.content.decode()


def test_the_frozen_result_stands_while_the_answers_go_on(world):
    factories.make_answers(world.assessment, FULL)
    made = kept(world)
    before = world.client("viewer").get(made.get_absolute_url()).context["frozen"].result
    world.assessment.answers.update(state="dont_know", value=None)

    page = world.client("viewer").get(made.get_absolute_url())

    assert page.context["frozen"].result == before
    assert before.level == "Launch-ready"
    assert not page.context["frozen"].differs
    assert "The rules of scoring have changed" not in page.content.decode()


def test_a_result_that_scores_otherwise_today_says_so(world):
    made = kept(world)
    made.scorecard["level_code"] = "proven"
    made.save(update_fields=["scorecard"])

    page = world.client("viewer").get(made.get_absolute_url()).content.decode()

    assert "The rules of scoring have changed" in page


def test_a_lead_renames_and_deletes_what_was_made_by_hand(world):
    made, client = kept(world), world.client("lead")
    address = made.get_absolute_url()

    renamed = client.post(f"{address}edit", {"name": "Board of March"}, follow=True)
    deleted = client.post(f"{address}delete", follow=True)

    assert "Board of March" in renamed.content.decode()
    assert deleted.redirect_chain[-1][0] == listed(world)
    assert "No milestone yet" in deleted.content.decode()
    assert not Milestone.objects.exists()


def test_what_was_submitted_says_why_it_stays(world):
    lead = factories.actor_of(world.lead)
    made = services.submit_assessment(actor=lead, assessment_id=world.assessment.pk)
    address, client = f"{made.get_absolute_url()}delete", world.client("lead")

    for page in (client.get(address), client.post(address)):
        assert "stays as long as its assessment" in page.content.decode()
        assert "Delete for good" not in page.content.decode()
    assert Milestone.objects.get() == made


@pytest.mark.parametrize("who", ["contributor", "viewer"])
def test_who_does_not_lead_reads_and_gets_no_button(world, who):
    made, client = kept(world), world.client(who)
    pages = [client.get(listed(world)), client.get(made.get_absolute_url())]

    assert [page.status_code for page in pages] == [200, 200]
    assert not any(re.search(r"milestones/(\d+/)?(new|edit|delete)", str(p.content)) for p in pages)
    for verb in ("edit", "delete"):
        assert client.post(f"{made.get_absolute_url()}{verb}", {"name": "x"}).status_code == 403
    assert Milestone.objects.get().name == "Before the pilot"


def test_a_milestone_is_found_only_under_its_own_product(world):
    made = kept(world)
    other = factories.ProductFactory(team=world.team)

    page = world.client("lead").get(f"/products/{other.pk}/milestones/{made.pk}/")

    assert page.status_code == 404


@pytest.mark.parametrize("changed", [{"state": "closed"}, {"mode": "blind"}])
def test_what_cannot_be_kept_says_why(world, changed):
    Assessment.objects.filter(pk=world.assessment.pk).update(**changed)
    address = f"/assessments/{world.assessment.pk}/milestones/new"

    for page in (
        world.client("lead").get(address),
        world.client("lead").post(address, {"name": "x"}),
    ):
        assert "keeps no milestone" in page.content.decode()
    assert not Milestone.objects.exists()


def test_what_is_archived_while_the_form_is_filled_in_says_why(world, monkeypatch):
    Assessment.objects.filter(pk=world.assessment.pk).update(state="closed")
    # as the page saw it a moment before
    monkeypatch.setattr(milestones, "can_make_milestone", lambda _actor, _assessment: True)

    page = world.client("lead").post(
        f"/assessments/{world.assessment.pk}/milestones/new", {"name": "Too late"}
    )

    assert (page.status_code, Milestone.objects.count()) == (200, 0)
    assert "keeps no milestone" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_six_statements_and_one_milestone_four(world, count):
    made = [kept(world, f"Milestone {number}") for number in range(count)]
    parsed_bank(world.assessment.bank_version)
    client = world.client("lead")

    # session, user, roles, product, assessments, milestones
    assert statements(lambda: client.get(listed(world))) == 6
    # session, user, roles, milestone; the bank is kept parsed
    assert statements(lambda: client.get(made[0].get_absolute_url())) == 4
