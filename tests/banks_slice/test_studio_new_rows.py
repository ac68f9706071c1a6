"""What is typed into a row that is not there yet is kept, or refused where it cannot stand alone."""

import pytest

from assessments.banks.draft_tree import find
from tests.banks_slice.drafts import GOAL, content
from tests.banks_slice.pages import shown_in, typed, url

pytestmark = pytest.mark.django_db
SKILLS = "value.skills"


def node(fork):
    return find(content(fork.draft), GOAL).node


def save(client, fork, code=GOAL, **changes):
    return client.post(url("draft-edit", fork.pk, code), typed(client, fork, code, **changes))


def refusals(reply, field):
    return reply.status_code, list(reply.context["form"].errors[field])


@pytest.mark.parametrize(
    ("code", "sent", "field", "problem"),
    [
        (SKILLS, {"choice:new-0:exclusive": "on"}, "choice:new-0:text", "Give the choice a text."),
        (
            "build.way",
            {"choice:new-1:score": "0"},
            "choice:new-1:text",
            "Give the choice a text.",
        ),
        (
            GOAL,
            {"effort_5": "3"},
            "level_5",
            "Say what level 5 is, or take its person-days away.",
        ),
    ],
)
def test_what_is_typed_about_a_new_row_without_its_text_is_not_dropped(
    client, fork, code, sent, field, problem
):
    reply = save(client, fork, code, **sent)

    assert refusals(reply, field) == (422, [problem])
    (name,) = sent
    assert str(reply.context["form"][name].value()) in {sent[name], "True"}


def test_meaning_of_a_new_level_without_its_name_is_not_dropped(client, fork):
    address = url("draft-scoring", fork.pk)
    sent = shown_in(client, address) | {"level:new-0:sentence": "It flies."}

    reply = client.post(address, sent)

    problem = "Give it a name, or empty what it means."
    assert refusals(reply, "level:new-0:name") == (422, [problem])
    assert reply.context["form"]["level:new-0:sentence"].value() == "It flies."


def test_level_goes_with_the_person_days_that_led_to_it(client, fork):
    assert save(client, fork, level_4="").status_code == 302
    assert (len(node(fork)["levels"]), node(fork)["effort"]) == (4, [0.5, 1, 2])
