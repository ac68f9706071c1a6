"""Reads of scenarios, and their answers as values; who sees the assessment sees its scenarios."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from assessments.answers.models import Assessment, Scenario
from assessments.answers.permissions import can_see_scenarios
from assessments.scoring.answers import Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.what_if import Tried, fitting


def scenarios_of(assessment: Assessment) -> QuerySet[Scenario]:
    """Give the scenarios, newest first, without their answers; none before a reveal (1 query)."""
    rows = Scenario.objects.filter(assessment=assessment)
    rows = rows if can_see_scenarios(assessment) else rows.none()
    return rows.select_related("made_by").defer("tried", "present").order_by("-pk")


def scenario_for(assessment: Assessment, pk: int) -> Scenario:
    """Give one scenario of an assessment the actor sees (1 query).

    Raises:
        Scenario.DoesNotExist: there is none with this id.
    """
    return scenarios_of(assessment).defer(None).get(pk=pk)


def tried_in(scenario: Scenario, bank: Bank) -> dict[str, Tried]:
    """Give what the scenario tries; of another bank version only what fits this one."""
    return fitting(bank, {code: _read(one) for code, one in scenario.tried.items()})


def as_kept(tried: Mapping[str, Tried]) -> dict[str, list[Any]]:
    """Give changes as plain JSON: state and value by question code."""
    return {code: [one.state.value, _plain(one.value)] for code, one in sorted(tried.items())}


def present_as_kept(answers: Answers) -> dict[str, list[Any]]:
    """Give all answers as plain JSON, without notes, reasons and evidence."""
    said = {code: a for code, a in answers.items() if a.state is not State.UNANSWERED}
    return {code: [a.state.value, _plain(a.value)] for code, a in sorted(said.items())}


def changed_since(scenario: Scenario, answers: Answers) -> dict[str, Tried]:
    """Give what the questions answered differently by now said when the scenario was made."""
    before, now = scenario.present, present_as_kept(answers)
    codes = [code for code in {**before, **now} if before.get(code) != now.get(code)]
    unsaid = [State.UNANSWERED.value, None]
    return {code: _read(before.get(code, unsaid)) for code in codes}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _read(kept: list[Any]) -> Tried:
    state, value = kept
    return Tried(State(state), tuple(value) if isinstance(value, list) else value)
