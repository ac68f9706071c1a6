"""A form whose session has ended shows what was typed, and not what the page put into it."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django import forms

from assessments.web import forms as web_forms
from assessments.web.carried import BESIDE_AN_ANSWER, is_carried, typed_of
from tests.web.conftest import World


def test_the_typed_text_is_shown_without_the_form_s_own_fields(world: World, client):
    address = f"/assessments/{world.assessment.pk}/sections/value.core"
    posted = {
        "form_id": "7b0e1c66-6d0e-4b9a-8f0e-0f6a3b1f2a11",
        "bank": str(world.assessment.bank_version_id),
        "value.goal": "v:3",
        "value.goal:base": "0.76930455edc9",
        "value.goal:note": "Agreed in May.",
        "value.fairness": "s:dont_know",
        "action": "next",
    }

    page = client.post(address, posted, headers={"origin": "http://testserver"})

    shown = page.content.decode().partition("<dl")[2].partition("</dl>")[0]
    assert page.status_code == 401
    assert "<dt>value.goal</dt><dd>3</dd>" in shown
    assert "<dt>value.goal:note</dt><dd>Agreed in May.</dd>" in shown
    assert "<dt>value.fairness</dt><dd>Don&#x27;t know</dd>" in shown
    assert shown.count("<dt>") == 3
    assert 'name="value.goal:base" value="0.76930455edc9"' in page.content.decode()


def shown(page) -> list[tuple[str, str]]:
    pairs = page.content.decode().partition("<dl")[2].partition("</dl>")[0]
    return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", pairs)


def sent_without_session(client, address, **posted):
    return client.post(address, posted, headers={"origin": "http://testserver"})


def test_free_text_is_shown_as_typed(world: World, client):
    address = f"/assessments/{world.assessment.pk}/sections/build.work"
    posted = {
        "build.story": "v:3",
        "build.story:entry": "1",
        "build.story:base": "0.76930455edc9",
        "build.story:note": "v:2",
        "build.story:reason": "s:unanswered",
        "build.speed": "v:4",
        "build.speed:base": "0.76930455edc9",
        "build.users:state": "s:dont_know",
        "build.users": "v: volts",
    }
    assert shown(sent_without_session(client, address, **posted)) == [
        ("build.story", "v:3"),
        ("build.story:note", "v:2"),
        ("build.story:reason", "s:unanswered"),
        ("build.speed", "4"),
        ("build.users:state", "Don&#x27;t know"),
        ("build.users", "v: volts"),
    ]


def test_comment_is_shown_as_typed_without_which_one_it_changes(world: World, client):
    address = f"/assessments/{world.assessment.pk}/answers/value.goal/discussion"
    posted = {"action": "edit", "comment_id": "7", "bank": "1", "operation": "x", "text": "v:1"}
    assert shown(sent_without_session(client, address, **posted)) == [("text", "v:1")]


def test_level_called_base_is_typed_and_the_base_of_an_answer_is_not():
    posted = [("side:base", "raw"), ("value.goal:note", ""), ("value.goal:base", "0.7"), ("x", "")]
    assert typed_of(posted) == [("side:base", "raw")]


# People type or choose these on one page, and another page carries them along.
TYPED_TOO = {"code", "target", "email", "organisation"}


def carried_by_templates() -> set[str]:
    found = set()
    for template in Path("templates").rglob("*.html"):
        text = template.read_text()
        for control in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>|<button[^>]*>", text):
            found |= set(re.findall(r' name="([^"{]+)"', control))
    return found


def hidden_fields() -> set[str]:
    for module in iter_modules(web_forms.__path__):
        import_module(f"{web_forms.__name__}.{module.name}")
    return {
        name
        for form in everything_under(forms.Form)
        for name, field in form.base_fields.items()
        if form.__module__.startswith("assessments.") and field.widget.is_hidden
    }


def everything_under(base):
    for one in base.__subclasses__():
        yield one
        yield from everything_under(one)


def test_what_pages_carry_along_stands_in_the_one_list():
    in_address = {"object"}  # of a form that only filters
    carried = carried_by_templates() | hidden_fields() - in_address
    assert len(carried) > 30
    beside = {name for name in carried if name.rpartition(":")[2] in BESIDE_AN_ANSWER}
    assert {name for name in carried if not is_carried(name)} - beside == TYPED_TOO


def test_nothing_people_type_stands_in_the_list():
    names = {
        name
        for form in everything_under(forms.Form)
        for name, field in form.base_fields.items()
        if form.__module__.startswith("assessments.") and not field.widget.is_hidden
    }
    sends = {"bank"}  # the portfolio filters by it, in its address
    assert {name for name in names if is_carried(name)} == sends
