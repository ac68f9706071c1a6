"""The pages of blind mode: start, own sheet, reveal, disagreements, consensus."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.answers import services
from assessments.answers.models import Assessment, Consensus, Sheet
from tests import factories

pytestmark = pytest.mark.django_db


def signed_in(client_class, user):
    client = client_class()
    client.force_login(user, backend="mlpm.signing_in.Backend")
    return client


@pytest.fixture
def people():
    """Give a team's lead, two contributors and a viewer, as users."""
    team = factories.TeamFactory()
    lead = factories.person_in(team, "lead", name="Lea")
    known = ("product_management", "engineering")
    ada, bob = (
        factories.TeamMemberFactory(
            team=team, discipline=discipline, user=factories.UserFactory(name=name)
        ).user
        for name, discipline in zip(("Ada", "Bob"), known, strict=True)
    )
    return {"lead": lead, "ada": ada, "bob": bob, "viewer": factories.person_in(team, "viewer")}


@pytest.fixture
def clients(people):
    from django.test import Client

    return {name: signed_in(Client, user) for name, user in people.items()}


@pytest.fixture
def team(people):
    return people["lead"].team_memberships.get().team


@pytest.fixture
def blind(people, team):
    return services.start_assessment(
        actor=factories.actor_of(people["lead"]),
        product=factories.ProductFactory(team=team),
        bank_version=factories.BankVersionFactory(),
        name="Blind review",
        respondents=[people["ada"].pk, people["bob"].pk],
    ).assessment


def at(name, assessment, *more):
    return reverse(f"assessments:{name}", args=[assessment.pk, *more])


def say(user, assessment, code, value, **more):
    services.save_answer(
        actor=factories.actor_of(user),
        assessment_id=assessment.pk,
        code=code,
        base=0,
        operation_id=uuid.uuid4(),
        state="answered",
        value=value,
        **more,
    )


def reveal(people, assessment):
    services.reveal_now(actor=factories.actor_of(people["lead"]), assessment_id=assessment.pk)


@pytest.fixture
def revealed(blind, people):
    say(people["ada"], blind, "value.goal", 4, note="The board signed it in May.")
    say(people["bob"], blind, "value.goal", 1, note="Nobody on my side has seen it.")
    say(people["ada"], blind, "build.speed", 3)
    say(people["bob"], blind, "build.speed", 3)
    say(people["ada"], blind, "profile.stage", "idea")
    say(people["bob"], blind, "profile.stage", "live")
    reveal(people, blind)
    return blind


def test_a_lead_starts_a_blind_assessment_with_everybody_ticked(clients, team, people):
    product = factories.ProductFactory(team=team)
    version = factories.BankVersionFactory()
    address = reverse("assessments:assessment-new", args=[product.pk])
    page = clients["lead"].get(address)
    assert page.content.count(b'name="respondents"') == 3
    assert b"checked" in page.content
    day = timezone.now().date() + timedelta(days=7)
    sent = {
        "bank_version": version.pk,
        "name": "Autumn",
        "mode": "blind",
        "respondents": [people["ada"].pk, people["bob"].pk],
        "reveal_on": day.isoformat(),
    }
    assert clients["lead"].post(address, sent).status_code == 302
    made = Assessment.objects.get(name="Autumn")
    assert (made.mode, made.reveal_on) == ("blind", day)
    assert Sheet.objects.filter(assessment=made).count() == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"respondents": []}, b"Choose at least two people."),
        ({"reveal_on": "2020-01-01"}, b"Choose a day after today"),
        ({"respondents": ["99999"]}, b"99999"),
        ({"reveal_on": "soon"}, b"valid date"),
    ],
)
def test_what_cannot_be_blind_is_said_at_its_field(clients, team, people, changed, words):
    product = factories.ProductFactory(team=team)
    sent = {
        "bank_version": factories.BankVersionFactory().pk,
        "name": "Autumn",
        "mode": "blind",
        "respondents": [people["ada"].pk, people["bob"].pk],
        **changed,
    }
    reply = clients["lead"].post(reverse("assessments:assessment-new", args=[product.pk]), sent)
    assert reply.status_code == 422
    assert words in reply.content
    assert b'value="Autumn"' in reply.content


