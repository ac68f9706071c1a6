"""The section page: shows its questions and, without a script, saves what was changed."""

import re

from tests.web.conftest import World


def _section(world: World, code: str = "value.core") -> str:
    return f"/assessments/{world.assessment.pk}/sections/{code}"


def _hidden(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))


def test_shows_every_question_of_the_section(world):
    page = world.client("contributor").get(_section(world))

    assert page.status_code == 200
    assert re.findall(r'data-question="([^"]+)"', page.content.decode()) == [
        "value.goal",
        "value.fairness",
        "value.skills",
    ]


def test_saves_only_what_was_changed(world):
    client = world.client("contributor")
    hidden = _hidden(client.get(_section(world)).content.decode())

    reply = client.post(_section(world), {**hidden, "value.goal": "v:3", "value.goal:note": "Agreed."})

    assert reply.status_code == 302
    stored = {a.question_code: (a.state, a.value, a.note) for a in world.assessment.answers.all()}
    assert stored == {"value.goal": ("answered", 3, "Agreed.")}
