"""Rules about readiness levels that no honest answers come out at."""

from collections.abc import Iterator

from assessments.banks.lint.findings import Proof, ProofRule, Witness
from assessments.banks.lint.ground import Ground
from assessments.banks.lint.reaching import reaching
from assessments.scoring.answers import Answers


def _best_unreachable(ground: Ground) -> Iterator[Proof]:
    best, codes = ground.best, ground.plan.codes
    possible = ground.reach.whole.levels
    if codes[best] in possible:
        _note_bound(ground)
        return
    path = "scoring.levels" if ground.best == ground.plan.top else "scoring.highest_level"
    if not possible:
        message = "no answers give any level: nothing that scores can be asked"
        yield Proof(path, message, Witness(ground.complete({}), "These answers have no level."))
        return
    reached = ground.plan.levels[possible[-1]]
    message = f"no complete answers reach {codes[best]}; the best that can be had is {possible[-1]}"
    answers = reaching(ground, reached)
    shows = f"No answers come out better than these, at {possible[-1]}."
    yield Proof(path, message, _witness(answers, shows))


def _note_bound(ground: Ground) -> bool:
    """Say whether the levels possible are only a bound, and note that."""
    if not ground.reach.exact:
        ground.skip()
    return not ground.reach.exact


def _skipped_levels(ground: Ground) -> Iterator[Proof]:
    """Find the levels below the best one reached at which no answers come out."""
    if _note_bound(ground):
        return
    possible, codes = ground.reach.whole.levels, ground.plan.codes
    for index in range(ground.plan.levels[possible[-1]] if possible else 0):
        if codes[index] not in possible:
            shows = f"These answers have all that {codes[index]} asks for, and come out above it."
            message = f"no complete answers come out at {codes[index]}"
            witness = _witness(reaching(ground, index), shows)
            yield Proof(f"scoring.levels[{index}]", message, witness)


def _witness(answers: Answers | None, shows: str) -> Witness | None:
    return None if answers is None else Witness(answers, shows)


RULES: tuple[ProofRule, ...] = (
    ProofRule("BANK023", "error", _best_unreachable),
    ProofRule("BANK024", "warning", _skipped_levels),
)
