"""What the pages after a reveal show: how answers spread, how well people agree, what to settle.

Everything is prepared here in plain values, so that the templates only print.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.actor import Actor
from assessments.answers.models import Assessment, Consensus
from assessments.answers.permissions import can_settle
from assessments.answers.registers import StoredAnswer, blank
from assessments.answers.sheets import Joined, consensus_of, joined
from assessments.scoring.agreement import Alpha, Cause, Undefined
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Kind, Part, Question
from assessments.scoring.display import rounded
from assessments.scoring.part_agreement import Agreement, agreement_by_part
from assessments.scoring.several import Joint, Opinion, answers_that_count, to_discuss
from assessments.scoring.visibility import visible
from assessments.teams.models import DISCIPLINES
from assessments.web.cards import answer_words, gate_words, role_of
from assessments.web.fields import FIELDS, Shape
from assessments.web.places import section_of, titles_of
from assessments.web.typed import posted

_DISCIPLINES: Final = dict(DISCIPLINES)
_NOT_DEFINED: Final = {
    Cause.ONE_PERSON: gettext_lazy("not defined: fewer than two people answered"),
    Cause.NOTHING_SHARED: gettext_lazy("not defined: no question was answered by two people"),
    Cause.NO_VARIATION: gettext_lazy("not defined: all gave the same answer throughout"),
}
# Krippendorff's bounds: rely on data from 0.800, draw tentative conclusions from 0.667.
# Source: K. Krippendorff, "Content Analysis" (2nd edition, 2004), page 241.
_RELIABLE: Final = Fraction(800, 1000)
_TENTATIVE: Final = Fraction(667, 1000)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave one answer; `label` is short, `words` say it all."""

    label: str
    words: str
    names: tuple[str, ...]
    of: int
    counts: bool = False

    @property
    def count(self) -> int:
        return len(self.names)

    @property
    def width(self) -> int:
        """The length of the bar in percent of everybody asked."""
        return 100 * self.count // self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class Voice:
    """What one respondent said, in words."""

    name: str
    discipline: str
    is_named: bool
    words: tuple[str, ...]
    note: str
    evidence: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One question in the list to talk about."""

    joint: Joint
    titles: tuple[str, str]
    bars: tuple[Bar, ...]
    role: str
    named: str
    counting: str
    is_gate: bool

    @property
    def code(self) -> str:
        return self.joint.code

    @property
    def title(self) -> str:
        return self.joint.question.title

    @property
    def spread(self) -> str:
        return in_levels(self.joint.spread)

    @property
    def weight(self) -> int:
        return self.joint.weight


def in_levels(spread: Fraction) -> str:
    """Give a spread like "2 levels", with a place only where it is not whole."""
    if spread.denominator > 1:
        return _("%(number)s levels") % {"number": rounded(spread, 1)}
    return ngettext("%d level", "%d levels", int(spread)) % int(spread)


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part: how well people agree, and how many answers differ and are settled."""

    title: str
    levels: str
    choices: str
    differing: int
    settled: int