def test_one_person_alone_is_not_offered_blind_mode(client):
    team = factories.TeamFactory()
    client.force_login(factories.person_in(team, "lead"))
    product = factories.ProductFactory(team=team)
    page = client.get(reverse("assessments:assessment-new", args=[product.pk]))
    assert b'name="mode"' not in page.content


def test_a_respondent_fills_in_submits_and_takes_back_the_own_sheet(clients, blind, people):
    say(people["ada"], blind, "value.goal", 3)
    page = clients["ada"].get(at("assessment-detail", blind))
    assert b"Submit my sheet" in page.content
    assert b"Reveal now" not in page.content
    submitted = clients["ada"].post(at("sheet-submit", blind), follow=True)
    assert b"Take my sheet back" in submitted.content
    section = clients["ada"].get(at("assessment-section", blind, "value.core"))
    assert b"Your sheet is submitted." in section.content
    back = clients["ada"].post(at("sheet-take-back", blind), follow=True)
    assert b"Submit my sheet" in back.content


def test_the_last_sheet_leads_to_the_disagreements(clients, blind):
    clients["ada"].post(at("sheet-submit", blind))
    reply = clients["bob"].post(at("sheet-submit", blind))
    assert reply.url == at("assessment-disagreements", blind)


def test_who_has_no_sheet_reads_why(clients, blind):
    page = clients["lead"].get(at("assessment-detail", blind))
    assert b"You were not asked to fill in a sheet." in page.content
    assert b"Reveal and people" in page.content
    section = clients["lead"].get(at("assessment-section", blind, "value.core"))
    assert b"You have no sheet in this blind assessment." in section.content
    assert clients["viewer"].post(at("sheet-submit", blind)).status_code == 403
    assert clients["lead"].post(at("sheet-submit", blind)).url == blind.get_absolute_url()


def test_a_shared_assessment_has_nothing_to_submit_reveal_or_compare(clients, team):
    shared = factories.AssessmentFactory(team_=team)
    home = shared.get_absolute_url()
    for name in ("sheet-submit", "sheet-take-back", "assessment-reveal", "assessment-reveal-now"):
        assert clients["lead"].post(at(name, shared)).url == home
    assert clients["lead"].get(at("assessment-disagreements", shared)).url == home
    assert clients["lead"].get(at("consensus", shared, "value.goal")).url == home
    assert clients["lead"].post(at("consensus", shared, "value.goal")).url == home
    assert clients["ada"].post(at("consensus", shared, "value.goal")).status_code == 403


def test_a_lead_plans_the_reveal_and_asks_more_people(clients, blind, people):
    day = timezone.now().date() + timedelta(days=2)
    address = at("assessment-reveal", blind)
    page = clients["lead"].get(address)
    assert b"Ada, Bob" in page.content
    sent = {"reveal_on": day.isoformat(), "respondents": [people["lead"].pk]}
    assert clients["lead"].post(address, sent).status_code == 302
    blind.refresh_from_db()
    assert blind.reveal_on == day
    assert Sheet.objects.filter(assessment=blind).count() == 3
    assert clients["lead"].post(address, {"reveal_on": "2020-01-01"}).status_code == 422
    assert clients["ada"].get(address).status_code == 403


def test_a_lead_reveals_now_after_reading_what_it_means(clients, blind):
    address = at("assessment-reveal-now", blind)
    assert b"cannot be taken back" in clients["lead"].get(address).content
    assert clients["lead"].post(address).url == at("assessment-disagreements", blind)
    assert clients["lead"].post(address).url == blind.get_absolute_url()


def test_before_the_reveal_there_is_nothing_to_compare_or_report(clients, blind):
    for client in clients.values():
        assert client.get(at("assessment-disagreements", blind)).status_code == 302
        assert client.get(at("consensus", blind, "value.goal")).status_code == 302
    assert b"after the reveal" in clients["lead"].get(at("report-list", blind)).content
    assert (
        clients["lead"].post(at("report-request", blind), {"file_format": "pdf"}).status_code == 403
    )


