"""Several respondents, one result: which answer counts, how far they lie apart, what to discuss.

What one person was not asked, or does not know, is set aside; it never speaks for the others.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from assessments.scoring.answers import BLANK, Answer, Answers, EvidenceItem, State, Value
from assessments.scoring.bank import Bank, Kind, Question, SingleQuestion
from assessments.scoring.kinds import rules_of
from assessments.scoring.visibility import Visible, offers_not_applicable, visible

# From this many levels apart the lower answer counts until the team has settled it.
DISPUTED: Final = 2
NOTHING_SETTLED: Final[Answers] = MappingProxyType({})
_IN_ORDER: Final = frozenset({Kind.NUMBER, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Respondent:
    """One person's sheet; `key` names the person, `discipline` what they know best, or ""."""

    key: int
    discipline: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one respondent said to a question they were asked; `level` is exact, None unscored."""

    respondent: Respondent
    answer: Answer
    level: Fraction | None

    @property
    def is_answered(self) -> bool:
        return self.answer.state is State.ANSWERED


@dataclass(frozen=True, slots=True)
class Joint:
    """One question as all see it.

    `answer` is the one that counts, `named` what the discipline the bank names says (None: nobody
    of it answered), `spread` the levels from the lowest to the highest answer. `settled` says
    that the team has agreed on its answer. `weight` is 0 where nothing is scored.
    """

    question: Question
    weight: int
    opinions: tuple[Opinion, ...]
    answer: Answer
    named: Value | None
    spread: Fraction
    settled: bool

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def is_disputed(self) -> bool:
        return self.spread >= DISPUTED and not self.settled

    @property
    def urgency(self) -> Fraction:
        """Weight times spread: what to talk about first."""
        return self.spread * self.weight


def combine(
    bank: Bank, respondents: Sequence[Respondent], settled: Answers = NOTHING_SETTLED
) -> dict[str, Joint]:
    """Join the sheets to one answer a question, in the order of the bank.

    Args:
        bank: a published bank.
        respondents: the sheets, in an order that stays the same.
        settled: the answers the team has agreed on; a blank one settles nothing.

    Raises:
        UnknownQuestion, AnswerOutOfRange: a sheet does not fit the bank.

    Source: guide 4.5; docs/scoring.md, rules S33 to S36.
    """
    sheets = [(one, _asked(bank, one.answers)) for one in respondents]
    weights = {c: 0 if c in bank.profile_codes else _weight(q) for c, q in bank.questions.items()}
    return {
        code: _joint(question, weights[code], sheets, settled.get(code, BLANK))
        for code, question in bank.questions.items()
    }


def answers_that_count(joined: Mapping[str, Joint]) -> dict[str, Answer]:
    """Give the answers as `score` reads them; what nobody answered is left out."""
    return {code: joint.answer for code, joint in joined.items() if joint.answer != BLANK}


def to_discuss(bank: Bank, joined: Mapping[str, Joint]) -> tuple[Joint, ...]:
    """List the unsettled questions whose answers differ, by weight times spread.

    Source: guide 4.5; docs/scoring.md, rule S36.
    """
    found = visible(bank, answers_that_count(joined))
    apart = [j for c, j in joined.items() if j.spread and not j.settled and found.shows(c)]
    return tuple(sorted(apart, key=lambda joint: (-joint.urgency, -joint.weight)))


def _asked(bank: Bank, answers: Answers) -> dict[str, Answer]:
    """Give what a person said to the questions their own answers led them to."""
    found = visible(bank, answers)
    shown = ((bank.questions[code], answers[code]) for code in answers if found.shows(code))
    return {question.code: _meant(question, answer, found) for question, answer in shown}


def _meant(question: Question, answer: Answer, found: Visible) -> Answer:
    """Give the answer with its value read, and a mark that no longer holds as blank."""
    if answer.state is State.ANSWERED:
        return replace(answer, value=rules_of(question).parse(question, answer.value))
    if answer.state is State.NOT_APPLICABLE and not offers_not_applicable(question, found.values):
        return replace(answer, state=State.UNANSWERED, reason="")
    return answer


def _joint(
    question: Question, weight: int, sheets: Sequence[tuple[Respondent, Answers]], agreed: Answer
) -> Joint:
    said = ((one, answers[question.code]) for one, answers in sheets if question.code in answers)
    opinions = tuple(
        Opinion(one, answer, _level(question, answer) if weight else None) for one, answer in said
    )
    answered = [one for one in opinions if one.is_answered]
    spread = _spread(opinions)
    named = _of_discipline(question, answered)
    settled = agreed.state is not State.UNANSWERED
    answer = _settled(agreed, opinions) if settled else _counting(question, opinions, spread)
    role_says = _middle(question, named) if named else None
    return Joint(question, weight, opinions, answer, role_says, spread, settled)


def _level(question: Question, answer: Answer) -> Fraction | None:
    if answer.state is not State.ANSWERED:
        return None
    rules = rules_of(question)
    share = rules.share(question, answer.value)
    return None if share is None else share * rules.top(question)


def _spread(opinions: Sequence[Opinion]) -> Fraction:
    """Give the levels between lowest and highest; a mark against a level is far apart too."""
    levels = [one.level for one in opinions if one.level is not None]
    if not levels:
        return Fraction(0)
    marked = any(one.answer.state is State.NOT_APPLICABLE for one in opinions)
    return max(max(levels) - min(levels), Fraction(DISPUTED if marked else 0))


def _counting(question: Question, opinions: Sequence[Opinion], spread: Fraction) -> Answer:
    answered = [one for one in opinions if one.is_answered]
    if not answered:
        return _without_value(opinions)
    ordered = _by_level(answered)
    lowest, highest = ordered[0], ordered[-1]
    asked = _of_discipline(question, answered) or answered
    value = lowest.answer.value if spread >= DISPUTED else _middle(question, asked)
    span = (lowest.answer.value, highest.answer.value) if lowest.level != highest.level else None
    return _backed(Answer(State.ANSWERED, value, span=span), opinions)


def _without_value(opinions: Sequence[Opinion]) -> Answer:
    """Give not applicable where somebody says so, else don't know where somebody does not."""
    for state in (State.NOT_APPLICABLE, State.DONT_KNOW):
        same = [one.answer for one in opinions if one.answer.state is state]
        if same:
            reason = max((answer.reason for answer in same), key=_length)
            return _backed(Answer(state, reason=reason), opinions)
    return _backed(BLANK, opinions)


