"""Rules about a better answer that lowers the result, all other answers being the same."""

from collections.abc import Iterator

from assessments.banks.lint.better_level import gate_drop, level_drop
from assessments.banks.lint.better_score import Kept, score_drop
from assessments.banks.lint.findings import Proof, ProofRule, Witness
from assessments.banks.lint.ground import Ground
from assessments.banks.lint.turns import Drop, turns_of


def _lower_level(ground: Ground) -> Iterator[Proof]:
    _note_bounds(ground)
    for code in ground.planned:
        drop = gate_drop(ground, code) or _first_level_drop(ground, code)
        if drop is not None:
            message = f"a better answer to {code} can lower the readiness level"
            yield Proof(_path(ground, code), message, _witness(code, drop, "level"))


def _lower_score(ground: Ground) -> Iterator[Proof]:
    _note_bounds(ground)
    kept: Kept = {}
    for code in _deciding(ground):
        found = (score_drop(ground, turn, kept) for turn in turns_of(ground, code))
        drop = next((one for one in found if one is not None), None)
        if drop is not None:
            message = f"a better answer to {code} can lower the overall score"
            yield Proof(_path(ground, code), message, _witness(code, drop, "overall score"))


def _note_bounds(ground: Ground) -> None:
    """Where some parts have no exact cases, what can be combined with them is not known."""
    if None in ground.worlds.outcomes:
        ground.skip()


def _first_level_drop(ground: Ground, code: str) -> Drop | None:
    if code not in ground.worlds.problem.found.compares:
        return None
    found = (level_drop(ground, turn) for turn in turns_of(ground, code))
    return next((one for one in found if one is not None), None)


def _deciding(ground: Ground) -> list[str]:
    compares = ground.worlds.problem.found.compares
    return [code for code in ground.planned if code in compares]


def _path(ground: Ground, code: str) -> str:
    return ground.places[code].path


def _witness(code: str, drop: Drop, what: str) -> Witness:
    answers, then = drop
    opened = len(then) - 1
    more = f" and {opened} more that it opens" if opened else ""
    shows = f"The better answer to {code}{more} brings a lower {what} than before."
    return Witness(answers, shows, then)


RULES: tuple[ProofRule, ...] = (
    ProofRule("BANK027", "warning", _lower_level),
    ProofRule("BANK028", "warning", _lower_score),
)
