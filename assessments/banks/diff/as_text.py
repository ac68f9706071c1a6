"""A comparison of two banks as lines for a terminal."""

from collections.abc import Iterator
from fractions import Fraction

from assessments.banks.diff.effect import Effect, Figures
from assessments.banks.diff.questions import QuestionChange
from assessments.banks.diff.versions import BankDiff, next_version
from assessments.scoring.bank import Bank
from assessments.scoring.display import percent, rounded


def diff_lines(
    old: Bank,
    new: Bank,
    found: BankDiff,
    changes: tuple[QuestionChange, ...],
    effect: Effect | None,
) -> Iterator[str]:
    """Say what changed, which number that makes, and what it does to answers if there are any."""
    yield f"{old.slug} {old.version} → {new.slug} {new.version}"
    different = [one for one in changes if not one.is_same]
    yield f"{len(changes) - len(different)} questions the same, {len(different)} different"
    yield from map(_question, different)
    yield from (
        f"  {one}" for one in (*found.scoring, *found.reworded) if _is_other(old, new, one.code)
    )
    kind = "major" if found.moves_scores else "minor"
    yield f"a {kind} version: {next_version(old.version, found)}"
    yield from (f"  {reason}" for reason in found.reasons)
    yield from _effect(effect) if effect else ()


def _is_other(old: Bank, new: Bank, code: str) -> bool:
    return code not in old.questions and code not in new.questions


def _question(one: QuestionChange) -> str:
    was = f" (from {', '.join(one.was)})" if one.was else ""
    keys = f": {', '.join(one.keys)}" if one.keys else ""
    return f"  {one.code} {', '.join(one.became)}{was}{keys}"


def _effect(effect: Effect) -> Iterator[str]:
    yield f"whole: {_figures(effect.whole)}"
    for code, part in effect.parts.items():
        yield f"  {code}: {_figures(part)}"
        yield from (
            f"    {one.code} ({', '.join(one.became)}): {_points(one.moved)}"
            for one in effect.because
            if one.part == code
        )
    if effect.holds:
        yield f"what keeps it from the next level: {', '.join(effect.holds)}"
    if effect.dropped:
        yield f"answers the new bank does not take: {', '.join(effect.dropped)}"


def _figures(figures: Figures) -> str:
    scores = f"{_share(figures.score_before)} → {_share(figures.score_after)}"
    return f"{scores}, {figures.level_before or 'no level'} → {figures.level_after or 'no level'}"


def _share(share: Fraction | None) -> str:
    return "no score" if share is None else percent(share, 1)


def _points(moved: Fraction) -> str:
    sign = "+" if moved > 0 else ""
    return f"{sign}{rounded(100 * moved, 1)} points"
