"""Every set of improvements of a random bank, tried one by one by the words of the rules."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from typing import Any

from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.engine import score
from assessments.scoring.kinds import rules_of
from assessments.scoring.kinds.multiple import split
from assessments.scoring.outlook.path import Path, Terms
from assessments.scoring.visibility import offers_not_applicable, visible
from tests.scoring.random_banks import all_values, random_answers, random_bank
from tests.scoring.small_bank import said

ON = date(2026, 3, 1)
MOST = 100
STAY = "stay"
Tried = list[tuple[dict[str, Any], Fraction, str | None]]


def cost(question: Question, before: Any, after: Any, own: Any) -> Fraction:
    """Give the person-days of one improvement, by the words of rule S48."""
    stated = own if own is not None else getattr(question, "effort", ())
    if question.kind == "rubric":
        steps = stated or [1] * (len(question.levels) - 1)
        return sum((Fraction(step) for step in steps[before or 0 : after]), Fraction(0))
    figure = Fraction(stated[0]) if isinstance(stated, tuple) and stated else Fraction(stated or 1)
    if question.kind != "multiple":
        return figure
    return figure * len(split(after)[0] - (split(before)[0] if before else frozenset()))


def better(question: Question, before: Any) -> list[Any]:
    """List the answers above the present one that a team can come to from it."""
    rules = rules_of(question)
    if not rules.scored(question):
        return []
    now = 0 if before is None else rules.share(question, before)
    found = [value for value in all_values(question) if rules.share(question, value) > now]
    if question.kind != "multiple":
        return found
    ticked, marked = split(before or ())
    kept = {code for code in ticked if not question.by_code[code].exclusive}
    return [v for v in found if kept <= split(v)[0] and split(v)[1] == marked]


def free_questions(chance: Random, bank: Bank, answers: Answers) -> dict[str, list[Any]]:
    """Pick questions of the parts to better, so that trying everything stays within bounds."""
    free: dict[str, list[Any]] = {}
    room = MOST
    for code in sorted(bank.section_of, key=lambda _code: chance.random()):
        answer = answers.get(code, Answer())
        before = answer.value if answer.state is State.ANSWERED else None
        values = better(bank.questions[code], before)
        if values and len(values) < room:
            room //= len(values) + 1
            free[code] = values
    return free


def all_plans(bank: Bank, answers: Answers, free: Mapping[str, Any], own: Any) -> Iterator[Any]:
    """Try every set of improvements; one that answers what a mark leaves out is none."""
    for picked in product(*([STAY, *values] for values in free.values())):
        moved = {c: v for c, v in zip(free, picked, strict=True) if v != STAY}
        tried = {**answers, **{code: said(value) for code, value in moved.items()}}
        found = visible(bank, tried)
        marks = [c for c in moved if answers.get(c, Answer()).state is State.NOT_APPLICABLE]
        if any(
            found.shows(code) and offers_not_applicable(bank.questions[code], found.values)
            for code in marks
        ):
            continue
        effort = sum(
            (
                cost(bank.questions[code], before(answers, code), value, own.get(code))
                for code, value in moved.items()
            ),
            Fraction(0),
        )
        yield moved, effort, score(bank, tried, ON).level


def before(answers: Answers, code: str) -> Any:
    answer = answers.get(code, Answer())
    return answer.value if answer.state is State.ANSWERED else None


def is_at_level(bank: Bank, code: str, value: Any, target: str) -> bool:
    """Say whether an answer has reached what the level wants, by the words of rule S48."""
    if value is None:
        return False
    question, levels = bank.questions[code], bank.scoring.level_codes
    rules = rules_of(question)
    share, top = rules.share(question, value), rules.top(question)
    gate = question.gate
    if gate is not None:
        caps = [gate.caps_at] if share * top < gate.fails_below else []
        if gate.exactly and share * top == gate.exactly.level:
            caps.append(gate.exactly.caps_at)
        if any(levels.index(cap) < levels.index(target) for cap in caps):
            return False
    aim = {"low": 0, "mid": 2, "high": 3, "top": 4}[target]
    return share >= min(Fraction(aim, top), rules.best(question))


@cache
def case(seed: int) -> tuple[Bank, dict[str, Answer], Terms, Tried]:
    chance = Random(seed)  # noqa: S311 -- a seed, no secret
    bank = random_bank(chance)
    answers = random_answers(chance, bank, 500)
    free = free_questions(chance, bank, answers)
    own = {}
    for code in free:
        question = bank.questions[code]
        if chance.random() < 0.2:
            count = len(question.levels) - 1 if question.kind == "rubric" else 1
            own[code] = tuple(Fraction(chance.randint(1, 12), 4) for _ in range(count))
    fixed = frozenset(code for code in bank.questions if code not in free)
    terms = Terms(fixed, own, beyond=chance.random() < 0.5)
    return bank, answers, terms, list(all_plans(bank, answers, free, own))


def allowed(seed: int, target: str) -> Iterator[tuple[dict[str, Any], Fraction]]:
    """Give the plans that reach the target and leave alone what is at level."""
    bank, answers, terms, found = case(seed)
    levels = bank.scoring.level_codes
    left_alone = {
        code
        for code in bank.section_of
        if not terms.beyond
        and rules_of(bank.questions[code]).scored(bank.questions[code])
        and is_at_level(bank, code, before(answers, code), target)
    }
    for moved, effort, level in found:
        reached = level is not None and levels.index(level) >= levels.index(target)
        if reached and not left_alone & moved.keys():
            yield moved, effort


def reaches(bank: Bank, answers: Answers, path: Path) -> bool:
    """Say whether the result comes up to the level a path leads to, once all its moves are made."""
    after = {**answers, **{move.code: said(move.value) for move in path.moves}}
    levels = bank.scoring.level_codes
    level = score(bank, after, ON).level
    return level is not None and levels.index(level) >= levels.index(path.target)
