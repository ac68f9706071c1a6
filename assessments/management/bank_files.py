"""What the commands about bank files share: counting a bank, and saying what came of a file."""

from collections.abc import Sequence
from typing import Any

from assessments.banks.formats import BankFileRefused
from assessments.banks.formats.canonical import digest
from assessments.scoring.bank import Bank
from assessments.scoring.consistency import Problem


def counts_of(bank: Bank) -> dict[str, Any]:
    """Give slug, version, digest and the numbers of parts, sections and questions."""
    return {
        "slug": bank.slug,
        "version": bank.version,
        "digest": digest(bank),
        "parts": len(bank.parts),
        "sections": sum(len(part.sections) for part in bank.parts),
        "questions": sum(len(part.questions) for part in bank.parts),
    }


def sentence_of(counts: dict[str, Any]) -> str:
    """Say in one line what `counts_of` gives."""
    return (
        f"{counts['slug']} {counts['version']}: {counts['parts']} parts, "
        f"{counts['sections']} sections, {counts['questions']} questions"
    )


def errors_of(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"path": path, "message": message} for path, message in problems]


def lines_of(name: str, refused: BankFileRefused) -> list[str]:
    """List a refused file's errors, one line each."""
    return [f"{name}: {path or 'file'}: {message}" for path, message in refused.problems]