class Disagreements:
    """A revealed assessment as its pages show it.

    4 queries: answers, evidence, sheets, consensus.
    """

    def __init__(self, actor: Actor, assessment: Assessment) -> None:
        self.actor = actor
        self.assessment = assessment
        self.joined: Joined = joined(assessment)
        self.consensus = consensus_of(assessment)
        self.bank = self.joined.bank
        self.may_settle = can_settle(actor, assessment)

    @property
    def submitted(self) -> Sequence[str]:
        return [sheet.name for sheet in self.joined.sheets if sheet.is_submitted]

    @property
    def unsubmitted(self) -> Sequence[str]:
        return [sheet.name for sheet in self.joined.sheets if not sheet.is_submitted]

    @cached_property
    def first(self) -> Sequence[Item]:
        return [self.item(joint) for joint in to_discuss(self.bank, self.joined.questions)]

    @cached_property
    def settled(self) -> Sequence[tuple[Item, Consensus]]:
        return [
            (self.item(joint), self.consensus[code])
            for code, joint in self.joined.questions.items()
            if joint.settled and code in self.consensus
        ]

    @cached_property
    def profile(self) -> Sequence[Item]:
        """The questions without a level, like those of the profile, that are answered apart."""
        apart = (j for j in self._shown() if not j.settled and not j.spread and _differs(j))
        return [self.item(joint) for joint in apart]

    @cached_property
    def agreed(self) -> Sequence[Item]:
        same = (
            joint
            for joint in self._shown()
            if joint.opinions and not joint.settled and not _differs(joint)
        )
        return [self.item(joint) for joint in same if _answered(joint)]

    @property
    def parts(self) -> Iterator[PartRow]:
        keys = [sheet.respondent_id for sheet in self.joined.sheets]
        found = agreement_by_part(self.bank, self.joined.questions, keys)
        return (self._part(part, found[part.code]) for part in self.bank.parts)

    def _part(self, part: Part, agreement: Agreement) -> PartRow:
        here = [self.joined.questions[question.code] for question in part.questions]
        return PartRow(
            part.title,
            alpha_words(agreement.levels),
            alpha_words(agreement.choices),
            sum(bool(joint.spread) and not joint.settled for joint in here),
            sum(joint.settled for joint in here),
        )

    def _shown(self) -> Iterator[Joint]:
        found = visible(self.bank, answers_that_count(self.joined.questions))
        return (joint for code, joint in self.joined.questions.items() if found.shows(code))

    def item(self, joint: Joint) -> Item:
        question = joint.question
        named = None if joint.named is None else _said(question, joint.named)
        return Item(
            joint,
            titles_of(self.bank, question.code),
            tuple(self.bars(joint)),
            role_of(question),
            "" if named is None else named,
            _short(question, joint.answer.state, joint.answer.value),
            getattr(question, "gate", None) is not None,
        )

    def bars(self, joint: Joint) -> Iterator[Bar]:
        """Give a bar for each answer that could be given, or was, in the order of the bank."""
        names: dict[str, list[str]] = {}
        for opinion in joint.opinions:
            name = self.joined.name_of(opinion.respondent.key)
            names.setdefault(_token(opinion.answer.state, opinion.answer.value), []).append(name)
        counting = _token(joint.answer.state, joint.answer.value)
        for token, label, words in _places(joint, names):
            given = tuple(names.get(token, ()))
            yield Bar(label, words, given, len(joint.opinions), token == counting)

    def voices(self, joint: Joint) -> Sequence[Voice]:
        """Say what each respondent who was asked said, with note and evidence."""
        opinions = {opinion.respondent.key: opinion for opinion in joint.opinions}
        return [
            self._voice(joint, opinions[sheet.respondent_id], sheet.registers.get(joint.code))
            for sheet in self.joined.sheets
            if sheet.respondent_id in opinions
        ]

    def _voice(self, joint: Joint, opinion: Opinion, stored: StoredAnswer | None) -> Voice:
        known, question = opinion.respondent.discipline, joint.question
        said = stored or blank(joint.code)
        return Voice(
            self.joined.name_of(opinion.respondent.key),
            str(_DISCIPLINES[known]) if known else "",
            bool(known) and known == question.answered_by,
            answer_words(question, said),
            said.answer.note,
            said.evidence,
        )

    def gate(self, joint: Joint) -> str:
        return gate_words(self.bank, joint.question)

    def section(self, joint: Joint) -> str:
        return section_of(self.bank, joint.code)

    def team(self, code: str) -> StoredAnswer:
        """Give the team's own register, blank where nothing was recorded."""
        return self.joined.team.get(code) or blank(code)


def alpha_words(alpha: Alpha | None) -> str:
    """Say an alpha for people; "" where the part has no such questions."""
    if alpha is None:
        return ""
    if isinstance(alpha, Undefined):
        return str(_NOT_DEFINED[alpha.cause])
    figure = rounded(alpha, 2)
    if alpha >= _RELIABLE:
        return _("%(figure)s, people agree") % {"figure": figure}
    if alpha >= _TENTATIVE:
        return _("%(figure)s, people agree by and large") % {"figure": figure}
    return _("%(figure)s, people do not agree") % {"figure": figure}


def _answered(joint: Joint) -> list[Opinion]:
    return [opinion for opinion in joint.opinions if opinion.is_answered]


def _differs(joint: Joint) -> bool:
    return bool(joint.spread) or len({str(one.answer.value) for one in _answered(joint)}) > 1


def _token(state: State, value: Any) -> str:
    return f"v:{posted(value)}" if state is State.ANSWERED else state.value


def _places(joint: Joint, given: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Give token, label and words of each place of a chart."""
    question = joint.question
    look = FIELDS[Kind(question.kind)](question, str)
    if look.shape is Shape.ONE:
        for option in look.options:
            short = _("Level %(level)s") % {"level": option.mark} if option.mark else option.label
            yield f"v:{option.value}", short, option.label
    else:
        for value in dict.fromkeys(opinion.answer.value for opinion in _answered(joint)):
            words = _said(question, value)
            yield _token(State.ANSWERED, value), words, words
    for state, words in (
        (State.DONT_KNOW, _("Don't know")),
        (State.NOT_APPLICABLE, _("Not applicable")),
        (State.UNANSWERED, _("No answer")),
    ):
        if state.value in given:
            yield state.value, words, words


def _said(question: Question, value: Any) -> str:
    if question.kind == "rubric":
        return _("Level %(level)s") % {"level": value}
    answer = Answer(State.ANSWERED, value)
    return "; ".join(answer_words(question, StoredAnswer(question.code, answer, 1)))


def _short(question: Question, state: State, value: Any) -> str:
    if state is State.ANSWERED:
        return _said(question, value)
    return {
        State.DONT_KNOW: _("Don't know"),
        State.NOT_APPLICABLE: _("Not applicable"),
        State.UNANSWERED: _("No answer"),
    }[state]