def _of_discipline(question: Question, answered: Sequence[Opinion]) -> list[Opinion]:
    return [one for one in answered if one.respondent.discipline == question.answered_by]


def _middle(question: Question, answered: Sequence[Opinion]) -> Value:
    """Give the lower median; where the kind knows no order, what most say."""
    if all(one.level is not None for one in answered):
        return _median([one.answer.value for one in _by_level(answered)])
    values: list[Value] = [one.answer.value for one in answered]
    if Kind(question.kind) in _IN_ORDER:
        return _median(sorted(values, key=_in_order))
    often = Counter(values)
    return min(often, key=lambda value: (-often[value], *_place(question, value)))


def _in_order(value: Value) -> Any:
    return value


def _by_level(answered: Sequence[Opinion]) -> list[Opinion]:
    return sorted(answered, key=lambda one: (one.level or 0, str(one.answer.value)))


def _median(ordered: Sequence[Value]) -> Value:
    return ordered[(len(ordered) - 1) // 2]


def _place(question: Question, value: Value) -> tuple[Any, ...]:
    """Order equally frequent values by the bank, texts by themselves."""
    if isinstance(question, SingleQuestion):
        return (list(question.by_code).index(str(value)),)
    return (str(value),)


def _settled(agreed: Answer, opinions: Sequence[Opinion]) -> Answer:
    backed = _backed(replace(agreed, note="", span=None), opinions)
    return replace(backed, note=agreed.note)


def _backed(answer: Answer, opinions: Sequence[Opinion]) -> Answer:
    """Add the longest note and the evidence of those who said the same."""
    same = [
        one.answer
        for one in opinions
        if one.answer.state is answer.state and one.answer.value == answer.value
    ]
    note = max((said.note for said in same), key=_length, default="")
    return replace(answer, note=note, evidence=(*answer.evidence, *_shown(same, answer.evidence)))


def _length(text: str) -> tuple[int, str]:
    return len(text), text


def _shown(same: Sequence[Answer], already: Sequence[EvidenceItem]) -> Iterator[EvidenceItem]:
    given = dict.fromkeys(item for said in same for item in said.evidence)
    yield from (item for item in given if item not in already)


def _weight(question: Question) -> int:
    scored = rules_of(question).scored(question)
    return int(getattr(question, "weight", 0)) if scored else 0
