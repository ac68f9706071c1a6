"""Two banks compared, as a page shows it: by question, and what it does to running work."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.answers.bank_effects import AssessmentEffect
from assessments.banks.condition_words import Words
from assessments.banks.diff import BankDiff, Change, diff, next_version
from assessments.banks.diff.effect import Effect, Figures
from assessments.banks.diff.questions import Became, QuestionChange, question_changes
from assessments.reports.figures import signed
from assessments.scoring.bank import Bank
from assessments.scoring.display import percent
from assessments.web.studio_changes import ChangeLine, change_details, named, words_of_both

NOTHING: Final = "—"
BECAME: Final = MappingProxyType(
    {
        Became.SAME: gettext_lazy("Same"),
        Became.REWORDED: gettext_lazy("Reworded"),
        Became.OPTIONS: gettext_lazy("Options changed"),
        Became.LEVELS: gettext_lazy("Levels changed"),
        Became.WEIGHT: gettext_lazy("Weight changed"),
        Became.RULE: gettext_lazy("Rule changed"),
        Became.MOVED: gettext_lazy("Moved"),
        Became.RECODED: gettext_lazy("New code"),
        Became.SPLIT: gettext_lazy("Split off"),
        Became.SPLIT_UP: gettext_lazy("Split up"),
        Became.NEW: gettext_lazy("New"),
        Became.REMOVED: gettext_lazy("Removed"),
        Became.REUSED: gettext_lazy("Code reused"),
    }
)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question that is not the same; `was` the codes it comes from."""

    code: str
    title: str
    became: tuple[Any, ...]
    was: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page shows of two banks; `others` are changes outside the questions."""

    changes: tuple[QuestionChange, ...]
    lines: tuple[QuestionLine, ...]
    others: tuple[ChangeLine, ...]
    same: int
    found: BankDiff
    number: str


def compared(old: Bank, new: Bank) -> Comparison:
    changes, found = question_changes(old, new), diff(old, new)
    words = words_of_both(old, new)
    lines = [_line(old, new, one, words) for one in changes if not one.is_same]
    return Comparison(
        changes=changes,
        lines=tuple(lines),
        others=tuple(_others(old, new, found, words)),
        same=len(changes) - len(lines),
        found=found,
        number=next_version(old.version, found),
    )


def _line(old: Bank, new: Bank, one: QuestionChange, words: Words) -> QuestionLine:
    before = old.questions.get(one.was[0] if one.was else one.code)
    after = new.questions.get(one.code)
    details = change_details(Change(one.code, one.keys), before, after, words)
    became = tuple(BECAME[each] for each in one.became)
    return QuestionLine(one.code, one.title, became, ", ".join(one.was), tuple(details))


def _others(old: Bank, new: Bank, found: BankDiff, words: Words) -> Iterator[ChangeLine]:
    """Give what changed in parts, sections, scoring and the bank itself."""
    before, after = named(old), named(new)
    for changes, moves, what in (
        (found.scoring, True, _("Counts otherwise")),
        (found.reworded, False, _("Reworded")),
    ):
        for change in changes:
            if change.code not in old.questions and change.code not in new.questions:
                ends = before.get(change.code), after.get(change.code)
                title = getattr(ends[1] or ends[0], "title", "")
                details = tuple(change_details(change, *ends, words))
                yield ChangeLine(what, change.code, title, details, moves)


@dataclass(frozen=True, slots=True)
class FigureLine:
    title: str
    before: str
    after: str
    level_before: str
    level_after: str

    @property
    def says_nothing(self) -> bool:
        """Say whether the methods give neither score nor level here."""
        return {self.before, self.after, self.level_before, self.level_after} == {NOTHING}


class Mover(NamedTuple):
    """A question that moves the score of a part, and by how many points."""

    code: str
    title: str
    part: str
    why: str
    points: str


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One running assessment: the whole, its parts, and what each question did in points."""

    name: str
    differs: bool
    whole: FigureLine
    parts: tuple[FigureLine, ...]
    because: tuple[Mover, ...]
    dropped: str
    holds: str

    @property
    def has_parts(self) -> bool:
        """Say whether any part has something to compare."""
        return not all(part.says_nothing for part in self.parts)


def effect_line(one: AssessmentEffect, old: Bank, new: Bank) -> EffectLine:
    """Put in words what a new bank does to one running assessment on the old one."""
    shown = shown_effect(one.effect, f"{one.assessment.product} · {one.assessment}")
    return replace(
        shown,
        dropped=_titles(one.effect.dropped, old),
        holds=_titles(one.effect.holds, new),
    )


def _titles(codes: tuple[str, ...], bank: Bank) -> str:
    """Name parts by their titles, and questions by titles and codes."""
    parts = {part.code: part.title for part in bank.parts}
    asked = {code: f"“{one.title}” ({code})" for code, one in bank.questions.items()}
    return ", ".join(parts.get(code) or asked.get(code, code) for code in codes)


def shown_effect(effect: Effect, name: str) -> EffectLine:
    """Put in words what another bank does to one assessment."""
    return EffectLine(
        name=name,
        differs=effect.differs,
        whole=_figures(effect.whole),
        parts=tuple(_figures(part) for part in effect.parts.values()),
        because=tuple(
            Mover(
                each.code,
                each.title,
                effect.parts[each.part].title,
                _why(each.became),
                _points(each.moved),
            )
            for each in effect.because
        ),
        dropped=", ".join(effect.dropped),
        holds=", ".join(
            effect.parts[code].title if code in effect.parts else code for code in effect.holds
        ),
    )


def _why(became: tuple[Became, ...]) -> str:
    """Name what became of a question; one that is the same counts otherwise through others."""
    if became == (Became.SAME,):
        return _("Shown or hidden by another question")
    return ", ".join(str(BECAME[each]) for each in became)


def _figures(figures: Figures) -> FigureLine:
    return FigureLine(
        figures.title,
        _share(figures.score_before),
        _share(figures.score_after),
        figures.level_before or NOTHING,
        figures.level_after or NOTHING,
    )


def _share(share: Fraction | None) -> str:
    return NOTHING if share is None else percent(share, 1)


def _points(moved: Fraction) -> str:
    return signed(100 * moved, 1)