def test_the_disagreements_show_spread_role_agreement_and_order(clients, revealed):
    page = clients["viewer"].get(at("assessment-disagreements", revealed)).content.decode()
    assert "How far is value.goal?" in page
    assert "3 levels, weight 3" in page
    assert "Product management: Level 4" in page
    assert "not defined: all gave the same answer throughout" in page
    assert "Where does it stand?" in page
    assert "1 question without a difference" in page
    assert "Compare and settle" not in page


def test_a_lead_records_the_teams_answer_and_the_dissent_stays(clients, revealed, people):
    address = at("consensus", revealed, "value.goal")
    page = clients["lead"].get(address)
    assert b"The board signed it in May." in page.content
    sent = {
        "answer": "v:2",
        "reason": "Signed, but nobody told engineering.",
        "base": "0.",
        "form_id": str(uuid.uuid4()),
    }
    assert clients["lead"].post(address, sent).url == at("assessment-disagreements", revealed)
    assert clients["lead"].post(address, sent).status_code == 302
    kept = Consensus.objects.get(assessment=revealed)
    assert [(one["respondent"], one["value"]) for one in kept.dissent] == [
        (people["ada"].pk, 4),
        (people["bob"].pk, 1),
    ]
    page = clients["ada"].get(at("assessment-disagreements", revealed)).content.decode()
    assert "Signed, but nobody told engineering." in page
    assert "2 people said otherwise" in page


def test_a_consensus_without_a_reason_keeps_what_was_chosen(clients, revealed):
    sent = {"answer": "v:2", "reason": " ", "base": "0.", "form_id": str(uuid.uuid4())}
    reply = clients["lead"].post(at("consensus", revealed, "value.goal"), sent)
    assert reply.status_code == 422
    assert b"Say why this is the team" in reply.content
    assert b'value="v:2" checked' in reply.content


@pytest.mark.parametrize(
    "sent",
    [
        {"answer": "v:9", "reason": "Because."},
        {"answer": "x", "reason": "Because."},
        {"answer": "s:not_applicable", "reason": "It does not apply here."},
        {"answer": "v:2", "reason": "a\x00b"},
        {"answer": "v:2", "reason": "x" * 5000},
        {"answer": "v:2", "reason": "Because.", "base": "7."},
        {"reason": "Because."},
    ],
)
def test_what_cannot_be_recorded_is_refused_with_the_text_kept(clients, revealed, sent):
    given = {"base": "0.", "form_id": str(uuid.uuid4()), **sent}
    reply = clients["lead"].post(at("consensus", revealed, "value.goal"), given)
    assert reply.status_code == 422
    assert sent["reason"][:20].replace("\x00", "").encode() in reply.content.replace(b"\x00", b"")
    assert not Consensus.objects.exists()


def test_somebody_elses_consensus_is_shown_before_it_is_replaced(clients, revealed, people):
    address = at("consensus", revealed, "value.goal")
    first = {"answer": "v:2", "reason": "First.", "base": "0.", "form_id": str(uuid.uuid4())}
    clients["lead"].post(address, first)
    late = {"answer": "v:3", "reason": "Late.", "base": "0.", "form_id": str(uuid.uuid4())}
    reply = clients["lead"].post(address, late)
    assert reply.status_code == 422
    assert b"First." in reply.content
    assert b"Late." in reply.content
    assert b'name="base" value="1"' in reply.content
    assert clients["lead"].post(address, {**late, "base": "1"}).status_code == 302


