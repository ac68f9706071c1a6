"""The one gate for a proposed answer: pages, uploads and commands bring every answer here."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NoReturn

from assessments.scoring.answers import Answer, Answers, EvidenceItem, State
from assessments.scoring.bank import Bank, MultipleQuestion, Question, SingleQuestion
from assessments.scoring.days import iso_day
from assessments.scoring.errors import AnswerOutOfRange, UnknownQuestion
from assessments.scoring.kinds import rules_of
from assessments.scoring.links import LinkProblem, check_evidence_text, check_link
from assessments.scoring.reasons import FEWEST_WORDS, enough_words
from assessments.scoring.visibility import check_mark, offers_not_applicable, visible
from assessments.text import NOTE_LENGTH, REASON_LENGTH, TextProblem, clean_text

NOTHING_SAID: Answers = MappingProxyType({})
FIELDS = frozenset({"state", "value", "reason", "note", "evidence", "span"})
MOST_EVIDENCE = 20


def check_answer(
    bank: Bank, code: str, proposed: Mapping[str, Any], answers: Answers = NOTHING_SAID
) -> Answer:
    """Give the answer a proposal stands for, cleaned and in the form that is kept.

    Args:
        bank: the bank of the question.
        code: the question's code.
        proposed: `state` (default: answered where a value is given), `value`, `reason`, `note`,
            `evidence`: a text, {link or text, dated, expires_on}, or a list of these, and `span`:
            the lowest and the highest value where several respondents differ.
        answers: the other answers, which decide whether "not applicable" is on offer.

    Raises:
        UnknownQuestion: the bank has no such question.
        AnswerOutOfRange: with the `field` that does not fit.

    Source: docs/scoring.md, rules S1, S5 to S8.
    """
    answer, needs_words = checked(bank, code, proposed, answers)
    if needs_words is not None:
        raise needs_words
    return answer


def checked(
    bank: Bank, code: str, proposed: Mapping[str, Any], answers: Answers
) -> tuple[Answer, AnswerOutOfRange | None]:
    """Give the answer, and apart from it the complaint that a choice lacks its reason.

    Files may bring such an answer; pages refuse it. Raises otherwise like `check_answer`.
    """
    question = bank.questions.get(code)
    if question is None:
        raise UnknownQuestion(code, "The bank has no such question.", field="code")
    if unknown := sorted(set(map(str, proposed)) - FIELDS):
        _refuse(code, "value", f"An answer has no field {unknown[0][:40]!r}.")
    state = _state(code, proposed)
    answer = Answer(
        state=state,
        value=_value(question, state, proposed.get("value")),
        reason=_text(code, "reason", proposed, REASON_LENGTH),
        note=_text(code, "note", proposed, NOTE_LENGTH),
        evidence=tuple(_evidence(code, proposed.get("evidence"))),
        span=_span(question, state, proposed.get("span")),
    )
    if state is State.NOT_APPLICABLE:
        _check_not_applicable(bank, question, answer, answers)
    return answer, _lacks_reason(question, answer)


def _refuse(code: str, field: str, message: str) -> NoReturn:
    raise AnswerOutOfRange(code, message, field=field)


def _state(code: str, proposed: Mapping[str, Any]) -> State:
    given = proposed.get("state")
    if given is None or given == "":
        return State.UNANSWERED if proposed.get("value") is None else State.ANSWERED
    try:
        return State(given)
    except ValueError:
        _refuse(code, "state", f"There is no state {str(given)[:40]!r}.")


def _value(question: Question, state: State, raw: Any) -> Any:
    if state is not State.ANSWERED:
        return None
    return rules_of(question).parse(question, raw)


def _span(question: Question, state: State, raw: Any) -> tuple[Any, Any] | None:
    if state is not State.ANSWERED or raw is None:
        return None
    lowest, highest = raw
    parse = rules_of(question).parse
    return parse(question, lowest), parse(question, highest)


def _text(code: str, field: str, proposed: Mapping[str, Any], most: int) -> str:
    raw = proposed.get(field)
    if raw is None:
        return ""
    if not isinstance(raw, str):
        _refuse(code, field, f"The {field} is a text.")
    try:
        return clean_text(raw, max_length=most)
    except TextProblem as problem:
        _refuse(code, field, problem.message)


def _check_not_applicable(bank: Bank, question: Question, answer: Answer, answers: Answers) -> None:
    check_mark(question, answer.reason)
    others = {code: other for code, other in answers.items() if code != question.code}
    if not offers_not_applicable(question, visible(bank, others).values):
        _refuse(question.code, "state", "The other answers do not allow not applicable here.")


def _lacks_reason(question: Question, answer: Answer) -> AnswerOutOfRange | None:
    if answer.state is not State.ANSWERED or enough_words(answer.note):
        return None
    if not isinstance(question, SingleQuestion | MultipleQuestion):
        return None
    taken = (answer.value,) if isinstance(answer.value, str) else answer.value
    asks = [c.text for c in question.choices if c.needs_reason and c.code in taken]
    message = f"Say in a note of at least {FEWEST_WORDS} words why: {asks[0]}" if asks else ""
    return AnswerOutOfRange(question.code, message, field="note") if asks else None


def _evidence(code: str, raw: Any) -> Iterable[EvidenceItem]:
    if raw is None or raw == "":
        return
    entries = raw if isinstance(raw, list | tuple) else [raw]
    if len(entries) > MOST_EVIDENCE:
        _refuse(code, "evidence", f"More than {MOST_EVIDENCE} pieces of evidence.")
    for entry in entries:
        yield entry if isinstance(entry, EvidenceItem) else _item(code, entry)


def _item(code: str, entry: Any) -> EvidenceItem:
    fields = {"text": entry} if isinstance(entry, str) else entry
    if not isinstance(fields, Mapping) or set(fields) - {"link", "text", "dated", "expires_on"}:
        _refuse(code, "evidence", "Evidence is a text, or has link or text, dated, expires_on.")
    return EvidenceItem(
        text=_evidence_text(code, fields),
        dated=_day(code, fields, "dated"),
        expires_on=_day(code, fields, "expires_on"),
    )


def _evidence_text(code: str, fields: Mapping[str, Any]) -> str:
    check, raw = (
        (check_link, fields["link"])
        if "link" in fields
        else (check_evidence_text, fields.get("text"))
    )
    if not isinstance(raw, str):
        _refuse(code, "evidence", "Evidence needs a link or a text.")
    try:
        return check(raw)
    except (TextProblem, LinkProblem) as problem:
        _refuse(code, "evidence", problem.message)


def _day(code: str, fields: Mapping[str, Any], key: str) -> date | None:
    raw = fields.get(key)
    if raw is None or raw == "":
        return None
    day = iso_day(raw)
    if day is None:
        _refuse(code, "evidence", f"{key} is not a date in the form 2026-03-31.")
    return day
