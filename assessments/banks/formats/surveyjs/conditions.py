"""Makes conditions of a bank of expressions of SurveyJS.

There a comparison with an open question is false, here it is unknown; `answered` is put beside it,
so that what the survey hides stays hidden until the answer is there.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from assessments.banks.formats.surveyjs.asked import Asked, said
from assessments.banks.formats.surveyjs.expression import (
    Comparison,
    Const,
    Expression,
    Name,
    Negated,
    parse,
)
from assessments.banks.formats.surveyjs.tokens import ExpressionProblem

Tree: TypeAlias = dict[str, Any]
# A condition, or what it always is.
Found: TypeAlias = Tree | bool
DEEPEST: Final = 6
TURNED: Final = MappingProxyType(
    {
        "equal": "equal",
        "notequal": "notequal",
        "less": "greater",
        "greater": "less",
        "lessorequal": "greaterorequal",
        "greaterorequal": "lessorequal",
    }
)


def condition_of(text: str, asked: Mapping[str, Asked]) -> Found:
    """Make a condition of an expression; questions are known by their names.

    Raises:
        ExpressionProblem: it cannot be read, or a condition cannot say it.
    """
    found = _made(parse(text), asked)
    if isinstance(found, dict) and _depth(found) > DEEPEST:
        raise ExpressionProblem(f"it nests deeper than {DEEPEST}")
    return found


def all_of(found: Iterable[Found]) -> Found:
    """Join conditions by "and"; those that always hold go."""
    inner = _flat(found, "all")
    if False in inner:
        return False
    return _joined([one for one in inner if one is not True], "all", empty=True)


def any_of(found: Iterable[Found]) -> Found:
    """Join conditions by "or"; those that never hold go."""
    inner = _flat(found, "any")
    if True in inner:
        return True
    return _joined([one for one in inner if one is not False], "any", empty=False)


def _flat(found: Iterable[Found], key: str) -> list[Found]:
    flat: dict[str, Found] = {}
    for one in found:
        for inner in one[key] if isinstance(one, dict) and key in one else (one,):
            flat.setdefault(repr(inner), inner)
    return list(flat.values())


def _joined(inner: list[Found], key: str, *, empty: bool) -> Found:
    if len(inner) < 2:  # noqa: PLR2004 -- one condition needs no joint
        return inner[0] if inner else empty
    return {key: inner}


def _not(found: Found) -> Found:
    if isinstance(found, bool):
        return not found
    if "not" in found:
        turned: Found = found["not"]
        return turned
    return {**found, "answered": not found["answered"]} if "answered" in found else {"not": found}


def _depth(found: Any) -> int:
    if isinstance(found, dict):
        return max((_depth(inner) for inner in found.values()), default=0) + 1
    return max(map(_depth, found), default=0) if isinstance(found, list) else 0


def _made(tree: Expression, asked: Mapping[str, Asked]) -> Found:
    if isinstance(tree, Negated):
        return _not(_made(tree.inner, asked))
    if isinstance(tree, Comparison):
        return _comparison(tree, asked)
    join = all_of if tree.is_all else any_of
    return join([_made(inner, asked) for inner in tree.inner])


def _comparison(tree: Comparison, asked: Mapping[str, Asked]) -> Found:
    operator, left, right = tree
    if isinstance(left, Const) and isinstance(right, Name) and operator in TURNED:
        operator, left, right = TURNED[operator], right, left
    if not isinstance(left, Name):
        raise ExpressionProblem("it compares values that are no answers")
    if isinstance(right, Name):
        raise ExpressionProblem("it compares two answers with each other")
    question = asked.get(left.name)
    if question is None:
        raise ExpressionProblem(f"{{{left.name}}} is no question that was imported")
    return _compared(question, operator, right.value if right else None)


def _compared(question: Asked, operator: str, value: Any) -> Found:
    answered: Tree = {"question": question.code, "answered": True}
    if operator in {"empty", "notempty"}:
        return answered if operator == "notempty" else _not(answered)
    if operator == "notequal":
        return _not(all_of([answered, _equal(question, value)]))
    if operator in {"notcontains", "noneof"}:
        return all_of([answered, _not(HOLDS[NEGATIVE[operator]](question, value))])
    return all_of([answered, HOLDS[operator](question, value)])


def _holds(question: Asked, _value: Any) -> Found:
    """Say when an answer alone counts as true: any answer but "no"."""
    if question.kind == "boolean":
        return {"question": question.code, "equals": True}
    return True


def _equal(question: Asked, value: Any) -> Found:
    if question.kind == "multiple":
        return _exactly(question, _list(value))
    if isinstance(value, list):
        return False
    if question.kind == "number":
        number = _number(value)
        return all_of(_bound(question, key, number) for key in ("at_least", "at_most"))
    if question.kind == "date":
        raise ExpressionProblem("a date cannot be compared")
    if question.kind == "text":
        return {"question": question.code, "equals": said(value)}
    return _one_of(question, [question.value(value)])


def _exactly(question: Asked, values: list[Any]) -> Found:
    codes = [question.value(value) for value in values]
    if None in codes:
        return False
    return all_of(
        found if code in codes else _not(found)
        for code in question.values.values()
        for found in [_includes(question, code)]
    )


def _contains(question: Asked, value: Any) -> Found:
    """Ask for all values; of one choice, like the library, for a piece of its value."""
    if question.kind == "multiple":
        return all_of(_ticked(question, _list(value)))
    if question.kind == "single":
        piece = ",".join(map(said, _list(value))).lower()
        return _one_of(question, [c for raw, c in question.values.items() if piece in raw.lower()])
    raise ExpressionProblem(f"contains cannot be asked of a {question.kind}")


def _any(question: Asked, value: Any) -> Found:
    if question.kind == "multiple":
        return any_of(_ticked(question, _list(value)))
    if question.kind == "single":
        return _one_of(question, [question.value(one) for one in _list(value)])
    return any_of(_equal(question, one) for one in _list(value))


def _all(question: Asked, value: Any) -> Found:
    if question.kind == "multiple":
        return _contains(question, value)
    return all_of(_equal(question, one) for one in _list(value))


def _ticked(question: Asked, values: list[Any]) -> list[Found]:
    return [_includes(question, question.value(value)) for value in values]


def _includes(question: Asked, code: Any) -> Found:
    return {"question": question.code, "includes": code} if code is not None else False


def _one_of(question: Asked, codes: list[Any]) -> Found:
    known = [code for code in codes if code is not None]
    if not known:
        return False
    if len(known) == 1:
        return {"question": question.code, "equals": known[0]}
    return {"question": question.code, "any_of": known}


def _beyond(key: str, *, strictly: bool) -> Callable[[Asked, Any], Found]:
    """Make the test for at least, at most, more than, less than."""
    other = {"at_least": "at_most", "at_most": "at_least"}[key]

    def test(question: Asked, value: Any) -> Found:
        number = _number(value)
        if question.kind == "number":
            bound = _bound(question, other if strictly else key, number)
            return _not(bound) if strictly else bound
        if question.kind != "single":
            raise ExpressionProblem(f"a {question.kind} has no size to compare")
        fits = [c for raw, c in question.values.items() if _lies(raw, key, number, strictly)]
        return _one_of(question, fits)

    return test


def _lies(raw: str, key: str, bound: float, strictly: bool) -> bool:  # noqa: FBT001 -- private
    try:
        value = _number(raw)
    except ExpressionProblem:
        return False
    if value == bound:
        return not strictly
    return (value > bound) is (key == "at_least")


def _bound(question: Asked, key: str, number: float) -> Tree:
    whole = int(number) if float(number).is_integer() else number
    return {"question": question.code, key: whole}


def _number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise ExpressionProblem(f"{value!r:.20} is no number") from error
    if not abs(number) < 1e15:  # noqa: PLR2004 -- more than any bank takes; NaN too
        raise ExpressionProblem("the number is too large")
    return number


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


HOLDS: Final[Mapping[str, Callable[[Asked, Any], Found]]] = MappingProxyType(
    {
        "holds": _holds,
        "equal": _equal,
        "contains": _contains,
        "anyof": _any,
        "allof": _all,
        "less": _beyond("at_most", strictly=True),
        "lessorequal": _beyond("at_most", strictly=False),
        "greater": _beyond("at_least", strictly=True),
        "greaterorequal": _beyond("at_least", strictly=False),
    }
)
NEGATIVE: Final = MappingProxyType({"notcontains": "contains", "noneof": "anyof"})
