"""Rules about answers that can never matter: to no score, no condition and no level aimed at."""

from collections.abc import Iterator

from assessments.banks.lint.findings import Proof, ProofRule, Witness
from assessments.banks.lint.ground import Ground, answered
from assessments.scoring.bank import Choice, SingleQuestion
from assessments.scoring.conditions import Compare, truth
from assessments.scoring.engine import TARGET_QUESTION

TOLD_APART = frozenset({"single", "multiple", "boolean"})


def _same_choices(ground: Ground) -> Iterator[Proof]:
    """Find a choice that counts as an earlier one of the same question does, whatever is said."""
    for question in ground.bank.questions.values():
        if not isinstance(question, SingleQuestion) or question.code not in ground.planned:
            continue
        compares = ground.compares.get(question.code, ())
        first: dict[object, Choice] = {}
        for index, choice in enumerate(question.choices):
            known = first.setdefault(_effect(question.code, choice, compares), choice)
            if known is not choice:
                path = f"{ground.places[question.code].at('choices')}[{index}]"
                message = f"choice {choice.code} counts exactly as {known.code} does"
                yield Proof(path, message, _swapped(ground, question, known, choice))


def _effect(code: str, choice: Choice, compares: tuple[Compare, ...]) -> object:
    values = {code: choice.code}
    return choice.score, tuple(truth(compare, values) for compare in compares)


def _swapped(
    ground: Ground, question: SingleQuestion, known: Choice, other: Choice
) -> Witness | None:
    shown = ground.showing(question.code)
    if shown is None:
        return None
    answers = ground.complete({**shown, question.code: known.code})
    return Witness(
        answers,
        f"With {other.code} instead of {known.code} the result is the same.",
        {question.code: answered(other.code)},
    )


def _idle_questions(ground: Ground) -> Iterator[Proof]:
    """Find a question with choices whose answer nothing looks at."""
    for code, question in ground.bank.questions.items():
        idle = code not in ground.planned and code not in ground.compares
        if idle and question.kind in TOLD_APART and code != TARGET_QUESTION:
            message = f"no answer to {code} matters: it has no score, and no condition looks at it"
            yield Proof(ground.places[code].path, message)


RULES: tuple[ProofRule, ...] = (
    ProofRule("BANK032", "warning", _same_choices),
    ProofRule("BANK033", "warning", _idle_questions),
)
