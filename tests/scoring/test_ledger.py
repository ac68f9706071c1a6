"""The ledgers, made anew from single questions, give every figure of the scorecard exactly."""

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

from assessments.scoring.answers import EvidenceItem
from assessments.scoring.engine import score
from assessments.scoring.ledger import Figure, Omission, Omitted, bound, mean_of, mean_of_whole
from assessments.scoring.ledger_level import (
    CONFIDENCE,
    GateStep,
    GateTest,
    Ground,
    allowed_by,
    floor_steps,
    gate_steps,
    ground_of,
    limits,
)
from assessments.scoring.scorecard import Scorecard
from tests.scoring.random_banks import random_answers, random_bank
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out, said, small_bank

ON = date(2026, 3, 1)
CASES = 600
NOTES = ("", "short", "a note that is long enough to count")
EVIDENCE = (
    EvidenceItem("undated"),
    EvidenceItem("fresh", dated=date(2026, 1, 1)),
    EvidenceItem("old", dated=date(2020, 1, 1)),
)


def supported(chance, answer):
    held = tuple(chance.sample(EVIDENCE, chance.choice((0, 0, 1, 2))))
    return replace(answer, note=chance.choice(NOTES), evidence=held)


@cache
def cases():
    return tuple(_case(seed) for seed in range(CASES))


def _case(seed):
    chance = random.Random(seed)  # noqa: S311 -- the same banks every time
    bank = random_bank(chance)
    said_by = random_answers(chance, bank, 64)
    answers = {code: supported(chance, answer) for code, answer in said_by.items()}
    return bank, answers, score(bank, answers, ON)


def known(share):
    return share if isinstance(share, Fraction) else None


def test_every_sum_is_the_scorecards_figure_on_random_banks():
    seen = dict.fromkeys(Figure, 0)
    for bank, answers, card in cases():
        for part in bank.parts:
            scored = card.parts[part.code]
            stated = {
                **{f: bound(scored.score, f) for f in (Figure.SCORE, Figure.LOW, Figure.HIGH)},
                Figure.COVERAGE: known(scored.coverage),
                Figure.CONFIDENCE: known(scored.confidence),
                Figure.NOT_APPLICABLE: known(scored.not_applicable_share),
            }
            made = {f: mean_of(bank, answers, card, f, part).value for f in Figure}
            assert made == stated
            for section in part.sections:
                found = mean_of(bank, answers, card, Figure.SCORE, section).value
                assert found == bound(scored.sections[section.code].score, Figure.SCORE)
            for figure in Figure:
                seen[figure] += made[figure] not in {None, 0, 1}
    assert min(seen.values()) > CASES / 20


def test_the_sums_of_the_whole_are_the_scorecards_figures_on_random_banks():
    for bank, answers, card in cases():
        made = {f: mean_of_whole(bank, answers, card, f) for f in Figure}
        for figure in (Figure.SCORE, Figure.LOW, Figure.HIGH):
            assert made[figure].value == bound(card.overall, figure)
        assert made[Figure.COVERAGE].value == known(card.coverage)
        assert made[Figure.CONFIDENCE].value == known(card.confidence)


def test_every_question_stands_in_a_sum_or_is_left_out_once():
    for bank, answers, card in cases():
        for part in bank.parts:
            made = mean_of(bank, answers, card, Figure.SCORE, part)
            named = [term.code for term in made.terms] + [each.code for each in made.left_out]
            assert sorted(named) == sorted(question.code for question in part.questions)


def test_floors_gates_and_limits_give_the_level_on_random_banks():
    held = {"floor": 0, "gate": 0, "not_applicable": 0, "highest_level": 0}
    for bank, _answers, card in cases():
        codes = bank.scoring.level_codes
        found = limits(bank, card)
        level = min((each.allows for each in found), key=codes.index, default=None)
        assert level == card.level
        for each in found:
            held[each.kind] += each.allows == level
        for part in bank.parts:
            reached = [step.level for step in floor_steps(bank, card, part) if step.reached]
            assert (reached[-1] if reached else None) == card.parts[part.code].level
        for gate in card.gates:
            assert allowed_by(bank, gate_steps(bank, card, gate)) == (gate.caps_at or codes[-1])
    assert min(held.values()) > 10


def test_the_ground_named_gives_the_confidence_on_random_banks():
    named = dict.fromkeys(Ground, 0)
    for bank, answers, card in cases():
        for code, counted in card.questions.items():
            if counted.confidence is None:
                continue
            answer = answers.get(code, DONT_KNOW)
            ground = ground_of(answer, counted, ON, bank.scoring.evidence_months)
            assert CONFIDENCE[ground] == counted.confidence
            named[ground] += 1
    assert min(named.values()) > CASES / 20


def scored(changes, bank=None) -> tuple[object, dict, Scorecard]:
    bank = bank or small_bank()
    answers = {**FULL, **changes}
    return bank, answers, score(bank, answers, ON)


def test_what_is_left_out_says_why():
    bank, answers, card = scored(
        {"profile.people": said("no"), "value.segments": left_out("there is only one")}
    )
    value, build = bank.parts
    made = mean_of(bank, answers, card, Figure.SCORE, value)
    assert made.left_out == (
        Omission("value.fairness", Omitted.HIDDEN, ("profile.people",)),
        Omission("value.segments", Omitted.NOT_APPLICABLE),
    )
    unscored = mean_of(bank, answers, card, Figure.SCORE, build).left_out
    assert [each.code for each in unscored] == ["build.users", "build.story", "build.since"]
    assert {each.why for each in unscored} == {Omitted.UNSCORED}
    marks = mean_of(bank, answers, card, Figure.NOT_APPLICABLE, value)
    assert [t.code for t in marks.terms if t.factor] == ["value.segments"]


def test_a_hidden_section_names_the_question_that_hides_it():
    bank, answers, card = scored({"profile.route": said(("own",))})
    made = mean_of(bank, answers, card, Figure.SCORE, bank.parts[0])
    assert Omission("value.sold", Omitted.HIDDEN, ("profile.route",)) in made.left_out


def test_a_gate_says_which_of_its_tests_holds():
    bank, _answers, card = scored({"value.goal": said(2), "value.fairness": DONT_KNOW})
    goal, fairness = card.gates
    assert gate_steps(bank, card, goal) == (
        GateStep(GateTest.BELOW, 2, "exploring", holds=False),
        GateStep(GateTest.EXACTLY, 2, "launch_ready", holds=True),
    )
    assert gate_steps(bank, card, fairness) == (GateStep(GateTest.BELOW, 2, "framed", holds=True),)
