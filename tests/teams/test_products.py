"""Products: what each role may do, what outsiders see, and what the audit log keeps."""

import pytest

from assessments.actor import NotAllowed, NotVisible
from assessments.answers.models import AnswerEvent, Assessment
from assessments.audit.models import AuditEvent
from assessments.teams import services
from assessments.teams.errors import Refused
from assessments.teams.models import Product
from assessments.teams.queries import product_for, products_visible_to, teams_led_by
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return factories.TeamFactory()


@pytest.fixture
def lead(team):
    return factories.actor_in(team, "lead")


@pytest.fixture
def product(team):
    return factories.ProductFactory(team=team, name="Route planner")


def test_lead_creates_a_product_and_the_log_keeps_it(team, lead):
    made = services.create_product(actor=lead, team_id=team.pk, name="  Route   planner ")
    assert (made.name, made.team) == ("Route planner", team)
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_name) == ("product.created", "Route planner")
    assert (event.organisation_id, event.actor_id) == (team.organisation_id, lead.user_id)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "required"),
        ("a\x00b", "nul"),
        ("\ud800", "surrogate"),
        ("x" * 201, "too_long"),
        ("a\nb", "lines"),
        ("\u200b", "invisible"),
    ],
)
def test_name_that_cannot_be_kept_is_refused_at_its_field(team, lead, name, code):
    with pytest.raises(Refused) as refused:
        services.create_product(actor=lead, team_id=team.pk, name=name)
    assert (refused.value.field, refused.value.code) == ("name", code)
    assert not Product.objects.exists()


@pytest.mark.parametrize("role", ["contributor", "viewer"])
def test_team_members_who_do_not_lead_may_not_change_products(team, product, role):
    actor = factories.actor_in(team, role)
    other = factories.TeamFactory(organisation=team.organisation)
    for verb, given in (
        (services.rename_product, {"name": "Other"}),
        (services.archive_product, {}),
        (services.restore_product, {}),
        (services.move_product, {"team_id": other.pk}),
        (services.delete_product, {}),
    ):
        with pytest.raises((NotAllowed, NotVisible)):
            verb(actor=actor, product_id=product.pk, **given)
    with pytest.raises(NotAllowed):
        services.create_product(actor=actor, team_id=team.pk, name="Other")
    assert Product.objects.get().name == "Route planner"


@pytest.mark.parametrize("outsider", ["other_organisation", "other_team", "admin_elsewhere"])
def test_outsiders_do_not_see_a_product(team, product, outsider):
    if outsider == "other_organisation":
        actor = factories.actor_in(factories.TeamFactory(), "lead")
    elif outsider == "other_team":
        actor = factories.actor_in(factories.TeamFactory(organisation=team.organisation), "lead")
    else:
        actor = factories.actor_of(factories.admin_of(factories.OrganisationFactory()))
    assert product not in products_visible_to(actor)
    with pytest.raises(Product.DoesNotExist):
        product_for(actor, product.pk)
    with pytest.raises(NotVisible):
        services.delete_product(actor=actor, product_id=product.pk)
    with pytest.raises(NotVisible):
        services.create_product(actor=actor, team_id=team.pk, name="Mine now")


def test_admin_does_what_a_lead_does_in_the_whole_organisation(product):
    admin = factories.actor_of(factories.admin_of(product.team.organisation))
    renamed = services.rename_product(
        actor=admin, product_id=product.pk, name="Planner", description="Plans routes."
    )
    assert (renamed.name, renamed.description) == ("Planner", "Plans routes.")
    assert list(teams_led_by(admin)) == [product.team]


def test_team_role_ends_with_the_membership_of_the_organisation(team, product):
    user = factories.person_in(team, "lead")
    user.memberships.all().delete()
    actor = factories.actor_of(user)
    assert actor.teams == {}
    assert not products_visible_to(actor).exists()


def test_actor_is_loaded_with_one_query(team, django_assert_num_queries):
    user = factories.person_in(team, "lead")
    factories.TeamMemberFactory(user=user)
    with django_assert_num_queries(1):  # memberships UNION ALL team roles
        actor = factories.actor_of(user)
    assert len(actor.teams) == len(actor.organisations) == 2


def test_archived_product_comes_back_as_it_was(product, lead):
    assert services.archive_product(actor=lead, product_id=product.pk).archived_at is not None
    assert services.restore_product(actor=lead, product_id=product.pk).archived_at is None
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["product.archived", "product.restored"]


def test_moved_product_takes_its_assessments_to_the_new_team(team, product):
    other = factories.TeamFactory(organisation=team.organisation)
    assessment = factories.AssessmentFactory(product=product)
    admin = factories.actor_of(factories.admin_of(team.organisation))
    services.move_product(actor=admin, product_id=product.pk, team_id=other.pk)
    assessment.refresh_from_db()
    assert assessment.team == assessment.product.team == other


def test_product_never_moves_to_another_organisation(product):
    user = factories.person_in(product.team, "lead")
    elsewhere = factories.TeamFactory()
    factories.TeamMemberFactory(team=elsewhere, user=user, role="lead")
    with pytest.raises(NotAllowed):
        services.move_product(
            actor=factories.actor_of(user), product_id=product.pk, team_id=elsewhere.pk
        )


def test_deleted_product_leaves_only_the_audit_log(product, lead):
    assessment = factories.AssessmentFactory(product=product)
    factories.make_answers(assessment, {"value.goal": 2})
    services.delete_product(actor=lead, product_id=product.pk)
    assert not Product.objects.exists()
    assert not Assessment.objects.exists()
    assert not AnswerEvent.objects.exists()
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_name, event.detail) == (
        "product.deleted",
        "Route planner",
        {"assessments": 1},
    )
