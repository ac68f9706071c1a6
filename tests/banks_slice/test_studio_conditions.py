"""The page of a condition: reads, changes and writes any condition, and offers only what exists."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from assessments.banks.draft_tree import find
from assessments.banks.services import edit_element
from assessments.web.condition_form import Group, from_condition, from_post, to_condition
from assessments.web.condition_values import asked_in
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import typed, url
from tests.scoring.small_bank import small_content

STAGE = "profile.stage"


def leaf(question, operator, value):  # as a bank file writes it
    return {"question": question, operator: value}


LEAVES = st.sampled_from(
    [
        leaf(STAGE, "equals", "idea"),
        leaf(STAGE, "any_of", ["idea", "live"]),
        leaf("profile.route", "includes", "market"),
        leaf("value.fairness", "at_least", 2),
        leaf("value.sold", "equals", "partly"),
        leaf("value.sold", "any_of", [True, False]),
        leaf("build.users", "at_most", 10.5),
        leaf("build.story", "answered", True),
        leaf("value.skills", "answered", False),
    ]
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda one: one if "not" in one else {"not": one}, inner),
        st.builds(lambda some: {"all": some}, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda some: {"any": some}, st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=6,
)


def as_sent(piece, path="c"):
    """Give what a browser sends for the form of a piece."""
    sent = [(f"{path}:not", "on")] if piece.negated else []
    if isinstance(piece, Group):
        sent += [(f"{path}:join", piece.join), (f"{path}:count", str(len(piece.inner)))]
        for place, one in enumerate(piece.inner):
            sent += as_sent(one, f"{path}.{place}")
        return sent
    sent += [(f"{path}:question", piece.question), (f"{path}:operator", piece.operator)]
    return sent + [(f"{path}:value", value) for value in piece.values]


def posted(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    return data


@given(CONDITIONS)
def test_any_condition_comes_back_from_its_form_as_it_was(condition):
    asked = asked_in(small_content(), GOAL)
    form = from_condition(condition)
    assert from_post(posted(as_sent(form))) == form
    assert to_condition(form, asked) == condition


@pytest.mark.django_db
def test_condition_is_built_step_by_step_and_saved(client, fork):
    address = url("draft-condition", fork.pk, GOAL, "show_if")
    page = client.get(address).context
    assert [holder for holder, _asked in page["offered"]] == [
        "Profile",
        "Value of the product",
        "Building it",
    ]
    assert GOAL not in {one.code for _holder, some in page["offered"] for one in some}
    sent = {"seen": page["seen"], "c:join": "all", "c:count": "0"}

    page = client.post(address, sent | {"c:new": STAGE, "step": "row:c"}).context
    (row,) = page["shown"].inner
    assert row.asked.options == (("idea", "An idea"), ("pilot", "In trial"), ("live", "In use"))
    sent |= {"c:count": "1", "c.0:question": STAGE, "c.0:operator": "equals"}

    refused = client.post(address, sent | {"step": "save"})
    assert (refused.status_code, "c-0" in refused.content.decode()) == (422, True)
    assert "show_if" not in find(content(fork.draft), GOAL).node

    done = client.post(address, sent | {"c.0:value": ["idea", "pilot"], "step": "save"})
    assert done["Location"] == url("draft-edit", fork.pk, GOAL)
    assert find(content(fork.draft), GOAL).node["show_if"] == leaf(
        STAGE, "any_of", ["idea", "pilot"]
    )


@pytest.mark.django_db
def test_groups_are_added_turned_round_and_taken_out(client, fork):
    address = url("draft-condition", fork.pk, GOAL, "show_if")
    sent = {"seen": client.get(address).context["seen"], "c:count": "0", "step": "group:c"}
    (inner,) = client.post(address, sent).context["shown"].inner
    assert (inner.path, inner.is_group, inner.join) == ("c.0", True, "any")
    sent |= {"c:count": "1", "c.0:count": "0", "step": "drop:c.0"}
    assert client.post(address, sent).context["shown"].inner == ()


@pytest.mark.django_db
def test_condition_without_rows_is_taken_away(client, fork):
    address = url("draft-condition", fork.pk, "value.fairness", "show_if")
    seen_now = client.get(address).context["seen"]
    client.post(address, {"seen": seen_now, "c:count": "0", "step": "save"})
    assert "show_if" not in find(content(fork.draft), "value.fairness").node


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "which", "held"),
    [
        ("value.segments", "not_applicable.closed_if", ("not_applicable", "closed_if")),
        ("value.market", "show_if", ("show_if",)),
        ("value.goal", "ask_again_if", ("ask_again_if",)),
        ("value.goal", "examples.0.show_if", ("examples", 0, "show_if")),
    ],
)
def test_every_place_of_a_condition_is_written(client, fork, editor, code, which, held):
    edit(editor, fork.draft, GOAL, examples=[{"text": "Like this"}])
    address = url("draft-condition", fork.pk, code, which)
    row = {"c.0:question": STAGE, "c.0:operator": "equals", "c.0:value": "live"}
    sent = {"seen": client.get(address).context["seen"], "c:count": "1", "step": "save", **row}
    assert client.post(address, sent).status_code == 302
    found = find(content(fork.draft), code).node
    for step in held:
        found = found[step]
    assert found == leaf(STAGE, "equals", "live")


@pytest.mark.django_db
def test_conflict_shows_both_conditions_and_saves_nothing(client, fork, editor):
    address = url("draft-condition", fork.pk, GOAL, "show_if")
    row = {"c.0:question": STAGE, "c.0:operator": "equals", "c.0:value": "live"}
    sent = {"seen": client.get(address).context["seen"], "c:count": "1", "step": "save", **row}
    edit(editor, fork.draft, GOAL, show_if=leaf(STAGE, "equals", "idea"))
    reply = client.post(address, sent)
    page = reply.content.decode()
    assert (reply.status_code, "(profile.stage) is “An idea”" in page) == (409, True)
    assert "(profile.stage) is “In use”" in page
    again = client.post(address, sent | {"seen": reply.context["seen"]})
    assert again.status_code == 302
    assert find(content(fork.draft), GOAL).node["show_if"] == leaf(STAGE, "equals", "live")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {"c:count": "x"},
        {"c:count": "99999999999"},
        {"c:count": "9" * 5000},
        {"c:count": "1", "c.0:question": "gone", "c.0:operator": "none", "c.0:value": "1"},
        {
            "c:count": "1",
            "c.0:question": "build.users",
            "c.0:operator": "at_least",
            "c.0:value": "nan",
        },
        {
            "c:count": "1",
            "c.0:question": "build.story",
            "c.0:operator": "equals",
            "c.0:value": "a\x00",
        },
        {"step": "row:c.9.9.9", "c:count": "1"},
    ],
)
def test_strange_posts_are_answered_without_an_error(client, fork, sent):
    address = url("draft-condition", fork.pk, GOAL, "show_if")
    sent = {"seen": client.get(address).context["seen"], "step": "save"} | sent
    assert client.post(address, sent).status_code in {200, 302, 422}


@pytest.mark.django_db
def test_place_that_is_gone_is_a_clear_page(client, fork):
    address = url("draft-condition", fork.pk, GOAL, "examples.0.show_if")
    assert client.get(address).status_code == 404
    assert client.post(address, {"step": "save"}).status_code == 409


TEXTS = ("One", "Two", "Three")
LIVE = {"c.0:question": STAGE, "c.0:operator": "equals", "c.0:value": "live", "c:count": "1"}


def examples(fork):
    node = find(content(fork.draft), GOAL).node
    return {one["text"]: one.get("show_if") for one in node["examples"]}


@pytest.mark.django_db
def test_condition_goes_to_the_example_it_was_made_for(client, fork, editor):
    edit(editor, fork.draft, GOAL, examples=[{"text": text} for text in TEXTS])
    address = url("draft-condition", fork.pk, GOAL, "examples.1.show_if")
    page = client.get(address)
    sent = LIVE | {"seen": page.context["seen"], "row": "Two", "step": "save"}
    assert 'name="row" value="Two"' in page.content.decode()
    edit(editor, fork.draft, GOAL, examples=[{"text": text} for text in TEXTS[1:]])
    assert client.post(address, sent).status_code == 302
    assert examples(fork) == {"Two": leaf(STAGE, "equals", "live"), "Three": None}


@pytest.mark.django_db
def test_condition_of_an_example_that_moved_is_compared_where_it_stands(client, fork, editor):
    edit(editor, fork.draft, GOAL, examples=[{"text": text} for text in TEXTS])
    address = url("draft-condition", fork.pk, GOAL, "examples.1.show_if")
    sent = LIVE | {"seen": client.get(address).context["seen"], "row": "Two", "step": "save"}
    theirs = leaf(STAGE, "equals", "idea")
    edit(editor, fork.draft, GOAL, examples=[{"text": "Two", "show_if": theirs}])
    conflict = client.post(address, sent)
    assert (conflict.status_code, conflict.context["slot"].row) == (409, "Two")
    assert examples(fork) == {"Two": theirs}
    assert client.post(address, sent | {"seen": conflict.context["seen"]}).status_code == 302
    assert examples(fork) == {"Two": leaf(STAGE, "equals", "live")}


@pytest.mark.django_db
def test_condition_and_the_fields_beside_it_are_both_saved(client, fork, editor):
    pages = [url("draft-edit", fork.pk, GOAL), url("draft-condition", fork.pk, GOAL, "show_if")]
    for first, second in (pages, reversed(pages)):
        edit(editor, fork.draft, GOAL, title="Before", show_if=None)
        shown = client.get(pages[1]).context["seen"]
        sent = {
            pages[0]: typed(client, fork, GOAL, title="After"),
            pages[1]: LIVE | {"seen": shown, "row": "", "step": "save"},
        }
        for address in (first, second):
            assert client.post(address, sent[address]).status_code == 302
        node = find(content(fork.draft), GOAL).node
        assert (node["title"], node["show_if"]) == ("After", leaf(STAGE, "equals", "live"))


@pytest.mark.django_db
def test_condition_saved_between_the_reading_and_the_lock_is_not_written_over(
    client, fork, editor, monkeypatch
):
    address = url("draft-condition", fork.pk, GOAL, "show_if")
    sent = LIVE | {"seen": client.get(address).context["seen"], "row": "", "step": "save"}
    theirs = leaf(STAGE, "equals", "idea")

    def later(**given):
        edit(editor, fork.draft, GOAL, show_if=theirs)
        return edit_element(**given)

    monkeypatch.setattr("assessments.web.views.studio.conditions.edit_element", later)
    conflict = client.post(address, sent)
    monkeypatch.undo()
    again = sent | {"seen": conflict.context["seen"]}
    assert [conflict.status_code, client.post(address, again).status_code] == [409, 409]
    assert find(content(fork.draft), GOAL).node["show_if"] == theirs


@pytest.mark.django_db
def test_condition_of_an_example_that_is_gone_is_written_to_no_other(client, fork, editor):
    edit(editor, fork.draft, GOAL, examples=[{"text": text} for text in TEXTS])
    address = url("draft-condition", fork.pk, GOAL, "examples.1.show_if")
    sent = LIVE | {"seen": client.get(address).context["seen"], "row": "Two", "step": "save"}
    edit(editor, fork.draft, GOAL, examples=[{"text": "One"}, {"text": "Three"}])
    reply = client.post(address, sent)
    assert (reply.status_code, "removed meanwhile" in reply.content.decode()) == (409, True)
    assert examples(fork) == {"One": None, "Three": None}


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "status"), [("row:c", 422), ("group:c", 200), ("save", 422)])
def test_condition_changed_before_a_step_is_still_a_conflict_after_it(
    client, fork, editor, step, status
):
    address = url("draft-condition", fork.pk, GOAL, "show_if")
    sent = {"seen": client.get(address).context["seen"], "row": ""}
    edit(editor, fork.draft, GOAL, show_if=leaf(STAGE, "equals", "idea"))
    lacking = {"c:count": "1", "c.0:question": STAGE, "c.0:operator": "equals"}
    stepped = client.post(address, sent | lacking | {"step": step})
    assert stepped.status_code == status
    again = sent | LIVE | {"seen": stepped.context["seen"], "step": "save"}
    assert client.post(address, again).status_code == 409
    assert find(content(fork.draft), GOAL).node["show_if"] == leaf(STAGE, "equals", "idea")


@pytest.mark.django_db
@pytest.mark.parametrize("group", ["c", "c.0"])
def test_question_chosen_but_not_added_is_asked_about_and_not_dropped(client, fork, group):
    address = url("draft-condition", fork.pk, GOAL, "show_if")
    sent = {"seen": client.get(address).context["seen"], "step": "save", f"{group}:new": STAGE}
    sent |= {"c:count": "0"} if group == "c" else {"c:count": "1", "c.0:count": "0"}

    reply = client.post(address, sent)

    assert reply.status_code == 422
    title = find(content(fork.draft), STAGE).node["title"]
    assert [words for _at, words in reply.context["problems"]] == [
        f"Say what the answer to “{title}” is compared with."
    ]
    (row,) = reply.context["shown"].inner if group == "c" else reply.context["shown"].inner[0].inner
    assert row.question == STAGE


@pytest.mark.django_db
def test_comparison_without_a_question_is_refused_with_a_word(client, fork):
    address = url("draft-condition", fork.pk, GOAL, "show_if")
    sent = {"seen": client.get(address).context["seen"], "c:count": "0", "step": "row:c"}
    reply = client.post(address, sent)
    assert reply.status_code == 422
    assert reply.context["problems"] == [("c-new", "Choose the question to look at first.")]
    assert 'id="c-new"' in reply.content.decode()
