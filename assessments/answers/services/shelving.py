"""Moves what belongs to a question under another code: on a shelf, back, or to its new code.

Rows never change but for their code, so that nothing of them is lost: answers with their history,
evidence, talk, assignments, actions and terms of the path.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.db.models import Case, Model, QuerySet, Value, When

from assessments.answers.models import (
    ActionItem,
    Answer,
    Assessment,
    Assignment,
    BankMove,
    Comment,
    Evidence,
    KeptAside,
    PathTerm,
)
from assessments.answers.shelf import standing
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import Answer as Said
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank
from assessments.scoring.causes import fits

QUESTION: Final = Assignment.Place.QUESTION.value
UNDER_WAY: Final = (ActionItem.ActionState.TO_DO, ActionItem.ActionState.DOING)
_FREE: Final[tuple[type[Model], ...]] = (Evidence, Comment)


def recode_answers(assessment: Assessment, codes: Mapping[str, str]) -> None:
    """Give the registers of these codes their new ones (1 query, none for no code)."""
    if codes:
        _recode(Answer.objects.filter(assessment=assessment), "question_code", codes)


def recode_belongings(assessment: Assessment, codes: Mapping[str, str]) -> None:
    """Give all else that belongs to these questions its new code (8 queries, none for no code).

    What would stand twice where only one may stays where it is: an assignment of somebody who has
    the question already, a second action under way, a second term of the path.
    """
    if not codes:
        return
    for model in _FREE:
        rows = model._default_manager.filter(assessment=assessment)  # noqa: SLF001 -- Django's public API for managers
        _recode(rows, "question_code", codes)
    _recode_single(assessment, codes)


def _recode_single(assessment: Assessment, codes: Mapping[str, str]) -> None:
    given = Assignment.objects.filter(assessment=assessment, place=QUESTION)
    there = set(given.filter(code__in=codes.values()).values_list("code", "person_id"))
    coming = given.filter(code__in=codes).values_list("pk", "code", "person_id")
    fine = [pk for pk, code, person in coming if (codes[code], person) not in there]
    _recode(given.filter(pk__in=fine), "code", codes)
    actions = ActionItem.objects.filter(assessment=assessment)
    busy = set(_codes(actions.filter(state__in=UNDER_WAY), codes.values()))
    waits = [code for code, new in codes.items() if new in busy]
    staying = actions.filter(state__in=UNDER_WAY, question_code__in=waits).values("pk")
    _recode(
        actions.exclude(pk__in=list(staying.values_list("pk", flat=True))), "question_code", codes
    )
    terms = PathTerm.objects.filter(assessment=assessment)
    known = set(_codes(terms, codes.values()))
    _recode(terms, "question_code", {code: new for code, new in codes.items() if new not in known})


def _codes(rows: Any, among: Iterable[str]) -> Collection[str]:
    found: Collection[str] = rows.filter(question_code__in=list(among)).values_list(
        "question_code", flat=True
    )
    return found


def _recode(rows: Any, column: str, codes: Mapping[str, str]) -> None:
    if not codes:
        return
    whens = [When(**{column: code, "then": Value(new)}) for code, new in codes.items()]
    rows.filter(**{f"{column}__in": list(codes)}).update(**{column: Case(*whens)})


def put_misfits_aside(move: BankMove, bank: Bank) -> None:
    """Put actions aside that aim at an answer or a level there is not (1 query for none)."""
    rows = standing(ActionItem.objects.filter(assessment=move.assessment_id))
    misfits = [row.pk for row in rows if not _aims_well(bank, row)]
    if misfits:
        put_rows_aside(move, rows.filter(pk__in=misfits))


def _aims_well(bank: Bank, row: ActionItem) -> bool:
    value = tuple(row.value) if isinstance(row.value, list) else row.value
    question = bank.questions.get(row.question_code)
    is_level = row.target_level in (bank.scoring.level_codes or ("",))
    return question is not None and is_level and fits(question, Said(State.ANSWERED, value))


def put_rows_aside(move: BankMove, rows: "QuerySet[Any]") -> None:
    """Put single pieces of evidence, or actions, on shelves of their questions (3 queries).

    Only the version moved to has a question whose answer was taken over under its code.
    """
    codes = set(rows.values_list("question_code", flat=True))
    if not codes:
        return
    asked = parsed_bank(move.from_version).questions
    kept = KeptAside.objects.bulk_create(
        KeptAside(
            assessment_id=move.assessment_id,
            move=move,
            question_code=code,
            bank_version=move.from_version if code in asked else move.to_version,
            with_question=True,
        )
        for code in sorted(codes)
    )
    _recode(rows, "question_code", {row.question_code: row.shelf for row in kept})
