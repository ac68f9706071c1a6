"""How the check page lists what it finds: by rule, in plain words, and never without end."""

import pytest

from assessments.banks.checking import KIND_CHANGED, OTHER_NOW, REUSED, STALE
from assessments.banks.draft_tree import find
from assessments.banks.lint import RULE_IDS, Finding
from assessments.banks.models import BankDraft
from assessments.web.studio_places import MOST_SHOWN, grouped
from assessments.web.studio_rule_words import RULE_WORDS
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import url
from tests.scoring.small_bank import rubric, small_content

pytestmark = pytest.mark.django_db
SKILLS = "value.skills"


def test_every_rule_of_the_check_has_words() -> None:
    assert set(RULE_WORDS) == {*RULE_IDS, REUSED, KIND_CHANGED, OTHER_NOW, STALE}


def test_check_page_lists_the_places_of_a_rule_under_one_title(client, fork, editor):
    for code in (GOAL, SKILLS):
        edit(editor, fork.draft, code, why="")

    reply = client.get(url("draft-check", fork.pk))

    (why,) = [group for group in reply.context["warnings"] if group.id == "BANK003"]
    assert {GOAL, SKILLS} <= {one.code for one in why.shown}
    assert why.count == len(why.shown)
    page = reply.content.decode()
    assert page.count("Nothing said of why it matters") == 1
    assert "has no why" not in page


def test_check_page_shows_the_first_places_of_a_rule_and_counts_the_others() -> None:
    tree = small_content()
    section = tree["parts"][0]["sections"][0]
    section["questions"] = [rubric(f"value.q{n}") for n in range(MOST_SHOWN + 7)]
    at = "parts[0].sections[0].questions"
    found = tuple(
        Finding("BANK003", "warning", f"{at}[{n}].why", "has no why") for n in range(MOST_SHOWN + 7)
    )

    (group,) = grouped(tree, found)

    assert (len(group.shown), group.count, group.more) == (MOST_SHOWN, MOST_SHOWN + 7, 7)
    assert group.shown[0].code == "value.q0"


def test_rest_of_a_long_list_is_counted_on_the_page(client, fork, editor):
    tree = content(fork.draft)
    part = find(tree, "value").node
    more = [rubric(f"value.q{n}") for n in range(MOST_SHOWN + 3)]
    part["sections"].append({"code": "value.long", "title": "Long", "questions": more})
    BankDraft.objects.filter(bank=fork).update(content=tree)

    reply = client.get(url("draft-check", fork.pk))

    (why,) = [group for group in reply.context["warnings"] if group.id == "BANK003"]
    assert why.more > 0
    assert f"and {why.more} more" in reply.content.decode()


def test_page_of_a_question_says_what_is_missing_in_plain_words(client, fork, editor):
    edit(editor, fork.draft, GOAL, why="")
    page = client.get(url("draft-edit", fork.pk, GOAL)).content.decode()
    assert '<li>Nothing said of why it matters <span class="small">(BANK003)</span></li>' in page
