"""What the script of the edit page is answered, and the choice between two editors' texts."""

import pytest

from assessments.banks.draft_tree import find
from assessments.banks.models import BankDraft
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import held, typed, url

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


def node(fork, code=GOAL):
    return find(content(fork.draft), code).node


def test_script_saves_again_and_again_on_what_it_was_answered(client, fork):
    sent = typed(client, fork, GOAL)
    for title in ("One", "Two"):
        reply = client.post(url("draft-edit", fork.pk, GOAL), sent | {"title": title}, **JSON)
        assert reply.status_code == 200
        sent |= reply.json()
    assert (node(fork)["title"], BankDraft.objects.get().revision) == ("Two", 3)


def test_script_is_told_which_field_is_refused(client, fork):
    sent = typed(client, fork, GOAL, title="")
    reply = client.post(url("draft-edit", fork.pk, GOAL), sent, **JSON)
    assert (reply.status_code, "Question" in reply.json()["message"]) == (422, True)
    assert client.get(url("draft-edit", fork.pk, GOAL), **JSON).status_code == 400


@pytest.mark.parametrize("what", ["edited", "published", "removed"])
def test_script_is_told_of_a_conflict_and_nothing_is_written(client, fork, editor, what):
    sent = typed(client, fork, GOAL, title="Mine")
    if what == "edited":
        edit(editor, fork.draft, GOAL, title="Theirs")
    elif what == "published":
        BankDraft.objects.all().delete()
    else:
        del fork.draft.content["parts"][0]["sections"][0]["questions"][0]
        fork.draft.save()
    assert client.post(url("draft-edit", fork.pk, GOAL), sent, **JSON).status_code == 409
    page = client.post(url("draft-edit", fork.pk, GOAL), sent)
    assert (page.status_code, "Mine" in page.content.decode()) == (409, True)


def test_each_field_both_changed_is_chosen_for_itself(client, fork, editor):
    sent = typed(client, fork, GOAL, title="My title", why="My reason", weight="7")
    edit(editor, fork.draft, GOAL, title="Their title", why="Their reason", source="Theirs")
    page = client.post(url("draft-edit", fork.pk, GOAL), sent)
    form, found = page.context["form"], page.context["differences"]
    assert [(one.name, one.wanted) for one in found] == [
        ("title", "My title"),
        ("why", "My reason"),
        ("source", None),
    ]
    again = held(form)
    chosen = {"pick:title": "theirs", "pick:why": "mine"}
    assert client.post(url("draft-edit", fork.pk, GOAL), again | chosen).status_code == 302
    now = node(fork)
    assert (now["title"], now["why"]) == ("Their title", "My reason")
    assert (now["weight"], now["source"]) == (7, "Theirs")


def test_rows_that_make_or_drop_something_are_marked_for_the_script(client, fork):
    form = client.get(url("draft-edit", fork.pk, "build.way")).context["form"]
    marks = {name: set(form.fields[name].widget.attrs) for name in form.fields}
    assert "data-drops" in marks["choice:hand:text"]
    assert "data-new-row" in marks["choice:new-0:text"] & marks["choice:new-0:score"]
    assert "data-by-button" in marks["choice:hand:place"]
    assert "data-drops" in marks["not_applicable_when"]
    assert not {"data-drops", "data-new-row"} & marks["title"]
