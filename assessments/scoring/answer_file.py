"""Answers as a plain mapping, as a YAML file holds them: `code: value` and its longer forms.

`code: 3` · `code: [a, c, ~f]` · `code: dont_know` · `code: {not_applicable: reason}` ·
`code: {value: 3, note: text, evidence: text | {link: | text:, dated:} | list of these}`;
lowest and highest say what several respondents gave.
The word dont_know is always the state, also where a text or choice could hold that word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.scoring.answers import BLANK, Answer, Answers, EvidenceItem, State
from assessments.scoring.bank import Bank
from assessments.scoring.days import iso_day
from assessments.scoring.errors import AnswerOutOfRange, ScoringError
from assessments.scoring.validate import checked
from assessments.text import is_web_link

DONT_KNOW = State.DONT_KNOW.value
NOT_APPLICABLE = State.NOT_APPLICABLE.value
LONG_FORM = frozenset({"value", "note", "evidence", "lowest", "highest", NOT_APPLICABLE})


class AnswersRefused(ValueError):
    """A mapping is refused as a whole; `problems` has every error with its code and field."""

    def __init__(self, problems: tuple[ScoringError, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{p.code} ({p.field}): {p.message}" for p in problems))


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """The answers of a file, and what in it a page would have asked about."""

    answers: Mapping[str, Answer]
    warnings: tuple[AnswerOutOfRange, ...]


def answers_from_mapping(bank: Bank, mapping: Mapping[str, Any]) -> dict[str, Answer]:
    """Read all answers of a mapping.

    Raises:
        AnswersRefused: listing every error; nothing is read then.
    """
    return dict(read_answers(bank, mapping).answers)


def read_answers(bank: Bank, mapping: Mapping[str, Any]) -> AnswersRead:
    """Read all answers of a mapping; a choice without the reason it asks for is a warning.

    Raises:
        AnswersRefused: listing every error; nothing is read then.

    Source: docs/scoring.md, rule S30.
    """
    problems: list[ScoringError] = []
    warnings: list[AnswerOutOfRange] = []
    answers: dict[str, Answer] = {}
    for code, entry in _said_first(mapping):
        try:
            answer, lacks = checked(bank, str(code), _proposal(str(code), entry), answers)
        except ScoringError as problem:
            problems.append(problem)
            continue
        warnings += [lacks] if lacks else []
        answers |= {str(code): answer} if answer != BLANK else {}
    if problems:
        raise AnswersRefused(tuple(problems))
    return AnswersRead(
        {code: answers[code] for code in map(str, mapping) if code in answers}, tuple(warnings)
    )


def _said_first(mapping: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give the marks "not applicable" last: the other answers decide whether they are allowed."""
    entries = sorted(mapping.items(), key=lambda entry: _is_mark(entry[1]))
    yield from entries


def _is_mark(entry: Any) -> bool:
    return isinstance(entry, Mapping) and NOT_APPLICABLE in entry


def _proposal(code: str, entry: Any) -> dict[str, Any]:
    fields = dict(entry) if isinstance(entry, Mapping) else {"value": entry}
    if unknown := sorted(set(map(str, fields)) - LONG_FORM):
        known = ", ".join(sorted(LONG_FORM))
        message = f"An answer has no field {unknown[0][:40]!r}; it has {known}."
        raise AnswerOutOfRange(code, message)
    if NOT_APPLICABLE in fields:
        return _mark(code, fields)
    if "lowest" in fields or "highest" in fields:
        fields["span"] = (fields.pop("lowest", None), fields.pop("highest", None))
    if fields.get("value") == DONT_KNOW:
        fields["value"] = None
        fields["state"] = DONT_KNOW
    return fields


def _mark(code: str, fields: dict[str, Any]) -> dict[str, Any]:
    if fields.get("value") is not None:
        raise AnswerOutOfRange(code, "An answer has either a value or not_applicable.")
    fields["reason"] = fields.pop(NOT_APPLICABLE)
    return {**fields, "state": NOT_APPLICABLE}


def mapping_from_answers(answers: Answers) -> dict[str, Any]:
    """Give the mapping that `answers_from_mapping` reads back, in the shortest form."""
    entries = ((code, _entry(answer)) for code, answer in answers.items())
    return {code: entry for code, entry in entries if entry is not None}


def thawed(mapping: Mapping[str, Any]) -> dict[str, Answer]:
    """Read a frozen copy, made by `mapping_from_answers`, as it stands.

    Nothing is checked: what was kept then may be more than a file may bring today.
    """
    return {code: _thawed(_proposal(code, entry)) for code, entry in mapping.items()}


def _thawed(fields: Mapping[str, Any]) -> Answer:
    value = _kept(fields.get("value"))
    given = State.UNANSWERED if value is None else State.ANSWERED
    span = fields.get("span")
    return Answer(
        state=State(fields.get("state", given)),
        value=value,
        reason=fields.get("reason", ""),
        note=fields.get("note", ""),
        evidence=tuple(_item(entry) for entry in fields.get("evidence", ())),
        span=None if span is None else (_kept(span[0]), _kept(span[1])),
    )


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _item(entry: Any) -> EvidenceItem:
    fields = {"text": entry} if isinstance(entry, str) else entry
    text = fields["link"] if "link" in fields else fields["text"]
    return EvidenceItem(text, iso_day(fields.get("dated")), iso_day(fields.get("expires_on")))


def _entry(answer: Answer) -> Any:
    fields: dict[str, Any] = {}
    if answer.state is State.NOT_APPLICABLE:
        fields[NOT_APPLICABLE] = answer.reason
    elif answer.state is State.DONT_KNOW:
        fields["value"] = DONT_KNOW
    elif answer.state is State.ANSWERED:
        fields["value"] = _plain(answer.value)
    if answer.span:
        fields["lowest"], fields["highest"] = map(_plain, answer.span)
    if answer.note:
        fields["note"] = answer.note
    if answer.evidence:
        fields["evidence"] = [_evidence(item) for item in answer.evidence]
    return fields["value"] if list(fields) == ["value"] else fields or None


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _evidence(item: EvidenceItem) -> Any:
    days = {"dated": item.dated, "expires_on": item.expires_on}
    given = {key: day.isoformat() for key, day in days.items() if day is not None}
    key = "link" if is_web_link(item.text) else "text"
    return {key: item.text, **given} if given else item.text
