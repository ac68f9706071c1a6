"""Finding a question: the results stand under the titles of their part and section."""

import re

from tests.web.conftest import World


def test_results_are_grouped_by_part_and_section(world: World):
    address = f"/assessments/{world.assessment.pk}/search?q=how"

    page = world.client("viewer").get(address).content.decode()

    seen = re.findall(r"<h[23]>([^<]+)</h[23]>|#(q-[a-z-]+)\"", page)
    assert [heading or anchor for heading, anchor in seen] == [
        "Value of the product",
        "Core",
        "q-value-goal",
        "q-value-fairness",
        "Market",
        "q-value-segments",
        "Building it",
        "Work",
        "q-build-speed",
        "q-build-reasons",
        "q-build-users",
    ]


def test_questions_of_the_profile_stand_under_its_name_alone(world: World):
    address = f"/assessments/{world.assessment.pk}/search?q=where+stand"

    page = world.client("viewer").get(address).content.decode()

    assert "<h2>Profile</h2>" in page
    assert "<h3>" not in page
