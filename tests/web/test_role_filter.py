"""The disciplines offered as a filter, and the person's own one in front."""

from assessments.teams.models import TeamMember
from assessments.web.role_filter import roles_among
from tests import factories
from tests.scoring.small_bank import rubric_bank
from tests.web.conftest import World


def _bank(*disciplines: str):
    content = rubric_bank(*[1] * len(disciplines)).model_dump(mode="json", by_alias=True)
    for question, discipline in zip(
        content["parts"][0]["sections"][0]["questions"], disciplines, strict=True
    ):
        question["answered_by"] = discipline
    return rubric_bank(1, parts=content["parts"])


def _offered(own: str, *disciplines: str) -> list[str]:
    questions = _bank(*disciplines).parts[0].sections[0].questions
    return [one.role for one in roles_among(questions, own)]


def test_the_own_discipline_stands_first_and_the_others_in_order():
    assert _offered("", "ux", "business", "ux") == ["ux", "business"]
    assert _offered("business", "ux", "engineering", "business") == [
        "business",
        "ux",
        "engineering",
    ]


def test_one_discipline_for_all_questions_offers_nothing():
    assert _offered("ux", "ux", "ux") == []


def test_the_section_page_knows_the_members_discipline(world: World):
    TeamMember.objects.filter(user=world.contributor).update(discipline="business")
    version = factories.version_of(_bank("ux", "business"))
    made = factories.AssessmentFactory(product=world.assessment.product, bank_version=version)

    page = world.client("contributor").get(f"/assessments/{made.pk}/sections/only.all")

    assert [one.role for one in page.context["page"].roles] == ["business", "ux"]
    assert page.content.decode().index(">Business</a>") < page.content.decode().index(">UX</a>")
