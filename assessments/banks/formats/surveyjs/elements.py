"""Makes questions of the elements of a survey: one builder for each type, one row in a table."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from assessments.banks.formats.foreign import LINE, PROSE, REF, at, snake
from assessments.banks.formats.surveyjs.asked import Asked, said
from assessments.banks.formats.surveyjs.choices import (
    ADDED_KEYS,
    Choices,
    Item,
    choices_of,
    items_of,
)
from assessments.banks.formats.surveyjs.draft import Draft, Shown, counted_as, shown_by

Tree = dict[str, Any]
BASE_KEYS: Final = ("type", "name", "title", "description", "help", "visibleIf")
REASONS: Final = MappingProxyType(
    {
        "isRequired": "No question has to be answered here; what is open is shown as open.",
        "choicesOrder": "Choices stand in the order of the file.",
        "enableIf": "A question is shown or hidden, never greyed out.",
        "requiredIf": "No question has to be answered here.",
        "defaultValue": "Nothing is answered before a person has answered it.",
        "validators": "Answers are checked by their kind only.",
        "correctAnswer": "A bank knows points, not right answers.",
    }
)
MOST_RATES: Final = 100
LONGEST_ANSWER: Final = 4000
LARGEST: Final = 1e15


class Place(NamedTuple):
    """Where an element stands: in the file, in which part, in which panel, shown by what."""

    path: str
    part: str
    parent: str
    shown: tuple[Shown, ...] = ()


def questions_of(draft: Draft, element: Tree, place: Place) -> list[Tree]:
    """Make the questions of an element; a matrix makes one of every row."""
    kind = element.get("type")
    builder = BUILDERS.get(kind) if isinstance(kind, str) else None
    if builder is None:
        reason = f"There is no kind of question for an element of the type {kind!r:.40}."
        draft.losses.add(place.path, reason)
        return []
    found = list(builder(draft, element, place))
    for question in found:
        draft.show(question, (*place.shown, *shown_by(element, place.path, draft.losses)))
    return found


def _question(draft: Draft, element: Tree, place: Place, *known: str) -> tuple[Tree, str]:
    """Begin a question with what all kinds have; give it and its name."""
    draft.count()
    draft.losses.unread(element, place.path, (*BASE_KEYS, *known), REASONS)
    name = draft.losses.text(element.get("name"), f"{place.path}.name", REF)
    code = draft.codes.of(name, place.part, "question")
    title = draft.words.of(element.get("title"), f"{code}/title", f"{place.path}.title")
    why = draft.words.of(
        element.get("description"), f"{code}/why", f"{place.path}.description", PROSE
    )
    help_text = draft.words.of(
        element.get("help"), f"{code}/resources/0/text", f"{place.path}.help", PROSE
    )
    found = {"code": code, "ref": name, "title": title or named(name), "why": why}
    resources = [{"kind": "help", "text": help_text}] if help_text else []
    kept = {key: value for key, value in found.items() if value}
    return kept | ({"resources": resources} if resources else {}), name


def named(name: str) -> str:
    """Give a name as words: `projectPhase` is "Project phase"."""
    return snake(name).replace("_", " ").capitalize() or "Without a title"


def _know(
    draft: Draft, name: str, question: Tree, path: str, values: Mapping[str, Any] | None = None
) -> None:
    draft.know(name, Asked(question["code"], question["kind"], values or {}), path)


def _with_choices(draft: Draft, question: Tree, name: str, place: Place, made: Choices) -> Tree:
    """Finish a question with choices; without any it is asked in words."""
    if not made.choices:
        draft.losses.add(at(place.path, "choices"), "Without choices it is asked in words.")
        question["kind"] = "text"
    else:
        question["choices"] = made.choices
        draft.points[question["code"]] = made.points
        if counted := counted_as(name, place.parent):
            draft.scored[question["code"]] = counted
    _know(draft, name, question, place.path, made.values)
    return question


def _chosen(kind: str) -> Callable[[Draft, Tree, Place], Iterator[Tree]]:
    def build(draft: Draft, element: Tree, place: Place) -> Iterator[Tree]:
        known = ("choices", "multiSelect", *ADDED_KEYS)
        question, name = _question(draft, element, place, *known)
        question["kind"] = "multiple" if element.get("multiSelect") is True else kind
        items = items_of(draft, element.get("choices"), f"{place.path}.choices")
        made = choices_of(draft, items, element, question["code"], place.path)
        yield _with_choices(draft, question, name, place, made)

    return build


def _rating(draft: Draft, element: Tree, place: Place) -> Iterator[Tree]:
    keys = ("rateValues", "rateMin", "rateMax", "rateStep", "rateCount")
    question, name = _question(draft, element, place, *keys)
    question["kind"] = "single"
    items = list(items_of(draft, element.get("rateValues"), f"{place.path}.rateValues"))
    made = choices_of(
        draft, items or _rates(element, place.path), element, question["code"], place.path
    )
    yield _with_choices(draft, question, name, place, made)


def _rates(element: Tree, path: str) -> list[Item]:
    low = _whole(element.get("rateMin"), 1)
    step = max(1, _whole(element.get("rateStep"), 1))
    most = _whole(element.get("rateMax"), low + step * (_whole(element.get("rateCount"), 5) - 1))
    rates = range(low, most + 1, step)[:MOST_RATES]
    return [Item(path, rate, None, {}) for rate in rates]


def _whole(raw: Any, otherwise: int) -> int:
    is_whole = isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < LARGEST
    return raw if is_whole else otherwise


def _boolean(draft: Draft, element: Tree, place: Place) -> Iterator[Tree]:
    question, name = _question(draft, element, place, "valueTrue", "valueFalse")
    question["kind"] = "boolean"
    values = {"true": True, "false": False}
    for key, answer in (("valueTrue", True), ("valueFalse", False)):
        if isinstance(element.get(key), str | int | float):
            values[said(element[key])] = answer
    _know(draft, name, question, place.path, values)
    yield question


def _text(draft: Draft, element: Tree, place: Place) -> Iterator[Tree]:
    known = ("inputType", "min", "max", "maxLength")
    question, name = _question(draft, element, place, *known)
    kind = KINDS.get(str(element.get("inputType")), "text")
    if kind == "text" and element.get("inputType") not in (None, "text"):
        draft.losses.add(f"{place.path}.inputType", "It is asked as a text.")
    question["kind"] = kind
    if kind == "number":
        question |= _bounds(element)
    if kind == "text" and 1 <= _whole(element.get("maxLength"), 0) <= LONGEST_ANSWER:
        question["max_length"] = element["maxLength"]
    _know(draft, name, question, place.path)
    yield question


KINDS: Final = MappingProxyType({"number": "number", "range": "number", "date": "date"})


def _bounds(element: Tree) -> dict[str, float]:
    found = {}
    for key, name in (("min", "minimum"), ("max", "maximum")):
        raw = element.get(key)
        if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < LARGEST:
            found[name] = raw
    return {} if found.get("minimum", -LARGEST) > found.get("maximum", LARGEST) else found


def _matrix(draft: Draft, element: Tree, place: Place) -> Iterator[Tree]:
    """Make one question of each row; the columns are the choices of all of them."""
    draft.losses.unread(element, place.path, (*BASE_KEYS, "rows", "columns"), REASONS)
    matrix = str(element.get("name") or "")[:REF]
    title = draft.words.own(element.get("title"), f"{place.path}.title") or named(matrix)
    for row in items_of(draft, element.get("rows"), f"{place.path}.rows"):
        text = draft.words.own(row.text, f"{row.path}.text") or said(row.value)
        name = f"{matrix}.{said(row.value)}"
        inner = {"name": name, "title": f"{title}: {text}"[:LINE]}
        question, _ = _question(draft, inner, place._replace(path=row.path))
        question["kind"] = "single"
        columns = items_of(draft, element.get("columns"), f"{place.path}.columns")
        made = choices_of(draft, columns, {}, question["code"], place.path)
        yield _with_choices(draft, question, name, place, made)


def _several(draft: Draft, element: Tree, place: Place) -> Iterator[Tree]:
    """Make one question of each text box."""
    draft.losses.unread(element, place.path, (*BASE_KEYS, "items"), REASONS)
    box = str(element.get("name") or "")[:REF]
    for path, item in draft.losses.mappings(element.get("items"), f"{place.path}.items"):
        inner = {**item, "name": f"{box}.{item.get('name')}"}
        yield from _text(draft, inner, place._replace(path=path))


BUILDERS: Final[Mapping[str, Callable[[Draft, Tree, Place], Iterator[Tree]]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("radiogroup", "dropdown", "buttongroup", "imagepicker"), _chosen("single")
        ),
        **dict.fromkeys(("checkbox", "tagbox"), _chosen("multiple")),
        **dict.fromkeys(("text", "comment"), _text),
        "boolean": _boolean,
        "rating": _rating,
        "matrix": _matrix,
        "multipletext": _several,
    }
)
