"""Pages that compare a draft with its base and two versions: what they say, to whom, at what cost."""

import pytest

from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary
from assessments.banks.draft_tree import find, whole_digest
from assessments.banks.models import BankDraft, BankVersion
from assessments.banks.services import open_draft, publish_draft
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import signed_in, url
from tests.factories import (
    AssessmentFactory,
    BankVersionFactory,
    MemberFactory,
    OrganisationFactory,
    ProductFactory,
    TeamFactory,
    TeamMemberFactory,
    make_answers,
)
from tests.scoring.small_bank import FULL

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(organisation, editor):
    found = TeamFactory(organisation=organisation)
    TeamMemberFactory(team=found, user_id=editor.user_id)
    return found


@pytest.fixture
def running(team, shipped):
    def make(**more) -> Assessment:
        product = ProductFactory(team=team, name="Forecast")
        made = AssessmentFactory(product=product, bank_version=shipped, **more)
        make_answers(made, FULL)
        refresh_summary(made.pk)
        return made

    return make


def lighter(editor, fork) -> None:
    edit(editor, fork.draft, GOAL, weight=1)


def test_page_of_a_draft_says_what_it_does_to_each_running_assessment(
    client, fork, editor, running
):
    running(name="Autumn")
    lighter(editor, fork)

    reply = client.get(url("draft-compare", fork.pk))

    (line,) = reply.context["running"]
    assert line.name.startswith("Forecast · ")
    assert [(one.code, one.title, str(one.why)) for one in line.because] == [
        (GOAL, "How far is value.goal?", "Weight changed")
    ]
    assert line.whole.before != line.whole.after
    page = reply.content.decode()
    assert "It makes a major version" in page
    assert "1 assessment was looked at" in page
    assert "weight: 3 → 1" in page


def test_what_is_blind_or_of_another_team_is_counted_and_not_shown(
    client, fork, editor, running, shipped, organisation
):
    running(name="Seen")
    running(name="Blind secret", mode=Assessment.Mode.BLIND)
    other = ProductFactory(team=TeamFactory(organisation=organisation), name="Theirs")
    make_answers(AssessmentFactory(product=other, bank_version=shipped), FULL)
    AssessmentFactory(bank_version=shipped, name="Elsewhere")
    lighter(editor, fork)

    reply = client.get(url("draft-compare", fork.pk))

    assert len(reply.context["running"]) == 1
    assert reply.context["effects"].others == 2
    page = reply.content.decode()
    for hidden in ("Blind secret", "Theirs", "Elsewhere"):
        assert hidden not in page
    assert "2 more run on it" in page


def test_unfinished_draft_leads_to_its_check(client, fork, editor):
    edit(editor, fork.draft, GOAL, levels=["Only one"])
    reply = client.get(url("draft-compare", fork.pk))
    assert reply.url == url("draft-check", fork.pk)


def test_unchanged_draft_says_that_both_ask_the_same(client, fork, running):
    running(name="Autumn")
    page = client.get(url("draft-compare", fork.pk)).content.decode()
    assert "Both ask the same in the same words." in page
    assert "Nothing changes:" in page


@pytest.fixture
def versions(fork, editor) -> list[BankVersion]:
    """Publish two versions of the fork."""
    found = []
    for weight in (7, 2):
        if not BankDraft.objects.filter(bank=fork).exists():
            open_draft(actor=editor, bank_id=fork.pk)
        edit(editor, fork.draft, GOAL, weight=weight)
        revision = BankDraft.objects.get(bank=fork).revision
        notes = "Counts otherwise"
        found.append(publish_draft(actor=editor, bank_id=fork.pk, revision=revision, notes=notes))
    return found


def test_two_versions_are_compared_and_the_bank_leads_there(client, fork, versions):
    first, second = versions
    address = url("bank-version-compare", second.pk, first.pk)

    page = client.get(address).content.decode()

    assert f"Version {second.number} against {first.number}" in page
    assert "weight: 7 → 2" in page
    assert address in client.get(url("bank-detail", fork.pk)).content.decode()


def test_versions_of_two_banks_are_not_compared(client, versions, shipped):
    address = url("bank-version-compare", versions[0].pk, shipped.pk)
    assert client.get(address).status_code == 404


def test_version_of_another_organisation_does_not_exist(client, versions):
    foreign = BankVersionFactory(bank__organisation=OrganisationFactory())
    for pair in ((versions[0].pk, foreign.pk), (foreign.pk, versions[0].pk)):
        assert client.get(url("bank-version-compare", *pair)).status_code == 404


def test_member_who_edits_no_banks_is_refused(fork, versions, organisation):
    client = signed_in(MemberFactory(organisation=organisation).user)
    open_draft_page = url("bank-version-compare", versions[1].pk, versions[0].pk)
    assert client.get(open_draft_page).status_code == 403


@pytest.mark.parametrize("assessments", [1, 3])
def test_pages_ask_a_fixed_number_of_queries(
    client, fork, editor, running, assessments, django_assert_num_queries
):
    for number in range(assessments):
        running(name=f"Autumn {number}")
    lighter(editor, fork)
    client.get(url("draft-compare", fork.pk))
    # session, user, actor, draft, history, assessments, their answers, how many more there are
    with django_assert_num_queries(8):
        client.get(url("draft-compare", fork.pk))


def test_answers_that_go_and_parts_that_hold_are_named_by_their_titles(client, fork, running):
    running(name="Autumn")
    removed = find(content(fork.draft), "build.way").node
    client.post(url("draft-remove", fork.pk, "build.way"), {"seen": whole_digest(removed)})

    (line,) = client.get(url("draft-compare", fork.pk)).context["running"]

    assert line.dropped == f"“{removed['title']}” (build.way)"
    assert line.holds == "Value of the product, Building it"
