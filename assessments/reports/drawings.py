"""The three charts of a result: which figures they show, and the words that stand for them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from assessments.reports import charts
from assessments.reports.document import LevelLine, PartLine
from assessments.reports.drawn import Chart
from assessments.reports.language import gettext
from assessments.scoring.answers import State
from assessments.scoring.scorecard import Range, Scorecard

WEIGHTED = "weighted_mean"


def charts_of(
    card: Scorecard,
    *,
    parts: Sequence[PartLine],
    levels: Sequence[LevelLine],
    floors: Mapping[str, Fraction | None],
    prefix: str,
) -> dict[str, Chart]:
    """Draw the levels, the parts against their floors, and how the questions are answered.

    What the bank's method has none of is not drawn.
    """
    drawn = {}
    if levels:
        drawn["levels"] = _levels(levels, prefix)
    if card.method == WEIGHTED or any(isinstance(p.score, Range) for p in card.parts.values()):
        drawn["parts"] = _parts(card, parts, floors, prefix)
    return {**drawn, "answers": _answers(card, prefix)}


def _levels(levels: Sequence[LevelLine], prefix: str) -> Chart:
    reached = [line.name for line in levels if line.place in {"below", "current"}]
    title = gettext("Readiness level")
    said = gettext("No level yet.")
    if reached:
        place = {"number": len(reached), "count": len(levels)}
        said = gettext("{level}, level {number} of {count}.", level=reached[-1], **place)
    rungs = [
        charts.Rung(line.name, line.place in {"below", "current"}, line.place == "current")
        for line in levels
    ]
    drawn = charts.ladder_chart(rungs, prefix=f"{prefix}-levels", title=title, description=said)
    return Chart(drawn, f"{title}: {said}")


def _parts(
    card: Scorecard,
    parts: Sequence[PartLine],
    floors: Mapping[str, Fraction | None],
    prefix: str,
) -> Chart:
    if card.method == WEIGHTED:
        title = gettext("Score of each part and its floor")
        said = "; ".join(_against_floor(part) for part in parts) + "."
    else:
        title = gettext("Share of full marks of each part")
        said = "; ".join(f"{p.short_title} {p.range}" for p in parts) + "."
    bars = [_bar(card, part, floors[part.code]) for part in parts]
    drawn = charts.parts_chart(bars, prefix=f"{prefix}-parts", title=title, description=said)
    return Chart(drawn, f"{title}: {said}")


def _against_floor(part: PartLine) -> str:
    said = {"part": part.short_title, "range": part.range, "floor": part.floor}
    return gettext("{part} {range}, floor {floor}", **said)


def _bar(card: Scorecard, part: PartLine, floor: Fraction | None) -> charts.Bar:
    score = card.parts[part.code].score
    known = score if isinstance(score, Range) else None
    return charts.Bar(
        label=part.short_title,
        words=part.score,
        score=known.score if known else None,
        high=known.high if known else None,
        floor=floor,
    )


def _answers(card: Scorecard, prefix: str) -> Chart:
    states = Counter(question.state for question in card.questions.values() if question.weight)
    unknown = states[State.DONT_KNOW] + states[State.UNANSWERED]
    slices = [
        charts.Slice(gettext("Answered"), states[State.ANSWERED]),
        charts.Slice(gettext("Open or don't know"), unknown),
        charts.Slice(gettext("Not applicable"), states[State.NOT_APPLICABLE]),
    ]
    title = gettext("How the scored questions are answered")
    said = ", ".join(f"{one.label} {one.count}" for one in slices) + "."
    drawn = charts.coverage_chart(slices, prefix=f"{prefix}-answers", title=title, description=said)
    return Chart(drawn, f"{title}: {said}")
