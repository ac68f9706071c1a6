"""The page that compares two moments: any two of the product, none of anybody else's."""

from datetime import timedelta

import pytest

from assessments.answers import services
from assessments.answers.models import Answer, Assessment, Milestone
from assessments.banks.queries import parsed_bank
from tests import factories
from tests.counting import statements
from tests.scoring.small_bank import DONT_KNOW, FULL, small_bank, small_content
from tests.web.conftest import World


def kept(world: World, assessment: Assessment, name: str = "Before the pilot") -> Milestone:
    lead = factories.actor_of(world.lead)
    return services.make_milestone(actor=lead, assessment_id=assessment.pk, name=name)


@pytest.fixture
def moments(world: World) -> tuple[Milestone, Assessment]:
    """Keep a milestone in which the goal is not known; now it is known."""
    made = world.assessment
    factories.make_answers(made, {**FULL, "value.goal": DONT_KNOW})
    milestone = kept(world, made)
    Answer.objects.filter(question_code="value.goal").update(state="answered", value=3)
    later = milestone.made_at + timedelta(minutes=1)
    changed = {"revision": made.revision + 1, "touched_at": later}
    Assessment.objects.filter(pk=made.pk).update(**changed)
    services.refresh_summary(made.pk)
    return milestone, made


def address(world: World, **moments: str) -> str:
    asked = "&".join(f"{name.strip('_')}={key}" for name, key in moments.items())
    return f"/products/{world.assessment.product_id}/compare?{asked}"


def test_a_milestone_is_compared_with_the_assessment_as_it_stands(world, moments):
    milestone, made = moments

    page = world.client("viewer").get(address(world, from_=f"m{milestone.pk}", to=f"a{made.pk}"))

    found, text = page.context["found"], page.content.decode()
    assert (found.level_before, found.level_after) == ("Exploring", "Launch-ready")
    assert [(cause.name, cause.moves_level) for cause in found.causes] == [("Became known", True)]
    assert "Before the pilot (" in text
    assert f"{made.name}, as it stands now" in text
    assert found.chart.svg in text
    assert "different versions of the questions" not in text


def test_turned_round_every_figure_has_the_other_sign(world, moments):
    milestone, made = moments
    client = world.client("viewer")
    keys = (f"m{milestone.pk}", f"a{made.pk}")

    there = client.get(address(world, from_=keys[0], to=keys[1])).context["found"]
    back = client.get(address(world, from_=keys[1], to=keys[0])).context["found"]

    assert there.overall_change.replace("+", "\u2212") == back.overall_change
    assert there.headline.startswith("The level rose")
    assert back.headline.startswith("The level fell")


def test_what_is_not_chosen_is_proposed(world, moments):
    milestone, made = moments
    client = world.client("viewer")

    for asked in ({}, {"to": f"a{made.pk}"}, {"from_": f"m{milestone.pk}"}, {"to": "m0"}):
        page = client.get(address(world, **asked))
        chosen = (page.context["before"].key, page.context["after"].key)
        assert chosen == (f"m{milestone.pk}", f"a{made.pk}"), asked


def test_a_milestone_and_what_was_not_changed_since_say_so(world):
    milestone = kept(world, world.assessment)

    page = world.client("viewer").get(address(world))

    assert {page.context[side].key for side in ("before", "after")} == {
        f"m{milestone.pk}",
        f"a{world.assessment.pk}",
    }
    assert "Nothing was changed between the two." in page.content.decode()


def test_two_bank_versions_are_compared_and_said_to_differ(world, moments):
    content = small_content()
    new = {**content["parts"][1]["sections"][0]["questions"][0], "code": "build.new"}
    content["parts"][1]["sections"][0]["questions"].append(new)
    version = factories.version_of(small_bank(parts=content["parts"]))
    product = world.assessment.product
    later = factories.AssessmentFactory(product=product, bank_version=version, name="Autumn")
    factories.make_answers(later, FULL)
    services.refresh_summary(later.pk)

    page = world.client("viewer").get(address(world, from_=f"m{moments[0].pk}", to=f"a{later.pk}"))

    text = page.content.decode()
    assert "different versions of the questions" in text
    assert "Question bank changed" in text
    lines = page.context["found"].parts[1].questions
    assert [(one.code, one.before) for one in lines] == [("build.new", "Not in this question bank")]


@pytest.mark.parametrize("wrong", ["m0", "a0", "x", "<b>", "m1;drop"])
def test_a_moment_that_is_not_offered_is_an_error_at_its_field(world, moments, wrong):
    page = world.client("viewer").get(address(world, from_=wrong, to=f"a{moments[1].pk}"))

    assert page.status_code == 422
    assert 'href="#id_from"' in page.content.decode()
    assert "found" not in page.context


def test_the_same_moment_twice_is_an_error_at_its_field(world, moments):
    key = f"m{moments[0].pk}"
    page = world.client("viewer").get(address(world, from_=key, to=key))

    assert page.status_code == 422
    assert "Choose another moment" in page.content.decode()


def test_moments_of_other_products_are_not_offered(world, moments):
    other = factories.AssessmentFactory(product=factories.ProductFactory(team=world.team))
    services.refresh_summary(other.pk)
    foreign = kept(world, other, "Of another product")
    client = world.client("lead")

    for key in (f"m{foreign.pk}", f"a{other.pk}"):
        page = client.get(address(world, from_=key, to=f"a{moments[1].pk}"))
        assert page.status_code == 422
        assert "Of another product" not in page.content.decode()


def test_a_blind_assessment_is_no_moment_before_its_reveal(world, moments):
    blind = factories.AssessmentFactory(
        product=world.assessment.product,
        bank_version=world.assessment.bank_version,
        mode="blind",
        name="Blind review",
    )

    page = world.client("lead").get(address(world, from_=f"m{moments[0].pk}", to=f"a{blind.pk}"))

    assert page.status_code == 422
    assert "Blind review" not in page.content.decode()


def test_one_moment_alone_says_what_to_do(world):
    page = world.client("viewer").get(address(world))

    assert page.status_code == 200
    assert "Nothing to compare yet" in page.content.decode()


def test_pages_lead_to_the_comparison(world, moments):
    milestone, made = moments
    client, compare = world.client("viewer"), f"/products/{made.product_id}/compare"
    for page in (
        f"/products/{made.product_id}/",
        f"/products/{made.product_id}/milestones/",
        f"/assessments/{made.pk}/",
        f"/assessments/{made.pk}/results",
        milestone.get_absolute_url(),
    ):
        assert compare in client.get(page).content.decode(), page


@pytest.mark.parametrize("more", [0, 2])
def test_a_comparison_costs_eight_statements(world, moments, more):
    milestone, made = moments
    for number in range(more):
        kept(world, made, f"Milestone {number}")
    parsed_bank(made.bank_version)
    client = world.client("viewer")
    asked = address(world, from_=f"m{milestone.pk}", to=f"a{made.pk}")

    # session, user, roles, product, assessments, milestones; the milestone; answers with evidence
    assert statements(lambda: client.get(asked)) == 8
