"""What stands between a draft and its publication: errors, warnings, changes, its number. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from assessments.banks.diff import BankDiff, diff, next_version
from assessments.banks.diff.likeness import asks_another
from assessments.banks.formats.canonical import content_of, digest
from assessments.banks.lint import Finding, lint
from assessments.banks.stale import stale_in
from assessments.scoring.bank import Bank, Question
from assessments.scoring.draft import DraftBank
from assessments.scoring.outline import outline

REUSED: Final = "DRAFT001"
KIND_CHANGED: Final = "DRAFT002"
OTHER_NOW: Final = "DRAFT003"
STALE: Final = "DRAFT004"
FIRST_NUMBER: Final = "1.0"


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """What a draft would become: `number` and `changes` are None while errors keep it back.

    `bank` is None while the draft is unfinished.
    """

    findings: tuple[Finding, ...] = ()
    bank: Bank | None = None
    base: Bank | None = None
    base_number: str | None = None
    changes: BankDiff | None = None
    number: str | None = None
    is_unchanged: bool = False

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity == "warning")

    @property
    def can_be_published(self) -> bool:
        return self.number is not None and not self.is_unchanged


def check_draft(
    content: Mapping[str, Any],
    base: Bank | None,
    base_number: str | None,
    history: Mapping[str, Question],
    made_from: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> DraftCheck:
    """Say what keeps a draft from being published, what it changes, and its next number.

    `history` maps each question code ever published to the question it stood for last,
    `made_from` has what the texts of stale translations once said.
    """
    bank = _finished(content)
    others = _other_questions(bank, base) if bank and base else ()
    stale = _stale(content, made_from)
    findings = (*_codes(content, base, history), *lint(bank or content), *others, *stale)
    if bank is None or any(found.severity == "error" for found in findings):
        return DraftCheck(findings, bank, base, base_number)
    if base is None or base_number is None:
        return DraftCheck(findings, bank, number=FIRST_NUMBER)
    changes = diff(base, bank)
    number = next_version(base_number, changes)
    is_unchanged = digest(bank) == digest(base)
    return DraftCheck(findings, bank, base, base_number, changes, number, is_unchanged)


def _finished(content: Mapping[str, Any]) -> Bank | None:
    try:
        return DraftBank(dict(content)).as_bank()
    except ValidationError:
        return None


def _codes(
    content: Mapping[str, Any], base: Bank | None, history: Mapping[str, Question]
) -> Iterator[Finding]:
    """Find codes that once meant another question: an old answer would be read as this one's."""
    asked_now = base.questions if base else {}
    for asked in outline(content).asked:
        code = asked.question.text("code")
        before = history.get(code)
        if before is None:
            continue
        if before.kind != asked.question.text("kind"):
            message = (
                f"{code} was a question of the kind {before.kind}; give the new one a new code"
            )
            yield Finding(KIND_CHANGED, "error", asked.question.at("kind"), message)
        elif code not in asked_now and before.title != asked.question.text("title"):
            message = f"{code} was the code of “{before.title}”; give the new question a new code"
            yield Finding(REUSED, "error", asked.question.at("code"), message)


def _stale(
    content: Mapping[str, Any], made_from: Mapping[str, Mapping[str, str]]
) -> Iterator[Finding]:
    """Find languages with translations of what texts said before."""
    for language in sorted(made_from):
        keys = list(stale_in(content, made_from, language))
        if keys:
            message = (
                f"{len(keys)} translations are of an older text, the first is {keys[0]}"
                if len(keys) > 1
                else f"the translation of {keys[0]} is of an older text"
            )
            yield Finding(STALE, "warning", f"translations.{language}", message)


def _other_questions(bank: Bank, base: Bank) -> Iterator[Finding]:
    """Find codes of the last version that seem to ask something else now."""
    places = {
        asked.question.text("code"): asked.question for asked in outline(content_of(bank)).asked
    }
    for code, question in bank.questions.items():
        before = base.questions.get(code)
        if before is not None and before != question and asks_another(before, question):
            message = f"{code} asked “{before.title}” before; give another question a new code"
            yield Finding(OTHER_NOW, "warning", places[code].at("code"), message)
