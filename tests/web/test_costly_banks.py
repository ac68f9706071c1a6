"""Results, path, what-if and explanations open for banks that tie very much together, and say so."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from assessments.scoring.bank import Bank
from tests.scoring.costly_banks import (
    bank_of,
    chain,
    each_option_shows_one,
    nine_switches,
    part,
    switched,
)
from tests.scoring.method_banks import risk_rules
from tests.scoring.small_bank import rubric
from tests.web.test_method_pages import assessment_on, lead_of

OUTERMOST = "these are the outermost bounds"


def text_of(reply: Any) -> str:
    assert reply.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "made", [each_option_shows_one, lambda: chain(300), lambda: nine_switches(60)]
)
def test_every_page_on_what_may_come_opens(made: Callable[[], Bank]) -> None:
    row = assessment_on(made())
    client = lead_of(row)
    at = f"/assessments/{row.pk}"
    for page in ("results", "path?target=proven", "what-if", "results/explain/outlook"):
        text_of(client.get(f"{at}/{page}"))


@pytest.mark.django_db
def test_the_results_say_that_the_range_is_a_bound_and_count_what_is_open() -> None:
    row = assessment_on(each_option_shows_one())
    page = text_of(lead_of(row).get(f"/assessments/{row.pk}/results"))
    assert OUTERMOST in page
    assert "26 questions are open." in page


@pytest.mark.django_db
def test_the_path_says_that_it_is_the_best_that_was_found() -> None:
    row = assessment_on(each_option_shows_one())
    page = text_of(lead_of(row).get(f"/assessments/{row.pk}/path?target=proven"))
    assert "This is the best that was found" in page
    assert "there may be a cheaper one" in page


@pytest.mark.django_db
def test_where_not_all_was_tried_the_path_does_not_say_that_there_is_no_way() -> None:
    gate = rubric("p.gate", gate={"fails_below": 2, "caps_at": "exploring"})
    bank = bank_of([part("p", [*switched("p", 12, 12), gate])])
    row = assessment_on(bank, said={f"p.d{place}": False for place in range(12)})
    client = lead_of(row)
    client.post(f"/assessments/{row.pk}/path/questions/p.gate", {"cannot_change": "on"})
    page = text_of(client.get(f"/assessments/{row.pk}/path?target=proven"))
    assert "No way was found" in page
    assert "none found" in page
    assert "No way leads there" not in page


@pytest.mark.django_db
def test_what_may_come_is_not_explained_for_a_method_without_it() -> None:
    row = assessment_on(risk_rules())
    assert lead_of(row).get(f"/assessments/{row.pk}/results/explain/outlook").status_code == 404