def test_a_consensus_is_taken_back(clients, revealed):
    address = at("consensus", revealed, "value.goal")
    sent = {"answer": "v:2", "reason": "First.", "base": "0.", "form_id": str(uuid.uuid4())}
    clients["lead"].post(address, sent)
    back = {"take_back": "1", "base": "1", "reason": "First.", "form_id": str(uuid.uuid4())}
    assert clients["lead"].post(address, back).status_code == 302
    assert not Consensus.objects.exists()


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("profile.stage", "v:pilot"),
        ("profile.route", ["own", "market"]),
        ("value.skills", ["a", "b", "~c"]),
        ("value.sold", "v:partly"),
        ("build.users", "120"),
        ("build.story", "A longer story."),
        ("build.since", "2026-02-01"),
        ("value.segments", "s:not_applicable"),
        ("build.way", "s:dont_know"),
    ],
)
def test_every_kind_of_question_can_be_settled(clients, revealed, code, answer):
    address = at("consensus", revealed, code)
    assert clients["lead"].get(address).status_code == 200
    reason = "There is only one segment."
    sent = {"answer": answer, "reason": reason, "base": "0.", "form_id": str(uuid.uuid4())}
    assert clients["lead"].post(address, sent).status_code == 302
    assert clients["lead"].get(address).status_code == 200
    assert clients["lead"].get(at("assessment-disagreements", revealed)).status_code == 200


def test_after_the_reveal_the_form_points_to_the_comparison(clients, revealed):
    page = clients["ada"].get(at("assessment-section", revealed, "value.core"))
    assert b"Compare and settle the answers" in page.content
    assert b"Save and continue" not in page.content


def test_results_show_the_range_between_the_lowest_and_the_highest(clients, revealed):
    page = clients["ada"].get(at("assessment-results", revealed)).content.decode()
    assert "Joined from all sheets" in page


def test_a_foreign_person_finds_none_of_it(client, revealed):
    client.force_login(factories.person_in(factories.TeamFactory(), "lead"))
    for name in ("assessment-reveal", "assessment-reveal-now", "assessment-disagreements"):
        assert client.get(at(name, revealed)).status_code == 404
    assert client.get(at("consensus", revealed, "value.goal")).status_code == 404
    assert client.post(at("sheet-submit", revealed)).status_code == 404


def test_an_unknown_question_is_not_found(clients, revealed):
    assert clients["lead"].get(at("consensus", revealed, "no.such")).status_code == 404


def test_a_submitted_assessment_is_settled_no_more(clients, revealed, people):
    services.submit_assessment(actor=factories.actor_of(people["lead"]), assessment_id=revealed.pk)
    address = at("consensus", revealed, "value.goal")
    sent = {"answer": "v:2", "reason": "Late.", "base": "0.", "form_id": str(uuid.uuid4())}
    reply = clients["lead"].post(address, sent)
    assert reply.status_code == 422
    assert b"takes no answers any more" in reply.content


# Session, user, roles; assessment, answers, evidence, sheets, consensus.
COMPARED = 8


@pytest.mark.parametrize("questions", [1, 3])
def test_the_comparison_costs_the_same_however_much_is_apart(
    clients, blind, people, questions, django_assert_num_queries
):
    for code in ("value.goal", "build.speed", "build.reasons")[:questions]:
        say(people["ada"], blind, code, 4)
        say(people["bob"], blind, code, 1)
    reveal(people, blind)
    for page in (at("assessment-disagreements", blind), at("consensus", blind, "value.goal")):
        clients["viewer"].get(page)
        with django_assert_num_queries(COMPARED):
            clients["viewer"].get(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_own_sheets_cost_a_product_one_query_more(
    clients, blind, people, rows, django_assert_num_queries
):
    product = blind.product
    for _ in range(rows - 1):
        services.start_assessment(
            actor=factories.actor_of(people["lead"]),
            product=product,
            bank_version=blind.bank_version,
            name="Again",
            respondents=[people["ada"].pk, people["bob"].pk],
        )
    address = product.get_absolute_url()
    clients["ada"].get(address)
    # Session, user, roles; product, assessments, own sheets, milestones.
    with django_assert_num_queries(7):
        clients["ada"].get(address)


def test_own_sheets_cost_the_section_one_query_more(clients, blind, django_assert_num_queries):
    address = at("assessment-section", blind, "value.core")
    clients["ada"].get(address)
    # Session, user, roles; assessment, own sheet, answers with evidence, assignments.
    with django_assert_num_queries(7):
        clients["ada"].get(address)
