"""Rules about risk rules: what can never be said, never be reached, or comes out the wrong way."""

from collections.abc import Iterator
from typing import NamedTuple

from assessments.banks.lint.findings import Proof, ProofRule, Witness
from assessments.banks.lint.ground import Ground, answered
from assessments.banks.lint.risk_table import Asked, Table, first, says_none
from assessments.scoring.bank import MultipleQuestion, SingleQuestion
from assessments.scoring.bank_scoring import RiskRules
from assessments.scoring.risk_rules import DEFAULT


class Judged(NamedTuple):
    """A question with its risks from least to greatest, and both tables.

    `any_way` takes the choices as they are marked, `honest` also by their words.
    """

    question: Asked
    risks: tuple[str, ...]
    any_way: Table
    honest: Table

    def said(self, ways: int) -> str:
        """Name the risk of the first of these ways."""
        for rule, fires in zip(self.honest.rules, self.honest.firing, strict=True):
            if fires >> first(ways) & 1:
                return rule.risk
        return "no risk at all, as no rule holds"


def _judged(ground: Ground) -> Iterator[Judged]:
    scoring = ground.bank.scoring
    if not isinstance(scoring, RiskRules):
        return
    risks = tuple(risk.code for risk in scoring.risks)
    for code in ground.bank.section_of:
        question = ground.bank.questions[code]
        if isinstance(question, SingleQuestion | MultipleQuestion) and question.rules:
            tables = [Table(question, by_words=by_words) for by_words in (False, True)]
            if all(table.can_be_tried for table in tables):
                yield Judged(question, risks, *tables)
            else:
                ground.skip()


def _unruled(ground: Ground) -> Iterator[Proof]:
    """Find questions whose answers say no risk, for want of any rule."""
    if not isinstance(ground.bank.scoring, RiskRules):
        return
    for code in ground.bank.section_of:
        question = ground.bank.questions[code]
        if question.kind in {"single", "multiple"} and not getattr(question, "rules", ()):
            path = ground.places[code].path
            yield Proof(path, f"{code} has choices but no rules, so no answer to it says a risk")


def _no_default(ground: Ground) -> Iterator[Proof]:
    for judged in _judged(ground):
        if all(rule.when != DEFAULT for rule in judged.question.rules):
            yield Proof(_rules_at(ground, judged), f"{judged.question.code} has no default rule")


def _idle_default(ground: Ground) -> Iterator[Proof]:
    for judged in _judged(ground):
        for index, rule in enumerate(judged.question.rules):
            if rule.when == DEFAULT and not judged.any_way.firing[index]:
                path = f"{_rules_at(ground, judged)}[{index}]"
                message = "the default rule is never reached: the others cover every answer"
                yield Proof(path, message)


def _idle_rules(ground: Ground) -> Iterator[Proof]:
    for judged in _judged(ground):
        for index, rule in enumerate(judged.question.rules):
            if rule.when == DEFAULT or judged.honest.firing[index]:
                continue
            message = f"the rule {rule.when} never says the risk: no answer makes it the first true"
            if judged.any_way.firing[index]:
                message = f"the rule {rule.when} holds only with “none of …” ticked beside others"
            yield Proof(f"{_rules_at(ground, judged)}[{index}]", message)


def _undecided(ground: Ground) -> Iterator[Proof]:
    for judged in _judged(ground):
        if ways := judged.honest.undecided:
            code = judged.question.code
            message = f"{ways.bit_count()} answers to {code} make no rule true"
            shows = f"With this answer no rule of {code} holds."
            path = _rules_at(ground, judged)
            yield Proof(path, message, _witness(ground, judged, first(ways), shows))


def _best_unreachable(ground: Ground) -> Iterator[Proof]:
    for judged in _judged(ground):
        if judged.honest.at_risk(judged.risks[:1]):
            continue
        code, best = judged.question.code, judged.risks[0]
        way = judged.honest.count - 1 or first(judged.honest.every)
        said = judged.said(1 << way)
        shows = f"With every practice ticked, {code} comes out at {said}, not at {best}."
        message = f"no honest answer to {code} comes out at {best}"
        path = _rules_at(ground, judged)
        yield Proof(path, message, _witness(ground, judged, way, shows))


def _worse_by_more(ground: Ground) -> Iterator[Proof]:
    """Find questions where one more ticked choice says a greater risk."""
    for judged in _judged(ground):
        turn = next(_raising(judged), None)
        if turn is None:
            continue
        code, before, after = turn
        was, now = judged.said(1 << before), judged.said(1 << after)
        shows = f"With {code} ticked the risk is {now} instead of {was}."
        message = f"ticking {code} can raise the risk from {was} to {now}"
        then = {judged.question.code: answered(judged.honest.value(after))}
        witness = _witness(ground, judged, before, shows)
        changed = witness and Witness(witness.answers, shows, then)
        yield Proof(_rules_at(ground, judged), message, changed)


def _raising(judged: Judged) -> Iterator[tuple[str, int, int]]:
    table = judged.honest
    for index in range(1, len(judged.risks)):
        below = table.at_risk(judged.risks[:index])
        above = table.at_risk(judged.risks[index:])
        for code in (*table.free, *table.unnamed):
            for before, after in table.turns(code, below, above):
                yield code, before, after


def _none_in_words(ground: Ground) -> Iterator[Proof]:
    for judged in _judged(ground):
        for index, choice in enumerate(judged.question.choices):
            if judged.question.kind == "multiple" and says_none(choice) and not choice.exclusive:
                path = f"{ground.places[judged.question.code].at('choices')}[{index}]"
                yield Proof(path, f"{choice.code} says “none of …”, but can be ticked with others")


def _idle_choices(ground: Ground) -> Iterator[Proof]:
    """Find choices that never change the risk."""
    for judged in _judged(ground):
        for index, choice in enumerate(judged.question.choices):
            if says_none(choice) or _matters(judged, choice.code):
                continue
            path = f"{ground.places[judged.question.code].at('choices')}[{index}]"
            yield Proof(path, f"ticking {choice.code} or not never changes the risk")


def _matters(judged: Judged, code: str) -> bool:
    table = judged.any_way
    if judged.question.kind == "single":
        return True
    every = [*(table.at_risk([risk]) for risk in judged.risks), table.undecided]
    return any(True for ways in every for _ in table.turns(code, ways, table.every & ~ways))


def _rules_at(ground: Ground, judged: Judged) -> str:
    return ground.places[judged.question.code].at("rules")


def _witness(ground: Ground, judged: Judged, way: int, shows: str) -> Witness | None:
    code = judged.question.code
    shown = ground.showing(code)
    if shown is None:
        return None
    return Witness(ground.complete({**shown, code: judged.honest.value(way)}), shows)


RULES: tuple[ProofRule, ...] = (
    ProofRule("BANK035", "warning", _no_default),
    ProofRule("BANK036", "warning", _idle_default),
    ProofRule("BANK037", "warning", _idle_rules),
    ProofRule("BANK038", "error", _undecided),
    ProofRule("BANK039", "error", _best_unreachable),
    ProofRule("BANK040", "warning", _worse_by_more),
    ProofRule("BANK041", "warning", _none_in_words),
    ProofRule("BANK042", "warning", _idle_choices),
    ProofRule("BANK043", "error", _unruled),
)
