"""Questions pasted from a spreadsheet: what rows make, what is wrong by row, and all or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.banks.draft_tree import find
from assessments.banks.errors import UnknownElement
from assessments.banks.pasted import pasted_rows
from assessments.banks.services import add_question, add_section
from assessments.scoring.bank import Kind
from tests.banks_slice.drafts import GOAL, content
from tests.banks_slice.pages import url

PLAIN = "What is it for?\trubric\tNothing.\tSaid.\tWritten.\nWhen?\tdate"
HEADED = (
    "Kind\tTitle\tWeight\tAnswered by\tChoices\tCode\n"
    "single\tHow is it run?\t3\tux\tBy hand = 0|By script = 0,5|Staged = 1\tbuild.run\n"
    'multiple\tWho?\t\t\t"One\nTwo"\t\n'
    "yes/no\tIs it?\t\t\t\t\n"
)


def test_rows_without_a_heading_are_title_kind_and_levels():
    assert [row.node for row in pasted_rows(PLAIN)] == [
        {"title": "What is it for?", "kind": "rubric", "levels": ["Nothing.", "Said.", "Written."]},
        {"title": "When?", "kind": "date"},
    ]


def test_heading_names_the_columns():
    run, who, whether = pasted_rows(HEADED)
    assert run.node == {
        "title": "How is it run?",
        "kind": "single",
        "code": "build.run",
        "weight": 3,
        "answered_by": "ux",
        "choices": [
            {"text": "By hand", "score": 0},
            {"text": "By script", "score": 0.5},
            {"text": "Staged", "score": 1},
        ],
    }
    assert (who.options, whether.node["kind"]) == (["One", "Two"], "boolean")
    assert not run.problems + who.problems + whether.problems


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("\trubric\ta\tb", "no title"),
        ("A\tslider\ta", "none of the kinds"),
        ("A\trubric\tonly one", "Has 1 level; it needs 2 to"),
        ("A\tsingle", "Has 0 choices"),
        ("A\tdate\tnever", "has no levels or choices"),
        ("A\x07\ttext", "U+0007"),
        ("x" * 501 + "\ttext", "501"),
        ("title\tkind\tweight\nA\ttext\t0", "The weight “0”"),
        ("title\tkind\tanswered by\nA\ttext\tboss", "none of the roles"),
    ],
)
def test_what_is_wrong_is_said_of_its_row(line, words):
    rows = pasted_rows(f"{line}\nFine\ttext")
    assert any(words in problem for row in rows for problem in row.problems), rows
    assert rows[-1].problems == ()


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_read_without_an_error(text):
    for row in pasted_rows(text):
        assert row.problems or row.node["kind"] in set(Kind)


def send(client, fork, rows, step="make", section="value.core"):
    return client.post(url("draft-paste", fork.pk, section), {"rows": rows, "step": step})


@pytest.mark.django_db
def test_rows_are_shown_before_they_are_made(client, fork):
    before = content(fork.draft)
    page = send(client, fork, PLAIN, "look").content.decode()
    assert all(
        words in page for words in ("value.when", "Nothing. / Said. / Written.", "Make 2 questions")
    )
    assert content(fork.draft) == before


@pytest.mark.django_db
def test_rows_are_made_at_the_end_with_codes(client, fork):
    assert send(client, fork, PLAIN + "\n" + "When?\ttext").status_code == 302
    asked = find(content(fork.draft), "value.core").node["questions"]
    assert [one["code"] for one in asked[-3:]] == [
        "value.what_is_it_for",
        "value.when",
        "value.when_2",
    ]
    assert send(client, fork, HEADED, section="profile").status_code == 302
    choices = find(content(fork.draft), "build.run").node["choices"]
    assert [one["code"] for one in choices] == ["hand", "script", "staged"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rows",
    [
        "",
        "A\tslider",
        "Fine\ttext\nB\trubric\tone",
        "title\tkind\tcode\nA\ttext\tvalue.goal",
        "title\tkind\tcode\nA\ttext\tNot a code",
        "A\ttext\n" * 201,
        'A\ttext\t"' + "x" * 150_000,
    ],
)
def test_wrong_rows_make_nothing_and_are_kept(client, fork, rows):
    before = content(fork.draft)
    reply = send(client, fork, rows)
    assert (reply.status_code, reply.context["text"]) == (422, rows)
    assert content(fork.draft) == before


@pytest.mark.django_db
def test_rows_sent_twice_are_made_once(client, fork):
    address = url("draft-paste", fork.pk, "value.core")
    shown = client.post(address, {"rows": PLAIN, "step": "look"})
    sent = {"rows": PLAIN, "step": "make", "form_id": shown.context["form_id"]}
    before = len(find(content(fork.draft), "value.core").node["questions"])
    for _ in range(2):
        reply = client.post(address, sent, follow=True)
        assert "2 questions are made." in reply.content.decode()
    assert len(find(content(fork.draft), "value.core").node["questions"]) == before + 2


@pytest.mark.django_db
@pytest.mark.parametrize("section", ["value", GOAL])
def test_only_a_section_takes_questions(client, fork, editor, section):
    before = content(fork.draft)
    assert send(client, fork, PLAIN, section=section).status_code == 409
    with pytest.raises(UnknownElement):
        add_question(actor=editor, bank_id=fork.pk, section=section, kind=Kind.TEXT, title="Which?")
    assert content(fork.draft) == before


@pytest.mark.django_db
def test_only_a_part_takes_sections(fork, editor):
    with pytest.raises(UnknownElement):
        add_section(actor=editor, bank_id=fork.pk, part="value.core", title="Inside")
