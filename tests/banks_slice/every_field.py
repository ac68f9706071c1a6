"""What the studio's forms reach of a bank: every form filled in otherwise, and what that changed."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

from django.forms import BooleanField, ChoiceField
from pydantic import BaseModel

from assessments.banks.condition_slots import change_at, slots_of
from assessments.banks.draft_tree import Element, Node, elements, find
from assessments.scoring.conditions import All, AnyOf, Compare, Not
from assessments.web.forms.studio import HIDDEN
from assessments.web.forms.studio_fields import PlainNumber
from assessments.web.forms.studio_question import AspectForm, choice_form, edit_form, section_form
from tests.banks_slice.pages import as_sent

# Each has a place where it is edited that is no form of its element, or is never edited.
ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "code": "stays for good: answers hang on it",
        "kind": "stays for good: answers hang on it",
        "choices.code": "stays for good: answers hang on it",
        "levels.code": "stays for good: floors, gates and bands name it",
        "risks.code": "stays for good: rules name it",
        "format": "says how the file is written",
        "slug": "stays for good: it names the bank",
        "version": "worked out when the draft is published",
        "notes": "asked for when the draft is published",
        "method": "chosen on the page that says what another method drops",
        "translations": "written side by side with the texts on pages of their own",
        "scoring": "an element of its own",
        "profile": "its questions are elements of their own",
        "parts": "elements of their own",
        "sections": "elements of their own",
        "questions": "elements of their own",
    }
)
CONDITIONS = frozenset({All, AnyOf, Compare, Not})
OTHER_CONDITION = {"question": "profile.stage", "equals": "live"}
TYPED = ("fr", "default", "Otherwise", "https://example.org/other", "build.one", "")

Make = Callable[[dict[str, Any] | None], AspectForm]


def fields_of(kind: type[BaseModel], above: str = "") -> Iterator[str]:
    """List the fields of a type and of what lies in it, by dotted names; conditions are whole."""
    for name, field in kind.model_fields.items():
        at = f"{above}{name}"
        inner = [] if at in ELSEWHERE else list(_types_in(field.annotation))
        if not inner:
            yield at
        for one in inner:
            yield from fields_of(one, f"{at}.")


def _types_in(found: Any) -> Iterator[type[BaseModel]]:
    if isinstance(found, type) and issubclass(found, BaseModel):
        if found not in CONDITIONS:
            yield found
        return
    for inner in get_args(found):
        yield from _types_in(inner)


def reached(content: Node, code: str) -> set[str]:
    """List what the forms of an element can change of it, by the same names."""
    element = find(content, code)
    found = {name for make in _forms(content, element) for name in _changed(make, element.node)}
    for slot in slots_of(element):
        field = change_at(element.node, slot.which, OTHER_CONDITION)
        found |= set(_differing(element.node, {**element.node, **field}))
    return found


def _forms(content: Node, element: Element) -> Iterator[Make]:
    yield lambda data: edit_form(element, content, data)
    for choice in element.node.get("choices", ()):
        yield lambda data, of=choice["code"]: choice_form(content, element.code, of, data)
    if element.group == "scoring":
        for one in elements(content):
            if one.group == "section":
                yield lambda data, of=one.code: section_form(content, of, data)


def _changed(make: Make, node: Node) -> Iterator[str]:
    """Fill in one field at a time with everything it may take; what is refused changes nothing."""
    shown = make(None)
    as_shown = {name: shown[name].value() for name in shown.fields}
    for name, field in shown.fields.items():
        # Another order, or one row less, changes no field of a row.
        if name in HIDDEN or name.endswith(":place"):
            continue
        for value in _others(field, as_shown[name]):
            form = make(as_sent({**as_shown, name: value}))
            if form.is_valid():
                yield from _differing(node, {**node, **form.changes()})


def _others(field: Any, shown: Any) -> Iterator[Any]:
    if isinstance(field, BooleanField):
        yield not shown
    elif isinstance(field, ChoiceField):
        yield from (value for value, _words in field.choices if str(value) != str(shown))
    elif isinstance(field, PlainNumber):
        yield from (1, 0.5) if shown is None else (shown + 1, shown - 1, shown / 2)
    else:
        yield from (*TYPED, f"{shown}x")


def _differing(before: Any, after: Any, at: str = "") -> Iterator[str]:
    """Name what differs; rows are told apart by code or place, and one more or less is nothing."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from _differing(before.get(key), after.get(key), f"{at}.{key}" if at else key)
    elif _has_rows(before) and _has_rows(after):
        if len(before) == len(after):
            for old, new in _paired(before, after):
                yield from _differing(old, new, at)
    elif before != after:
        yield at


def _has_rows(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and isinstance(found[0], dict)


def _paired(before: list[Node], after: list[Node]) -> Iterator[tuple[Node, Node]]:
    by_code = {one["code"]: one for one in after if "code" in one}
    for old, new in zip(before, after, strict=True):
        yield old, by_code.get(old["code"], old) if by_code else new
