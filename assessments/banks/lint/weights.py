"""Rules about weights that drown a part or a question, or let one question drown all others."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Final

from assessments.banks.lint.findings import Proof, ProofRule, Witness
from assessments.banks.lint.ground import Ground, Pick
from assessments.scoring.answers import Answers, Value
from assessments.scoring.engine import score
from assessments.scoring.plan import PlannedPart
from assessments.scoring.scorecard import Range, Score, Scorecard

# Scores are shown from 0 to 100: whoever moves one by less than a point is not seen in it.
LEAST_SEEN: Final = Fraction(1, 100)
# A weight under this share of the average of its part is light.
LIGHT: Final = Fraction(1, 10)
FEWEST_OTHERS: Final = 3
# To score all answers twice takes as many looks at each question.
SCORED: Final = 20
# Without evidence every day gives the same score.
ANY_DAY: Final = date(2000, 1, 1)


def _drowned_parts(ground: Ground) -> Iterator[Proof]:
    whole = sum(part.weight for part in ground.plan.parts if _counting(part))
    for part in ground.plan.parts:
        codes = _counting(part)
        if codes and Fraction(part.weight, whole) < LEAST_SEEN:
            found = _unseen(ground, codes, lambda card: card.overall)
            if found is not None:
                path = f"scoring.part_weights.{part.code}"
                message = f"from worst to best {part.code} moves the overall score by under 1 point"
                yield Proof(path, message, found)


def _drowned_questions(ground: Ground) -> Iterator[Proof]:
    for part, code, least in _in_parts(ground):
        if ground.planned[code].weight >= least:
            continue
        found = _unseen(ground, [code], partial(_part_score, part))
        if found is not None:
            message = f"from worst to best {code} moves the score of {part} by under 1 point"
            yield Proof(ground.places[code].at("weight"), message, found)


def _drowning(ground: Ground) -> Iterator[Proof]:
    for part in ground.plan.parts:
        codes = _counting(part)
        heaviest = max(codes, key=lambda code: ground.planned[code].weight, default="")
        whole = sum(ground.planned[code].weight for code in codes)
        if len(codes) <= FEWEST_OTHERS or 2 * ground.planned[heaviest].weight <= whole:
            continue
        answers = ground.complete(_said(ground, [heaviest], max), min)
        if _share(_score(ground, answers).parts[part.code].score) > Fraction(1, 2):
            message = f"{heaviest} weighs more than all other questions of {part.code} together"
            shows = (
                f"The worst answers to all else, and {part.code} still has over half its points."
            )
            path = ground.places[heaviest].at("weight")
            yield Proof(path, message, Witness(answers, shows))


def _counting(part: PlannedPart) -> list[str]:
    return [q.code for section in part.sections for q in section.questions if q.weight]


def _in_parts(ground: Ground) -> Iterator[tuple[str, str, Fraction]]:
    """Give each question that scores with its part and the weight below which it is drowned there.

    In a part of very many questions none is seen alone, so it has to be light among them as well.
    """
    for part in ground.plan.parts:
        codes = _counting(part)
        whole = sum(ground.planned[code].weight for code in codes)
        least = min(whole * LEAST_SEEN, Fraction(whole, len(codes) or 1) * LIGHT)
        yield from ((part.code, code, least) for code in codes)


def _unseen(
    ground: Ground, codes: Sequence[str], figure: Callable[[Scorecard], Score]
) -> Witness | None:
    """Give answers with which going from worst to best there is not seen, all else at best."""
    ground.spend(SCORED * len(ground.bank.questions))
    low = ground.complete(_said(ground, codes, min))
    high = ground.complete(_said(ground, codes, max))
    moved = _share(figure(_score(ground, high))) - _share(figure(_score(ground, low)))
    if not 0 <= moved < LEAST_SEEN:
        return None
    then = {code: one for code, one in high.items() if low.get(code) != one}
    return Witness(low, "The best answers there instead of the worst add less than 1 point.", then)


def _said(ground: Ground, codes: Sequence[str], pick: Pick) -> dict[str, Value]:
    said: dict[str, Value] = {}
    for code in codes:
        said |= {**(ground.showing(code) or {}), code: ground.picked(code, pick)}
    return said


def _score(ground: Ground, answers: Answers) -> Scorecard:
    return score(ground.bank, answers, ANY_DAY)


def _part_score(part: str, card: Scorecard) -> Score:
    return card.parts[part].score


def _share(found: Score) -> Fraction:
    return found.score if isinstance(found, Range) else Fraction(0)


RULES: tuple[ProofRule, ...] = (
    ProofRule("BANK029", "warning", _drowned_parts),
    ProofRule("BANK030", "warning", _drowned_questions),
    ProofRule("BANK031", "warning", _drowning),
)
