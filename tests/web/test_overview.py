"""The overview says who answered in which part."""

from tests import factories


def test_an_overview_names_those_who_answered_in_the_card_of_the_part(world):
    factories.make_answers(world.assessment, {"value.goal": 1}, world.contributor)
    factories.make_answers(
        world.assessment, {"value.sold": True, "value.skills": ["a"]}, world.lead
    )

    page = world.client("viewer").get(f"/assessments/{world.assessment.pk}/")

    cards = {card.step.code: card.people for card in page.context["overview"].cards}
    assert cards == {"value": ["Lea Lead", "Con Tributor"], "build": []}
    assert "Lea Lead, Con Tributor" in page.content.decode()
    assert "nobody yet" in page.content.decode()
