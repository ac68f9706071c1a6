"""Statements a page may cost, as literal numbers: the same for one and for three items.

Counted are SELECT, INSERT, UPDATE and DELETE, session and user included.
"""

import json
import uuid
from collections.abc import Callable

import pytest

from assessments.answers.services import refresh_summary
from assessments.banks.queries import parsed_bank
from assessments.teams.services import choose_current
from tests import factories
from tests.counting import statements
from tests.scoring.small_bank import rubric_bank
from tests.web.conftest import World, hidden_fields


@pytest.fixture
def many(world: World) -> Callable[[int], str]:
    """Return a function that gives the section of an assessment with so many questions."""

    def make(questions: int) -> str:
        version = factories.version_of(rubric_bank(*[1] * questions))
        made = factories.AssessmentFactory(product=world.assessment.product, bank_version=version)
        choose_current(made.product)
        refresh_summary(made.pk)
        factories.make_answers(made, {"only.q0": 2}, world.lead)
        parsed_bank(version)
        return f"/assessments/{made.pk}"

    return make


@pytest.mark.parametrize("questions", [1, 3])
def test_a_section_page_costs_seven_statements(world, many, questions):
    address = f"{many(questions)}/sections/only.all"
    client = world.client("contributor")

    # session, user, roles, assessment, assignments, answers with evidence, open threads
    assert statements(lambda: client.get(address)) == 7


@pytest.mark.parametrize("questions", [1, 3])
def test_one_answer_saved_costs_seven_statements(world, many, questions):
    address = f"{many(questions)}/answers/only.q0/save"
    client = world.client("contributor")
    sent = {"operation": str(uuid.uuid4()), "base": 1, "state": "answered", "value": "3"}
    post = {"content_type": "application/json", "headers": {"Accept": "application/json"}}

    # session, user, roles; all that was said, lock with summary, the register, its event
    assert statements(lambda: client.post(address, json.dumps(sent), **post)) == 7


@pytest.mark.parametrize("questions", [1, 3, 10])
def test_a_section_saved_without_a_script_costs_eight_statements(world, many, questions):
    address = f"{many(questions)}/sections/only.all"
    client = world.client("contributor")
    hidden = hidden_fields(client.get(address))
    said = {f"only.q{index}": "v:3" for index in range(questions)}

    # session, user, roles; all that was said, lock with summary, changed and new registers,
    # events: with one question nothing new is inserted
    expected = 7 if questions == 1 else 8
    assert statements(lambda: client.post(address, {**hidden, **said})) == expected


@pytest.mark.parametrize("rows", [1, 3, 20])
def test_home_costs_six_statements(world, rows):
    product = world.assessment.product
    for _ in range(rows - 1):
        factories.AssessmentFactory(product=product, bank_version=world.assessment.bank_version)
    client = world.client("lead")

    # session, user, roles, assessments, what is assigned, own actions
    assert statements(lambda: client.get("/")) == 6
    assert client.get("/").content.count(b"assessment-row-name") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_product_costs_six_statements(world, rows):
    product = world.assessment.product
    for _ in range(rows - 1):
        factories.AssessmentFactory(product=product, bank_version=world.assessment.bank_version)
    for one in product.assessments.all():
        factories.make_answers(one, {"value.goal": 2})
        refresh_summary(one.pk)
    client = world.client("lead")

    # session, user, roles, product, assessments, milestones: the trend reads stored results
    assert statements(lambda: client.get(f"/products/{product.pk}/")) == 6


@pytest.mark.parametrize("page", ["", "review", "search?q=far"])
def test_pages_over_all_answers_do_not_grow_with_them(world, many, page):
    client = world.client("lead")
    few, more = (f"{many(questions)}/{page}" for questions in (1, 3))

    assert statements(lambda: client.get(few)) == statements(lambda: client.get(more)) <= 8
