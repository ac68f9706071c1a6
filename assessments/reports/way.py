"""The least effort to a level, now and with what is tried, in words."""

from dataclasses import dataclass

from assessments.reports.ledger_words import question_label
from assessments.reports.move_words import answer_words, days_words
from assessments.reports.result import Scored
from assessments.scoring.display import level_name
from assessments.scoring.outlook.path import Move, Path, Terms, least_effort


@dataclass(frozen=True, slots=True)
class Way:
    """What it takes to a level at least; `moves` are the answers to better from what is tried."""

    level: str
    now: str
    then: str
    moves: tuple[str, ...]


def way_to(now: Scored, then: Scored, target: str, terms: Terms) -> Way:
    """Find the cheapest way to a level from the present answers and from those tried.

    Args:
        now: the present answers, scored.
        then: the tried answers, scored.
        target: code of a level of the bank.
        terms: what the team says about single questions.
    """
    paths = [least_effort(one.bank, one.answers, target, terms) for one in (now, then)]
    return Way(
        level=level_name(now.bank, target) or "",
        now=_words(paths[0]),
        then=_words(paths[1]),
        moves=tuple(_move(then, move) for move in paths[1].moves),
    )


def _words(path: Path) -> str:
    if path.effort is None:
        return "No way is found" if not path.is_proven else "Cannot be reached"
    if not path.moves:
        return "Reached"
    answers = "1 answer" if len(path.moves) == 1 else f"{len(path.moves)} answers"
    found = f"{days_words(path.effort)} in {answers}"
    if path.is_proven:
        return found
    if path.bound:
        return f"{found}; any way takes at least {days_words(path.bound)}"
    return f"{found}; there may be a cheaper way"


def _move(then: Scored, move: Move) -> str:
    question = then.bank.questions[move.code]
    step = f"{answer_words(question, move.before)} \u2192 {answer_words(question, move.value)}"
    return f"{question_label(then, move.code)}: {step}"
