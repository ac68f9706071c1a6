"""What a lens or a survey brings besides questions is on the page that asks them."""

import re

import pytest
from django.utils.html import strip_tags

from assessments.banks.formats import read_bank_file
from assessments.scoring.bank import Bank
from tests.banks.lens_files import plain_lens, raw
from tests.banks.survey_files import asked, choice, page
from tests.web.test_method_pages import assessment_on, lead_of

pytestmark = pytest.mark.django_db


def section(bank: Bank, code: str) -> str:
    row = assessment_on(bank)
    reply = lead_of(row).get(f"/assessments/{row.pk}/sections/{code}")
    assert reply.status_code == 200
    return reply.content.decode()


def test_help_stands_below_the_choices_and_plans_do_not() -> None:
    found = section(read_bank_file(raw(plain_lens())), "reliability.practices")
    first, second = re.findall(r'<details class="question-help">.*?</details>', found, re.DOTALL)
    items = re.findall(r"<li>.*?</li>", first, re.DOTALL)
    assert [" ".join(strip_tags(item).split()) for item in items] == [
        "On copies example.org",
        "Copies are made About Copies are made. example.org",
        "Copies are tried About Copies are tried. example.org",
        "Copies are tried A talk example.org",
        "Copies are tried A paper",
    ]
    assert '<a href="https://example.org/REL_2_1" rel="noopener noreferrer nofollow">' in second
    assert "Begin with" not in found


@pytest.mark.parametrize(("count", "expected"), [(20, 0), (21, 1)])
def test_a_long_list_of_choices_stands_in_columns(count: int, expected: int) -> None:
    offices = asked("dropdown", "office", *(choice(str(n), f"Office {n}") for n in range(count)))
    bank = read_bank_file(raw({"title": "T", "pages": [page("p", offices)]}))
    assert section(bank, "p.p").count("options-many") == expected
