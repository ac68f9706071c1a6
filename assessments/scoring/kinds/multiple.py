"""Multiple: tick all that hold; s = ticked / options that apply, an exclusive option is 0.

An option that does not apply to the product is kept as "~code" and leaves the count.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, lcm
from typing import Any, NoReturn

from assessments.scoring.bank import Choice, MultipleQuestion
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds.rules import SHOWN_TOP, KindRules, ratio

LEAVES_OUT = "~"


def parse(question: MultipleQuestion, raw: Any) -> tuple[str, ...]:
    """Give the ticked codes and the marks "~code", each once, in the order of the bank."""
    if not isinstance(raw, list | tuple | set | frozenset):
        _refuse(question, "The answer is the list of the options that hold.")
    given = set(_texts(question, raw))
    value = tuple(code for code in _known(question) if code in given)
    if unknown := sorted(given.difference(value)):
        _refuse(question, _unknown(question, unknown[0]))
    _check(question, value)
    return value


def _texts(question: MultipleQuestion, raw: Any) -> Iterator[str]:
    for one in raw:
        if not isinstance(one, str) and type(one) is not int:
            _refuse(question, f"{str(one)[:40]!r} is not the code of an option.")
        yield str(one).strip()


def _known(question: MultipleQuestion) -> Iterator[str]:
    for choice in question.choices:
        yield choice.code
        if choice.not_applicable:
            yield LEAVES_OUT + choice.code


def _unknown(question: MultipleQuestion, code: str) -> str:
    if code.startswith(LEAVES_OUT) and code[1:] in question.by_code:
        return f"The option {code[1:]} cannot be marked as not applying."
    return f"There is no option {code[:40]!r}; the options are {', '.join(question.by_code)}."


def _check(question: MultipleQuestion, value: tuple[str, ...]) -> None:
    ticked, marked = split(value)
    if both := sorted(ticked & marked):
        _refuse(question, f"The option {both[0]} is both ticked and marked as not applying.")
    if not _applying(question, marked):
        _refuse(question, "No option is left; call the question not applicable instead.")
    if not ticked:
        _refuse(question, "No option is ticked; leave the question open, or say that none holds.")
    alone = [code for code in ticked if question.by_code[code].exclusive]
    if alone and len(ticked) > 1:
        _refuse(question, f"The option {alone[0]} excludes the others.")


def _refuse(question: MultipleQuestion, message: str) -> NoReturn:
    raise AnswerOutOfRange(question.code, message)


def split(value: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the codes ticked and the codes marked as not applying."""
    marked = frozenset(code[1:] for code in value if code.startswith(LEAVES_OUT))
    return frozenset(code for code in value if not code.startswith(LEAVES_OUT)), marked


def _applying(question: MultipleQuestion, marked: frozenset[str]) -> list[Choice]:
    return [c for c in question.choices if not c.exclusive and c.code not in marked]


def words(question: MultipleQuestion, value: tuple[str, ...]) -> tuple[str, ...]:
    """Give the ticked options, then "Does not apply: …" for each marked one."""
    ticked, marked = split(value)
    holds = [choice.text for choice in question.choices if choice.code in ticked]
    left_out = [f"Does not apply: {c.text}" for c in question.choices if c.code in marked]
    return (*holds, *left_out)


def share(question: MultipleQuestion, value: tuple[str, ...]) -> Fraction:
    ticked, marked = split(value)
    applying = _applying(question, marked)
    return ratio(sum(choice.code in ticked for choice in applying), len(applying))


def denominator(question: MultipleQuestion) -> int:
    options = [choice for choice in question.choices if not choice.exclusive]
    fixed = sum(choice.not_applicable is None for choice in options)
    return lcm(*range(max(fixed, 1), len(options) + 1))


def next_steps(
    question: MultipleQuestion, value: tuple[str, ...] | None, _wanted: int
) -> tuple[str, ...]:
    """Give the texts of the options that apply and are not ticked."""
    ticked, marked = split(value or ())
    return tuple(c.text for c in _applying(question, marked) if c.code not in ticked)


def effort(question: MultipleQuestion, value: tuple[str, ...] | None, wanted: int) -> float | None:
    """Give the days an option times the options still missing to the wanted level."""
    ticked, marked = split(value or ())
    applying = _applying(question, marked)
    needed = ceil(ratio(min(wanted, SHOWN_TOP), SHOWN_TOP) * len(applying))
    done = sum(choice.code in ticked for choice in applying)
    return question.effort * max(0, needed - done) if question.effort else None


RULES = KindRules(
    parse=parse,
    words=words,
    scored=lambda question: any(not choice.exclusive for choice in question.choices),
    share=share,
    denominator=denominator,
    next_steps=next_steps,
    effort=effort,
)
