"""The scorecard as plain lines for a terminal: level, what holds it, parts, what is next."""

from collections.abc import Iterator
from fractions import Fraction

from assessments.scoring.bank import Bank
from assessments.scoring.display import (
    TOGETHER,
    confidence_word,
    figure_range,
    figure_words,
    level_name,
    percent,
    rounded,
    stage_name,
)
from assessments.scoring.scorecard import (
    Binding,
    BindingKind,
    Figure,
    PartScore,
    Recommendation,
    Score,
    Scorecard,
    Share,
    Unscored,
)


def scorecard_text(bank: Bank, scorecard: Scorecard) -> str:
    """Give the scorecard in words and rounded figures, ending in a newline.

    Its lines are never broken, so that all blanks are plain ones, to be searched for.
    """
    lines = (*_head(bank, scorecard), *_parts(bank, scorecard), *_next(scorecard))
    return "\n".join(lines).replace(TOGETHER, " ") + "\n"


def headline(bank: Bank, scorecard: Scorecard) -> str:
    """Give the level with its labels, like "Proven (provisional, draft)"."""
    labels = ["provisional"] if scorecard.provisional else []
    labels += ["draft"] if scorecard.draft else []
    name = stage_name(bank, scorecard.level, plus=scorecard.plus) or "No level"
    return f"{name} ({', '.join(labels)})" if labels else name


def _head(bank: Bank, scorecard: Scorecard) -> Iterator[str]:
    yield f"{bank.title} {bank.version}"
    yield f"Level: {headline(bank, scorecard)}"
    yield from (f"  {because}" for because in scorecard.provisional_because)
    if scorecard.binding:
        yield f"To reach {level_name(bank, scorecard.next_level)}:"
        yield from (f"  {binding_words(bank, one)}" for one in scorecard.binding)
    open_points = len(scorecard.open_points)
    yield f"Overall: {_range(scorecard.overall, open_points)}"
    yield from (f"{figure.label}: {_figure(figure)}" for figure in scorecard.figures)
    confidence = _confidence(scorecard.confidence)
    yield f"Coverage: {_share(scorecard.coverage)} · Confidence: {confidence}"
    yield ""


def binding_words(bank: Bank, binding: Binding) -> str:
    """Say what must change, like "Engineering 58 % → 65 %" or "gate ux.tested 1 → 2 or higher"."""
    if binding.kind is BindingKind.HIGHEST_LEVEL:
        return f"this bank goes no higher than {level_name(bank, binding.caps_at)}"
    if binding.kind is BindingKind.GATE:
        now = "open" if binding.now is None else rounded(binding.now)
        return f"gate {binding.code} {now} → {rounded(binding.needs or Fraction(0))} or higher"
    name = next((p.short_title or p.title for p in bank.parts if p.code == binding.code), "")
    now, needs = (percent(share or Fraction(0), 1) for share in (binding.now, binding.needs))
    if binding.kind is BindingKind.NOT_APPLICABLE:
        return f"{name}: {now} of the weight is not applicable, at most {needs} may be"
    return f"{name} {now} → {needs}"


def _parts(bank: Bank, scorecard: Scorecard) -> Iterator[str]:
    for part in bank.parts:
        if part.code not in scorecard.hidden:
            yield _part(bank, part.short_title or part.title, scorecard.parts[part.code])
    yield ""


def _part(bank: Bank, name: str, part: PartScore) -> str:
    level = stage_name(bank, part.level, plus=part.plus)
    figures = "".join(f" · {figure.label} {_figure(figure)}" for figure in part.figures)
    return f"{name}: {_range(part.score, 0)}{figures}" + (f" · supports {level}" if level else "")


def _figure(figure: Figure) -> str:
    spread = figure_range(figure)
    return f"{figure_words(figure)} ({spread})" if spread else figure_words(figure)


def _next(scorecard: Scorecard) -> Iterator[str]:
    if scorecard.recommendations:
        yield "Next:"
    for number, one in enumerate(scorecard.recommendations, 1):
        yield f"{number:>3}. {_recommendation(one)}"


def _recommendation(one: Recommendation) -> str:
    now = "find out" if one.find_out else "open" if one.level is None else str(one.level)
    effort = f", {one.effort:g} person-days" if one.effort is not None else ""
    return f"{one.code} ({now} → {one.wanted}, +{rounded(100 * one.gain, 1)} points{effort})"


def _range(score: Score, open_points: int) -> str:
    if isinstance(score, Unscored):
        return score.reason
    if score.high == score.score:
        return percent(score.score, 1)
    at_best = f"{percent(score.score, 1)} now, {percent(score.high, 1)} at best"
    noun = "open point" if open_points == 1 else "open points"
    return f"{open_points} {noun}: {at_best}" if open_points else at_best


def _share(share: Share) -> str:
    return percent(share, 1) if isinstance(share, Fraction) else share.reason


def _confidence(share: Share) -> str:
    if isinstance(share, Unscored):
        return share.reason
    return f"{confidence_word(share)} ({rounded(share, 2)})"
