"""How the pages of translations address an element, and which one comes next."""

from typing import Final

from assessments.banks.draft_tree import BANK, SCORING
from assessments.banks.models import BankDraft
from assessments.banks.translated import coverage

# Words that are no code of a part, because a code of one word never ends in a hyphen.
ELSEWHERE: Final = {"bank-": BANK, "scoring-": SCORING}


def slug_of(code: str) -> str:
    return next((slug for slug, known in ELSEWHERE.items() if known == code), code)


def about_next(draft: BankDraft, language: str, code: str) -> str:
    """Give the address of the first element after this one with a text to translate, or ""."""
    _whole, rows = coverage(draft.content, draft.made_from, language)
    codes = [row.code for row in rows]
    after = rows[codes.index(code) + 1 :] if code in codes else rows
    return next((slug_of(row.code) for row in after if not row.is_whole), "")
