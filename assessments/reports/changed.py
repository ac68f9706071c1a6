"""Why a result changed, in words: the same lines for the page that compares and for reports.

Pure, as `result.py`: figures are rounded by `scoring.display` and add up exactly before that.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from assessments.reports import figures
from assessments.reports.change_chart import CauseKey, ChangeBar, change_chart
from assessments.reports.change_lines import CauseLine, Changed, PartChangeLine
from assessments.reports.changed_figures import (
    about_figures,
    no_figures,
    part_figure_lines,
    whole_figure_lines,
)
from assessments.reports.changed_questions import NAMES, Reader, question_lines, quiet_lines
from assessments.reports.document import figure_words
from assessments.reports.drawn import Chart
from assessments.reports.figures import rounded
from assessments.reports.language import gettext, marked
from assessments.reports.method_words import figure_lines, level_title, part_level, result_words
from assessments.reports.scoring_words import told
from assessments.scoring.bank import Part
from assessments.scoring.causes import Cause, Moment
from assessments.scoring.change import Change, PartChange, Reached, change_between
from assessments.scoring.named import NO_LEVEL
from assessments.scoring.scorecard import PartScore, Scorecard, Share, Unscored
from assessments.scoring.split import Split


def changed(before: Moment, after: Moment, *, prefix: str = "change") -> Changed:
    """Compare two moments and put what changed in words.

    Args:
        before: the earlier moment.
        after: the later one, of the same bank, another version of it, or another bank.
        prefix: starts the ids inside the chart, unique on a page.

    Raises:
        ScoringError: answers do not fit the bank of their own moment.
    """
    change = change_between(before, after)
    reader = Reader(before, after, change)
    parts = tuple(_part(reader, found) for found in change.parts.values())
    return Changed(
        headline=" ".join(_headline(change, before, after)),
        level_title=level_title(after.bank),
        is_split=reader.is_split,
        level_before=result_words(before.bank, change.before),
        level_after=result_words(after.bank, change.after),
        labels_before=_labels(change.level.before),
        labels_after=_labels(change.level.after),
        overall_before=_overall(before, change.before),
        overall_after=_overall(after, change.after),
        overall_change=_points(_did(change.overall)),
        confidence_before=_confidence(change.before.confidence),
        confidence_after=_confidence(change.after.confidence),
        confidence_change=_certainty(_did(change.confidence)),
        causes=tuple(_cause(reader, cause) for cause in change.causes),
        parts=parts,
        quiet=tuple(quiet_lines(reader)),
        chart=_chart(change, parts, prefix),
        figures=tuple(whole_figure_lines(reader)),
        about_figures=tuple(about_figures(reader)),
    )


def _headline(change: Change, before: Moment, after: Moment) -> Iterator[str]:
    level = change.level
    old = result_words(before.bank, change.before)
    new = result_words(after.bank, change.after)
    stays = old == new or _stays(change)
    if not after.bank.is_weighted:
        same = gettext("The result is {result}, as before.", result=new)
        yield same if stays else gettext("From {old} to {new}.", old=old, new=new)
    elif stays:
        yield gettext("The level is {level}, as before.", level=new)
    else:
        yield gettext(_went(level.before, level.after, after), old=old, new=new)
    moved = [f"\u201c{NAMES[cause]}\u201d" for cause in level.moved_alone_by]
    if not stays and after.bank.is_weighted:
        if moved:
            alone = gettext(" or ").join(moved)
            yield gettext("{cause} alone would have moved it.", cause=alone)
        else:
            yield gettext("No cause alone would have moved it.")
    if not change.causes:
        yield gettext("Nothing was changed between the two.")


def _stays(change: Change) -> bool:
    """Say whether both ends have the same level, whatever each bank calls it."""
    before, after = change.before, change.after
    return after.level is not None and (before.level, before.plus) == (after.level, after.plus)


def _went(old: Reached, new: Reached, after: Moment) -> str:
    codes = after.bank.scoring.level_codes
    if old.code not in codes or new.code not in codes:
        return marked("The level went from {old} to {new}.")
    if codes.index(new.code) > codes.index(old.code):
        return marked("The level rose from {old} to {new}.")
    return marked("The level fell from {old} to {new}.")


def _labels(reached: Reached) -> tuple[str, ...]:
    said = (
        (gettext("Draft"), reached.draft),
        (gettext("Provisional"), reached.provisional),
    )
    return tuple(word for word, holds in said if holds)


def _overall(moment: Moment, card: Scorecard) -> str:
    return figures.score_words(card.overall) if moment.bank.is_weighted else figures.NONE


def _cause(reader: Reader, cause: Cause) -> CauseLine:
    change = reader.change
    none = told(NO_LEVEL) if reader.after.bank.scoring.levels else figures.NONE
    return CauseLine(
        key=cause.value.replace("_", "-"),
        name=NAMES[cause],
        score=_points(_did(change.overall, cause)),
        confidence=_certainty(_did(change.confidence, cause)),
        alone=change.level.alone[cause].name or none,
        without=change.level.without[cause].name or none,
        moves_level=cause in change.level.moved_alone_by,
    )


def _part(reader: Reader, found: PartChange) -> PartChangeLine:
    change = reader.change
    old, new = change.before.parts.get(found.code), change.after.parts.get(found.code)
    return PartChangeLine(
        code=found.code,
        title=_title(reader, found.code),
        before=_result(reader.before, old),
        after=_result(reader.after, new),
        change=_points(_did(found.score)),
        by_cause=tuple((NAMES[c], _points(_did(found.score, c))) for c in change.causes),
        confidence_before=_confidence(old.confidence) if old else figures.NONE,
        confidence_after=_confidence(new.confidence) if new else figures.NONE,
        questions=tuple(question_lines(reader, found)),
        missing="" if found.score else _missing(reader, old, new),
        figures=tuple(part_figure_lines(reader, found)),
    )


def _title(reader: Reader, code: str) -> str:
    banks = (reader.after.bank, reader.before.bank)
    part: Part = next(part for bank in banks for part in bank.parts if part.code == code)
    return part.short_title or part.title


def _result(moment: Moment, part: PartScore | None) -> str:
    """Give the score of a part; of another method than the weighted mean its own figures."""
    if part is None or moment.bank.is_weighted:
        return figures.NONE if part is None else figures.score_words(part.score)
    found = (figure_words(figure_lines(part.figures)), part_level(moment.bank, part))
    return " \u00b7 ".join(words for words in found if words) or figures.NONE


def _missing(reader: Reader, old: PartScore | None, new: PartScore | None) -> str:
    if old is None:
        return gettext("Only in the later question bank.")
    if new is None:
        return gettext("Only in the earlier question bank.")
    if not reader.is_split:
        return no_figures(reader, old, new)
    lacking = old if isinstance(old.score, Unscored) else new
    reason = told(lacking.score.reason) if isinstance(lacking.score, Unscored) else ""
    if lacking is old:
        return gettext("No score before: {reason}", reason=reason)
    return gettext("No score after: {reason}", reason=reason)


def _confidence(share: Share) -> str:
    return figures.NONE if isinstance(share, Unscored) else rounded(share, 2)


def _did(split: Split | None, cause: Cause | None = None) -> Fraction | None:
    """Give the whole change, or what one cause did; None where it cannot be said."""
    if split is None:
        return None
    return split.change if cause is None else split.of(cause)


def _points(share: Fraction | None) -> str:
    return figures.NONE if share is None else figures.signed(100 * share, 1)


def _certainty(share: Fraction | None) -> str:
    return figures.NONE if share is None else figures.signed(share, 2)


def _chart(change: Change, parts: tuple[PartChangeLine, ...], prefix: str) -> Chart:
    lines: Mapping[str, PartChangeLine] = {part.code: part for part in parts}
    split = {code: found.score for code, found in change.parts.items() if found.score}
    bars = [
        ChangeBar(lines[code].title, lines[code].change, tuple(_bars(found)))
        for code, found in split.items()
    ]
    title = gettext("What changed the score of each part, in points")
    said = "; ".join(_part_said(lines[code]) for code in split) + "."
    keys = [CauseKey(cause, NAMES[cause]) for cause in change.causes]
    drawn = change_chart(bars, keys, prefix=f"{prefix}-parts", title=title, description=said)
    return Chart(drawn, f"{title}: {said}")


def _bars(split: Split) -> Iterator[tuple[Cause, Fraction]]:
    for cause, share in split.by_cause.items():
        if share:
            yield cause, share


def _part_said(line: PartChangeLine) -> str:
    why = ", ".join(f"{name} {share}" for name, share in line.by_cause if share != "0")
    return f"{line.title} {line.change}" + (f" ({why})" if why else "")
