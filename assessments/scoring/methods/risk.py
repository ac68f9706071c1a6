"""Risk rules: the first true rule of a question says its risk; parts and whole carry counts."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from assessments.scoring.answers import State
from assessments.scoring.bank_scoring import RiskRules
from assessments.scoring.kinds.multiple import split
from assessments.scoring.methods.found import AskedPart, Found, Result, Worth, absence
from assessments.scoring.points import tuple_of
from assessments.scoring.risk_rules import first_true
from assessments.scoring.scorecard import Figure, Unit, Unscored
from assessments.scoring.standing import Standing

COUNTS = Unscored("This method counts risks and gives no score.")
# How a question without a risk stands, in the words of the counts.
STATES = {
    State.ANSWERED: ("undecided", "No rule holds"),
    State.DONT_KNOW: ("dont_know", "Don't know"),
    State.UNANSWERED: ("unanswered", "Unanswered"),
    State.NOT_APPLICABLE: ("not_applicable", "Not applicable"),
}
STATE_CODES = frozenset(code for code, _label in STATES.values())


def risk_rules(config: RiskRules, parts: Sequence[AskedPart]) -> Result:
    """Say the risk of every question and count them.

    Source: AWS Well-Architected custom lenses; docs/scoring.md, rule S58.
    """
    every = [standing for part in parts for standing in part.standings]
    return Result(
        _found(config, every),
        {part.planned.code: _found(config, part.standings) for part in parts},
        {
            section.planned.code: _found(config, section.standings)
            for part in parts
            for section in part.sections
        },
        {s.planned.code: Worth(outcome=risk_of(s)) for s in every if s.planned.weight},
    )


def risk_of(standing: Standing) -> str | None:
    """Give the risk of a question; None while it is not answered or where no rule holds."""
    if standing.value is None:
        return None
    value = standing.value
    ticked = {value} if isinstance(value, str) else split(tuple_of(value))[0]
    rule = first_true(getattr(standing.planned.question, "rules", ()), ticked)
    return rule.risk if rule else None


def _found(config: RiskRules, here: Sequence[Standing]) -> Found:
    rows = [standing for standing in here if standing.planned.weight]
    if not rows:
        return Found(absence(here))
    return Found(COUNTS, tuple(_counts(config, rows)))


def _counts(config: RiskRules, rows: Sequence[Standing]) -> Iterator[Figure]:
    """Count every risk, greatest first, and every state; a state nothing is in is left out."""
    named = [risk_of(standing) for standing in rows]
    of = Fraction(len(rows))
    for risk in reversed(config.risks):
        count = Fraction(named.count(risk.code))
        yield Figure(f"risk.{risk.code}", risk.name, count, of, unit=Unit.COUNT)
    without = [row.state for row, risk in zip(rows, named, strict=True) if risk is None]
    for state, (code, label) in STATES.items():
        if state in without:
            yield Figure(code, label, Fraction(without.count(state)), of, unit=Unit.COUNT)
