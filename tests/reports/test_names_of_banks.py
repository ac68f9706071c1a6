"""What a bank calls a level or a risk stays so, also where scoring has a word that is spelt alike."""

from datetime import date

import pytest

from assessments.banks.formats.canonical import content_of
from assessments.reports.language import words_in
from assessments.reports.method_words import figure_lines, headline, result_words
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from tests.scoring.method_banks import additive, risk_rules

ON = date(2026, 3, 1)


def scored(bank, said):
    return score(bank, {c: Answer(State.ANSWERED, v) for c, v in said.items()}, on=ON)


@pytest.mark.parametrize(("plan", "name"), [("plan_0", "Low"), ("plan_2", "High")])
def test_a_band_keeps_its_name(plan, name):
    bank = additive()
    choices = [one.code for one in bank.questions["care.plan"].choices]
    card = scored(bank, {"care.plan": choices[int(plan[-1])]})
    with words_in("de"):
        assert result_words(bank, card) == name


def test_a_risk_keeps_its_name_and_words_of_scoring_are_german():
    content = content_of(risk_rules())
    for risk, name in zip(content["scoring"]["risks"], ("Low", "Medium", "High"), strict=True):
        risk["name"] = name
    bank = Bank.model_validate(content)
    card = scored(bank, {})
    with words_in("de"):
        names = {line.code: line.name for line in figure_lines(card.figures)}
        assert [names[f"risk.{one}"] for one in ("none", "medium", "high")] == [
            *("Low", "Medium", "High")
        ]
        assert "High" in headline(bank, card)
        assert "Unbeantwortet" in " ".join(names.values())
        assert result_words(bank, card) != "No risk said yet"
