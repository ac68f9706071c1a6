"""What the lint proves about a bank is what trying every set of answers finds."""

from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest

from assessments.banks.lint import Finding, lint
from assessments.scoring.answers import Answer
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.kinds import rules_of
from assessments.scoring.scorecard import GateState, Range, Scorecard
from assessments.scoring.visibility import visible
from tests.banks.test_lint import BREAKS, clean_content
from tests.banks.tiny_banks import every_answer, tiny_bank

ON = date(2026, 3, 1)
CASES = 300
PASSED = {GateState.PASSED, GateState.UNSUPPORTED}
Tried = list[tuple[dict[str, Answer], Scorecard]]


@cache
def case(seed: int) -> tuple[Bank, Tried, tuple[Finding, ...]]:
    bank = tiny_bank(Random(seed))  # noqa: S311 -- a seed, no secret
    tried = [(answers, score(bank, answers, ON)) for answers in every_answer(bank)]
    return bank, tried, tuple(lint(bank))


def paths(findings: tuple[Finding, ...], rule: str) -> set[str]:
    return {finding.path for finding in findings if finding.id == rule}


def place(bank: Bank, code: str) -> str:
    """Give the path of a question in the file."""
    for p, part in enumerate(bank.parts):
        for s, section in enumerate(part.sections):
            for q, question in enumerate(section.questions):
                if question.code == code:
                    return f"parts[{p}].sections[{s}].questions[{q}]"
    raise LookupError(code)


def level_of(bank: Bank, card: Scorecard) -> int:
    return -1 if card.level is None else bank.scoring.level_codes.index(card.level)


def test_a_best_level_or_any_level_nobody_reaches_is_found_in_three_hundred_banks() -> None:
    counts = [0, 0]
    for seed in range(CASES):
        bank, tried, found = case(seed)
        codes = bank.scoring.level_codes
        best = bank.scoring.highest_level or codes[-1]
        reached = {card.level for _, card in tried}
        assert bool(paths(found, "BANK023")) == (best not in reached), seed
        below = codes[: max(level_of(bank, card) for _, card in tried) + 1]
        skipped = {f"scoring.levels[{codes.index(one)}]" for one in below if one not in reached}
        assert paths(found, "BANK024") == skipped, seed
        counts[0] += best not in reached
        counts[1] += bool(skipped)
    assert min(counts) > 30
    assert counts[0] < CASES - 30


def test_gates_that_never_pass_and_never_fail_are_found_in_three_hundred_banks() -> None:
    counts = [0, 0]
    for seed in range(CASES):
        bank, tried, found = case(seed)
        states: dict[str, set[GateState]] = {}
        for _, card in tried:
            for gate in card.gates:
                states.setdefault(gate.code, set()).add(gate.state)
        never = {f"{place(bank, code)}.gate" for code, seen in states.items() if not seen & PASSED}
        always = {f"{place(bank, code)}.gate" for code, seen in states.items() if seen <= PASSED}
        assert paths(found, "BANK025") == never, seed
        assert paths(found, "BANK026") == always, seed
        counts[0] += len(never)
        counts[1] += len(always)
    assert min(counts) > 10


def lowered(bank: Bank, tried: Tried) -> tuple[set[str], set[str]]:
    """Find the questions to which some better answer lowers the level, or the overall score."""
    cards = {tuple(answers[code].value for code in bank.questions): card for answers, card in tried}
    level, overall = set(), set()
    for index, (code, question) in enumerate(bank.questions.items()):
        shares = {key[index]: rules_of(question).share(question, key[index]) for key in cards}
        for key, card in cards.items():
            if code not in card.questions or code in card.hidden:
                continue
            for value, share in shares.items():
                if share <= shares[key[index]]:
                    continue
                after = cards[*key[:index], value, *key[index + 1 :]]
                if level_of(bank, after) < level_of(bank, card):
                    level.add(code)
                if after.overall.score < card.overall.score:
                    overall.add(code)
    return level, overall


def test_better_answers_that_lower_the_result_are_found_in_three_hundred_banks() -> None:
    counts = [0, 0]
    for seed in range(CASES):
        bank, tried, found = case(seed)
        level, overall = lowered(bank, tried)
        assert paths(found, "BANK027") == {place(bank, code) for code in level}, seed
        assert paths(found, "BANK028") == {place(bank, code) for code in overall}, seed
        counts[0] += len(level)
        counts[1] += len(overall)
    assert min(counts) > 30


