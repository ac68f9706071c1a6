"""The figures other methods than the weighted mean name, before and after, cause by cause."""

from collections.abc import Iterator, Mapping

from assessments.reports import figures
from assessments.reports.change_lines import FigureChangeLine
from assessments.reports.changed_questions import NAMES, Reader
from assessments.reports.figures import figure_change, figure_words
from assessments.reports.language import gettext
from assessments.reports.method_words import figure_name, level_title, part_level
from assessments.reports.scoring_words import told
from assessments.scoring.change import FigureChange, PartChange
from assessments.scoring.methods.risk import STATE_CODES
from assessments.scoring.scorecard import Figure, PartScore, Scorecard, Unit, Unscored


def whole_figure_lines(reader: Reader) -> Iterator[FigureChangeLine]:
    """Give the figures of the whole; its level stands above them."""
    before, after = reader.change.before, reader.change.after
    yield from _lines(reader, reader.change.figures, before, after)


def part_figure_lines(reader: Reader, part: PartChange) -> Iterator[FigureChangeLine]:
    """Give the figures of a part, and its band or stage, which is not split."""
    before, after = (
        card.parts.get(part.code) for card in (reader.change.before, reader.change.after)
    )
    yield from _lines(reader, part.figures, before, after)
    levels = [
        part_level(moment.bank, found) if found else ""
        for moment, found in ((reader.before, before), (reader.after, after))
    ]
    if part.figures and any(levels):
        old, new = (level or figures.NONE for level in levels)
        nothing = tuple((NAMES[cause], figures.NONE) for cause in reader.change.causes)
        title = level_title(reader.after.bank)
        yield FigureChangeLine("level", title, old, new, figures.NONE, nothing)


def _lines(
    reader: Reader,
    found: Mapping[str, FigureChange],
    before: PartScore | Scorecard | None,
    after: PartScore | Scorecard | None,
) -> Iterator[FigureChangeLine]:
    for code, change in found.items():
        if code not in STATE_CODES or not _is_idle(change):
            yield _line(reader, code, change, _reason(change, before, after))


def _is_idle(change: FigureChange) -> bool:
    """Say whether no question is in a state before or after, so that there is nothing to tell."""
    ends = [figure.value for figure in (change.before, change.after) if figure]
    return not any(ends) and not (change.split and any(change.split.by_cause.values()))


def _line(reader: Reader, code: str, change: FigureChange, missing: str) -> FigureChangeLine:
    split, unit = change.split, change.named.unit
    by_cause = (
        (NAMES[cause], figures.NONE if split is None else figure_change(split.of(cause), unit))
        for cause in reader.change.causes
    )
    return FigureChangeLine(
        code=code,
        name=_name(change.named),
        before=_words(change.before),
        after=_words(change.after),
        change=figures.NONE if split is None else figure_change(split.change, unit),
        by_cause=tuple(by_cause),
        missing=missing,
    )


def _name(figure: Figure) -> str:
    name = figure_name(figure)
    if figure.unit is not Unit.PERCENT:
        return name
    return gettext("{name}, change in percentage points", name=name)


def _words(figure: Figure | None) -> str:
    if figure is None or isinstance(figure.value, Unscored):
        return gettext("No figure")
    return figure_words(figure)


def _reason(
    change: FigureChange,
    before: PartScore | Scorecard | None,
    after: PartScore | Scorecard | None,
) -> str:
    """Say why there is no change to give: which end has no figure, and why where that is known."""
    if change.split is not None:
        return ""
    old, new = _absence(change.before, before), _absence(change.after, after)
    if old is not None:
        return (
            gettext("No figure before: {reason}", reason=old)
            if old
            else gettext("No figure before.")
        )
    return gettext("No figure after: {reason}", reason=new) if new else gettext("No figure after.")


def _absence(figure: Figure | None, holder: PartScore | Scorecard | None) -> str | None:
    """Say why an end has no figure, empty where that is not known; None where it has one."""
    if figure is not None:
        return told(figure.value.reason) if isinstance(figure.value, Unscored) else None
    if holder is None or holder.figures:
        return ""
    score = holder.overall if isinstance(holder, Scorecard) else holder.score
    return told(score.reason) if isinstance(score, Unscored) else ""


def no_figures(reader: Reader, old: PartScore, new: PartScore) -> str:
    """Say why a part that both ends have has no figure to compare; empty where it has some."""
    if reader.has_two_methods:
        return gettext("The two question banks score by different methods.")
    if old.figures or new.figures:
        return ""
    reason = told(new.score.reason) if isinstance(new.score, Unscored) else ""
    return gettext("No figure: {reason}", reason=reason)


def about_figures(reader: Reader) -> Iterator[str]:
    """Say what is split of a method other than the weighted mean, and what is not."""
    if reader.is_split:
        return
    if reader.has_two_methods:
        yield gettext(
            "The two question banks score by different methods, so that no figure of the one is "
            "the figure of the other: of each cause it is said what it does to the confidence and, "
            "alone or left out, to the result."
        )
        return
    yield gettext(
        "Every figure is split among the causes in its own unit, and within a part among its "
        "questions."
    )
    if reader.after.bank.scoring.levels:
        yield gettext(
            "A level, band or stage moves in steps and is not split: of the whole it is said what "
            "it is by each cause alone and without it."
        )
    if reader.after.bank.scoring.method == "minimum_of_parts":
        yield gettext(
            "Which part is the lowest can change on the way, so the lowest sum is split among the "
            "causes and not among questions."
        )
    untold = dict.fromkeys(
        figure_name(found.named)
        for part in reader.change.parts.values()
        for found in part.figures.values()
        if found.split is not None and not found.is_told
    )
    if untold:
        yield gettext(
            "Split among the causes and not among questions: {names}. An answer that states a "
            "target or a beginning moves nothing else.",
            names=", ".join(untold),
        )
