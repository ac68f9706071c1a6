"""How sure a result is: what it may still become, and which open questions decide about that."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.reports.figures import NONE, STATES, gain_words
from assessments.reports.numbering import numbers_of
from assessments.scoring.answers import Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.display import level_name, percent
from assessments.scoring.outlook.completions import Extent
from assessments.scoring.outlook.deciding import Deciding, outlook

MOST_DECIDING = 5


@dataclass(frozen=True, slots=True)
class ExtentLine:
    """One part, or the whole, in words."""

    name: str
    lowest: str
    highest: str
    levels: str


@dataclass(frozen=True, slots=True)
class DecidingLine:
    title: str
    section: str
    code: str
    closes: str
    state: str


@dataclass(frozen=True, slots=True)
class OutlookView:
    """The range of the whole and of each part, and the questions that decide most."""

    whole: ExtentLine
    parts: Sequence[ExtentLine]
    deciding: Sequence[DecidingLine]
    count: int
    is_exact: bool


def outlook_view(bank: Bank, answers: Answers) -> OutlookView | None:
    """Lay out the range; None where every question that counts is answered (no query).

    None too for a method whose completions are not worked out.
    """
    if not bank.is_weighted:
        return None
    found = outlook(bank, answers)
    if not found.deciding:
        return None
    reach = found.reach
    return OutlookView(
        whole=_extent(bank, _("The whole"), reach.whole),
        parts=[
            _extent(bank, part.short_title or part.title, reach.parts[part.code])
            for part in bank.parts
        ],
        deciding=[_deciding(bank, one) for one in found.deciding[:MOST_DECIDING] if one.closes],
        count=len(found.deciding),
        is_exact=reach.exact,
    )


def _extent(bank: Bank, name: str, extent: Extent) -> ExtentLine:
    if extent.low is None or extent.high is None:
        return ExtentLine(name, NONE, NONE, _("No score"))
    levels = [level_name(bank, code) or "" for code in extent.levels]
    if not extent.always_scored:
        levels.append(_("or no score"))
    return ExtentLine(name, percent(extent.low), percent(extent.high), ", ".join(levels))


def _deciding(bank: Bank, one: Deciding) -> DecidingLine:
    place = numbers_of(bank).places[one.code]
    state = _("Not agreed") if one.state is State.ANSWERED else STATES[one.state]
    title = f"{place.number} {bank.questions[one.code].title}"
    return DecidingLine(title, place.section, one.code, gain_words(one.closes)[1:], state)