def test_conditions_that_decide_nothing_are_found_in_three_hundred_banks() -> None:
    counts = [0, 0]
    for seed in range(CASES):
        bank, tried, found = case(seed)
        shown = [visible(bank, answers).hidden for answers, _ in tried]
        never, always = set(), set()
        for code, (part, _) in bank.section_of.items():
            question = bank.questions[code]
            open_to_it = [hidden for hidden in shown if part.code not in hidden]
            if question.show_if is None or not open_to_it:
                continue
            if all(code in hidden for hidden in open_to_it):
                never.add(f"{place(bank, code)}.show_if")
            if not any(code in hidden for hidden in open_to_it):
                always.add(f"{place(bank, code)}.show_if")
        assert questions_only(paths(found, "BANK020")) == never, seed
        assert questions_only(paths(found, "BANK021")) == always, seed
        counts[0] += len(never)
        counts[1] += len(always)
    assert min(counts) > 3


def questions_only(found: set[str]) -> set[str]:
    return {path for path in found if "questions[" in path}


def test_every_witness_shows_what_its_finding_claims_once_it_is_scored() -> None:
    shown: dict[str, int] = {}
    for seed in range(CASES):
        bank, _, found = case(seed)
        for finding in found:
            if finding.witness is not None:
                before = score(bank, finding.witness.answers, ON)
                after = score(bank, finding.witness.after, ON)
                assert CLAIMS[finding.id](bank, finding, before, after), (seed, finding)
                shown[finding.id] = shown.get(finding.id, 0) + 1
    for rule in ("BANK020", "BANK023", "BANK024", "BANK025", "BANK026", "BANK027", "BANK028"):
        assert shown.get(rule, 0) > 3, rule
        assert all(f.witness for s in range(CASES) for f in case(s)[2] if f.id == rule), rule


@pytest.mark.parametrize("rule", ["BANK029", "BANK030", "BANK031", "BANK032"])
def test_witnesses_about_weights_and_choices_show_it_too(rule: str) -> None:
    content = clean_content()
    next(break_it for broken, _, break_it in BREAKS if broken == rule)(content)
    bank = Bank.model_validate(content)
    (finding,) = [found for found in lint(bank) if found.id == rule]
    assert finding.witness is not None
    before, after = (
        score(bank, said, ON) for said in (finding.witness.answers, finding.witness.after)
    )
    assert CLAIMS[rule](bank, finding, before, after)


def _is_hidden(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    return any(one in before.hidden for one in _codes(bank, finding.path))


def _codes(bank: Bank, path: str) -> list[str]:
    content: Any = bank.model_dump()
    for step in path.rsplit(".", 1)[0].replace("[", ".").replace("]", "").split("."):
        content = content[int(step)] if step.isdigit() else content[step]
    return [content["code"]]


def _below_best(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    best = bank.scoring.highest_level or bank.scoring.level_codes[-1]
    return level_of(bank, before) < bank.scoring.level_codes.index(best)


def _above_it(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    return level_of(bank, before) > int(finding.path.rsplit("[", 1)[1].rstrip("]"))


def _gate_state(bank: Bank, finding: Finding, card: Scorecard) -> GateState:
    (code,) = _codes(bank, finding.path)
    return next(gate.state for gate in card.gates if gate.code == code)


def _overall(card: Scorecard) -> Any:
    assert isinstance(card.overall, Range)
    return card.overall.score


def _stays_failed(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    return _gate_state(bank, finding, before) not in PASSED


def _passes(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    return _gate_state(bank, finding, before) in PASSED


def _level_falls(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    return level_of(bank, after) < level_of(bank, before)


def _score_falls(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    return bool(_overall(after) < _overall(before))


def _whole_is_still(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    moved = _overall(after) - _overall(before)
    part = finding.path.rsplit(".", 1)[1]
    return bool(0 <= 100 * moved < 1 and before.parts[part].score != after.parts[part].score)


def _part_is_still(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    (code,) = _codes(bank, finding.path)
    part = bank.section_of[code][0].code
    ends = [card.parts[part].score for card in (before, after)]
    moved = ends[1].score - ends[0].score
    return 0 < 100 * moved < 1 and before.questions[code].share != after.questions[code].share


def _drowns(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    scores = [part.score for part in before.parts.values()]
    return any(isinstance(score, Range) and 2 * score.score > 1 for score in scores)


def _stays(bank: Bank, finding: Finding, before: Scorecard, after: Scorecard) -> bool:
    return (before.level, before.parts) == (after.level, after.parts)


CLAIMS: dict[str, Any] = {
    "BANK020": _is_hidden,
    "BANK023": _below_best,
    "BANK024": _above_it,
    "BANK025": _stays_failed,
    "BANK026": _passes,
    "BANK027": _level_falls,
    "BANK028": _score_falls,
    "BANK029": _whole_is_still,
    "BANK030": _part_is_still,
    "BANK031": _drowns,
    "BANK032": _stays,
}
