"""What is sent from a page of an earlier bank version: taken where the question is the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from assessments.answers.content import Checked
from assessments.answers.models import Assessment
from assessments.answers.services.locking import Seen
from assessments.answers.writes import Write
from assessments.banks.diff.meaning import asks_the_same
from assessments.banks.queries import parsed_bank, versions
from assessments.scoring.bank import Bank
from assessments.scoring.errors import AnswerOutOfRange, ScoringError


class Shown(NamedTuple):
    """A question with the bank version a page showed it in."""

    code: str
    bank_version: int | None


def refuse_older(seen: Seen, writes: Sequence[Write], checked: Checked) -> Checked:
    """Refuse answers to questions that were shown otherwise than they are asked now.

    No query while everything was shown as it is asked, else 1 or 2 for each version.
    """
    now = seen.assessment.bank_version_id
    older = [one for one in writes if one.bank_version not in {None, now}]
    if not older:
        return checked
    shown = [Shown(one.code, one.bank_version) for one in older]
    otherwise = _asked_otherwise(seen.assessment, shown)
    refused = {one.code: _refusal(one.code, seen.assessment) for one in otherwise}
    kept = {code: one for code, one in checked.answers.items() if code not in refused}
    return replace(checked, answers=kept, refused={**checked.refused, **refused})


def check_shown(
    assessment: Assessment, code: str, bank_version: int | None, field: str = "evidence"
) -> None:
    """See that what belongs to a question is for the one asked now (no query if shown so).

    Raises:
        AnswerOutOfRange: the page showed another question, that of `bank_version`.
    """
    if bank_version in {None, assessment.bank_version_id}:
        return
    if _asked_otherwise(assessment, [Shown(code, bank_version)]):
        raise _refusal(code, assessment, field)


def _asked_otherwise(assessment: Assessment, shown: Iterable[Shown]) -> Sequence[Shown]:
    ids = {one.bank_version or 0 for one in shown}
    found = versions().filter(pk__in=ids, bank=assessment.bank_id)
    banks = {row.pk: parsed_bank(row) for row in found}
    now = parsed_bank(assessment.bank_version)
    return [one for one in shown if not _is_same(one, now, banks)]


def _is_same(write: Shown, bank: Bank, shown: Mapping[int, Bank]) -> bool:
    version = shown.get(write.bank_version or 0)
    old = None if version is None else version.questions.get(write.code)
    new = bank.questions.get(write.code)
    return old is not None and new is not None and asks_the_same(old, new)


def _refusal(code: str, assessment: Assessment, field: str = "value") -> ScoringError:
    number = assessment.bank_version.number
    if code in parsed_bank(assessment.bank_version).questions:
        text = _("The question changed with version %(number)s. Reload the page, then answer it.")
    else:
        text = _("The question is no longer asked in version %(number)s. Reload the page.")
    return AnswerOutOfRange(code[:100], text % {"number": number}, field=field)
