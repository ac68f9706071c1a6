"""A field of a row is named with its row: of three scores, people must know which is meant."""

import pytest

from assessments.web.form_page import problems_of
from assessments.web.forms.studio import ReviewForm
from tests.banks_slice.drafts import content, edit
from tests.banks_slice.pages import typed, url

pytestmark = pytest.mark.django_db
WAY = "build.way"


def test_refused_field_of_a_choice_is_named_with_the_choice(client, fork):
    data = typed(client, fork, WAY, **{"choice:script:score": "7"})
    problems = client.post(url("draft-edit", fork.pk, WAY), data).context["problems"]
    ((at, words),) = problems
    assert at == "id_choice:script:score"
    assert words.startswith("Choice 2, Score: ")


def test_conflict_about_a_choice_is_named_with_the_choice(client, fork, editor):
    mine = typed(client, fork, WAY, **{"choice:script:text": "Mine"})
    choices = content(fork.draft)["parts"][1]["sections"][0]["questions"][2]["choices"]
    edit(
        editor, fork.draft, WAY, choices=[choices[0], {**choices[1], "text": "Theirs"}, choices[2]]
    )

    reply = client.post(url("draft-edit", fork.pk, WAY), mine)

    assert reply.status_code == 409
    assert [one.label for one in reply.context["differences"]] == ["Choice 2, Text"]
    page = reply.content.decode()
    assert page.index("Save as chosen here") < page.index('id="edit-form"')


def test_field_outside_a_row_keeps_its_own_name(client, fork):
    data = typed(client, fork, WAY, weight="0")
    ((_at, words),) = client.post(url("draft-edit", fork.pk, WAY), data).context["problems"]
    assert words.startswith("Weight: ")


def test_hidden_field_that_was_tampered_with_has_a_name():
    form = ReviewForm({"revision": "x", "comment": "", "state": ""})
    names = [words.partition(":")[0] for _at, words in problems_of(form)]
    assert "Revision" in names
    assert "None" not in names
