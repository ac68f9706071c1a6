"""How far a branch of the mean tree is from its target, and how far it has come since it began."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from assessments.scoring.bank import Question
from assessments.scoring.bank_scoring import MeanTree
from assessments.scoring.methods.found import Bounds
from assessments.scoring.points import has_quality, quality
from assessments.scoring.scorecard import Figure, Share, Unit, Unscored
from assessments.scoring.standing import Reading, Standing

TO_TARGET = "Percentage to target"
TO_DATE = "Progress to date"
NO_TARGET = Unscored("No target has been stated here.")
NO_BASELINE = Unscored("No beginning has been stated here.")
TARGET_NOUGHT = Unscored("Not defined: the target is 0 everywhere.")
TARGET_IS_BASELINE = Unscored("Not defined: the target is where it began.")
NOUGHT = Fraction(0)


class Pairs:
    """What the answers state as the target and the beginning of each question, as shares."""

    def __init__(self, config: MeanTree, reading: Reading) -> None:
        asked, hidden = reading.plan.questions, reading.found.hidden
        shown = {code: value for code, value in reading.values.items() if code not in hidden}
        self.targets = dict(stated(config.targets, asked, shown))
        self.baselines = dict(stated(config.baselines, asked, shown))
        self.asks_target, self.asks_baseline = bool(config.targets), bool(config.baselines)


def stated(
    pairs: Mapping[str, str], questions: Mapping[str, Question], values: Mapping[str, Any]
) -> Iterator[tuple[str, Fraction]]:
    """Give each question's code with the share in 0..1 that the answer beside it states.

    Args:
        pairs: by question, the one that states its target or beginning.
        questions: those of the bank by code.
        values: the answers that say something, without hidden ones.
    """
    for code, other in pairs.items():
        if other in values and has_quality(questions[other]):
            yield code, quality(questions[other], values[other])


def relative_figures(
    pairs: Pairs,
    branch: Callable[[Callable[[Standing], Bounds]], Bounds | None],
    here: Sequence[Standing],
) -> Iterator[Figure]:
    """Give both figures where the bank asks for them, with the reason where one is not defined.

    Args:
        pairs: the targets and beginnings stated.
        branch: gives the mean of the branch for what each question is taken to be worth.
        here: the questions of the branch that count.
    """
    if pairs.asks_target:
        yield Figure("to_target", TO_TARGET, to_target(pairs, here), unit=Unit.PERCENT)
    if pairs.asks_target and pairs.asks_baseline:
        yield Figure("to_date", TO_DATE, to_date(pairs, branch, here), unit=Unit.PERCENT)


def to_target(pairs: Pairs, here: Sequence[Standing]) -> Share:
    """Give 1 - (sum of the gaps) / (sum of the targets), over the questions with a target.

    An answer above its target has no gap; an open one counts as 0.
    """
    aims = [(pairs.targets[s.planned.code], _now(s)) for s in here if _has(pairs.targets, s)]
    if not aims:
        return NO_TARGET
    whole = sum((aim for aim, _ in aims), NOUGHT)
    if not whole:
        return TARGET_NOUGHT
    return 1 - sum((max(NOUGHT, aim - now) for aim, now in aims), NOUGHT) / whole


def to_date(
    pairs: Pairs,
    branch: Callable[[Callable[[Standing], Bounds]], Bounds | None],
    here: Sequence[Standing],
) -> Share:
    """Give (now - beginning) / (target - beginning), each the mean of the branch.

    A question that does not state both counts as it stands in all three.
    """
    both = pairs.targets.keys() & pairs.baselines.keys()
    if not any(_has(pairs.targets, standing) for standing in here):
        return NO_TARGET
    if not any(standing.planned.code in both for standing in here):
        return NO_BASELINE

    def as_if(stated: Mapping[str, Fraction]) -> Fraction:
        found = branch(
            lambda s: _fixed(stated[s.planned.code] if s.planned.code in both else _now(s))
        )
        return found.now if found else NOUGHT

    now, target, baseline = (
        as_if(one) for one in (dict(_nows(here)), pairs.targets, pairs.baselines)
    )
    return TARGET_IS_BASELINE if target == baseline else (now - baseline) / (target - baseline)


def _nows(here: Sequence[Standing]) -> Iterator[tuple[str, Fraction]]:
    return ((standing.planned.code, _now(standing)) for standing in here)


def _has(stated: Mapping[str, Fraction], standing: Standing) -> bool:
    return standing.planned.code in stated


def _fixed(share: Fraction) -> Bounds:
    return Bounds(share, share, share)


def _now(standing: Standing) -> Fraction:
    value = standing.value
    return NOUGHT if value is None else quality(standing.planned.question, value)
