"""The path to a level in words: what to better in each part, what it takes, and the second best."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.answers.models import PathTerm
from assessments.reports.effort_chart import Effort, effort_chart
from assessments.reports.move_words import answer_words, days_words, done_words
from assessments.reports.numbering import numbers_of
from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank
from assessments.scoring.display import level_name, percent
from assessments.scoring.outlook.hindrances import Hindrance, HindranceKind
from assessments.scoring.outlook.path import Move, Path, Terms, Ways


@dataclass(frozen=True, slots=True)
class Step:
    """One answer to better."""

    code: str
    section: str
    title: str
    now: str
    wanted: str
    done: str
    improvement: str
    effort: str
    for_gate: bool
    is_assumed: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class PartSteps:
    title: str
    effort: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class CurveRow:
    """One level with what it takes; `is_target` marks the one chosen."""

    code: str
    name: str
    effort: str
    moves: int
    is_target: bool


@dataclass(frozen=True, slots=True)
class SecondBest:
    """The cheapest way that spares a question of the best: what changes against it."""

    effort: str
    spared: Sequence[str]
    instead: Sequence[str]
    is_proven: bool


@dataclass(frozen=True, slots=True)
class TermLine:
    """What the team has said about one question."""

    code: str
    title: str
    words: str


class PathPage:
    """Everything the path page shows (no query)."""

    def __init__(
        self,
        bank: Bank,
        answers: Answers,
        target: str,
        terms: Terms,
        rows: Mapping[str, PathTerm],
    ) -> None:
        self.bank = bank
        self.target = target
        self.level = level_name(bank, target) or ""
        self.terms = terms
        self.rows = rows
        ways = Ways(bank, answers, terms)
        self.best, self._second = ways.best(target), ways.second(target)
        self.tries_all = ways.tries_all(target)
        self.curve = ways.curve()

    @property
    def effort(self) -> str:
        return "" if self.best.effort is None else days_words(self.best.effort)

    @property
    def bound(self) -> str:
        """What any way takes at least; empty where nothing is known about that."""
        return days_words(self.best.bound) if self.best.bound else ""

    @property
    def parts(self) -> Sequence[PartSteps]:
        found = []
        for part in self.bank.parts:
            moves = [move for move in self.best.moves if move.part == part.code]
            if moves:
                effort = days_words(sum((move.effort for move in moves), Fraction(0)))
                found.append(PartSteps(part.title, effort, [self._step(move) for move in moves]))
        return found

    def _step(self, move: Move) -> Step:
        question, value = self.bank.questions[move.code], move.value
        done = "" if value is None else done_words(self.bank, question, move.before, value)
        return Step(
            code=move.code,
            section=numbers_of(self.bank).places[move.code].section,
            title=self._title(move.code),
            now=answer_words(question, move.before),
            wanted=answer_words(question, value),
            done=done,
            improvement=question.improvement,
            effort=days_words(move.effort),
            for_gate=move.for_gate,
            is_assumed=move.assumed,
            is_own=move.code in self.terms.efforts,
        )

    def _title(self, code: str) -> str:
        return f"{numbers_of(self.bank).places[code].number} {self.bank.questions[code].title}"

    @property
    def second(self) -> SecondBest | None:
        if self._second is None or self._second.effort is None:
            return None
        first, other = (
            {move.code: move.value for move in path.moves} for path in (self.best, self._second)
        )
        return SecondBest(
            effort=days_words(self._second.effort),
            spared=self._titles(code for code in first if code not in other),
            instead=self._titles(code for code in other if first.get(code) != other[code]),
            is_proven=self._second.is_proven,
        )

    def _titles(self, codes: Iterable[str]) -> Sequence[str]:
        return [self._title(code) for code in codes]

    @property
    def hindrances(self) -> Sequence[str]:
        return [self._hindrance(one) for one in self.best.hindrances]

    def _hindrance(self, one: Hindrance) -> str:
        if one.kind is HindranceKind.HIGHEST_LEVEL:
            return self.bank.scoring.highest_level_reason or _("The bank ends at a lower level.")
        if one.kind is HindranceKind.GATE:
            return _("The gate “%(title)s” cannot change.") % {"title": self._title(one.code)}
        if one.kind is HindranceKind.NO_SCORE:
            return _("No part has a score.")
        names = {part.code: part.short_title or part.title for part in self.bank.parts}
        if one.kind is HindranceKind.NOT_APPLICABLE:
            words = _("Too much of %(part)s is called not applicable.")
            return words % {"part": names[one.code]}
        words = _("%(part)s comes to %(reaches)s at most, and its floor is %(needs)s.")
        figures = {"reaches": one.reaches or Fraction(0), "needs": one.needs or Fraction(0)}
        said = {name: percent(figure) for name, figure in figures.items()}
        return words % {"part": names[one.code], **said}

    @property
    def curve_rows(self) -> Sequence[CurveRow]:
        return [
            CurveRow(
                path.target,
                level_name(self.bank, path.target) or "",
                _days(path),
                len(path.moves),
                path.target == self.target,
            )
            for path in self.curve
        ]

    @property
    def curve_words(self) -> str:
        return "; ".join(f"{row.name}: {row.effort}" for row in self.curve_rows) + "."

    @property
    def curve_svg(self) -> str:
        efforts = [
            Effort(row.name, path.effort, row.effort)
            for row, path in zip(self.curve_rows, self.curve, strict=True)
        ]
        title = _("Effort to reach each level")
        return effort_chart(efforts, prefix="effort", title=title, description=self.curve_words)

    @property
    def term_lines(self) -> Sequence[TermLine]:
        known = [code for code in self.bank.section_of if code in self.rows]
        return [TermLine(code, self._title(code), self._term_words(code)) for code in known]

    def _term_words(self, code: str) -> str:
        said = [_("cannot change")] if self.rows[code].cannot_change else []
        if days := self.rows[code].days:
            said.append(_("own figures: %(days)s") % {"days": " + ".join(days)})
        return ", ".join(said)


def _days(path: Path) -> str:
    if path.effort is None:
        return _("no way") if path.is_proven else _("none found")
    return days_words(path.effort)
