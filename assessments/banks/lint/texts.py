"""Rules about what people read: reasons, advice, equal or long texts, translations, origin."""

from collections.abc import Callable

from assessments.banks.lint.findings import Found, Rule, code_of, scored
from assessments.scoring.consistency import Problem
from assessments.scoring.outline import Outline, items
from assessments.scoring.wording import wordings

LONGEST_LEVEL = 400
LONGEST_TITLE = 220
# At 200 words a minute: more than a minute and a quarter before anybody can answer.
MOST_WORDS = 250


def _missing(key: str, what: str) -> Callable[[Outline], Found]:
    def check(view: Outline) -> Found:
        for asked in scored(view):
            if not asked.question.text(key):
                yield Problem(asked.question.at(key), f"{code_of(asked)} has no {what}")

    return check


def _missing_effort(view: Outline) -> Found:
    for asked in scored(view):
        if not asked.question.node.get("effort"):
            yield Problem(asked.question.at("effort"), f"{code_of(asked)} has no effort")


def _equal_texts(view: Outline) -> Found:
    for asked in view.asked:
        question = asked.question
        levels = [text for text in items(question.node.get("levels")) if isinstance(text, str)]
        yield from _twice(question.at("levels"), levels)
        choices = [choice.text("text") for choice in question.children("choices")]
        yield from _twice(question.at("choices"), choices)


def _twice(path: str, texts: list[str]) -> Found:
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        plain = " ".join(text.casefold().split())
        if plain and plain in seen:
            yield Problem(f"{path}[{index}]", f"says the same as number {seen[plain]}")
        seen.setdefault(plain, index)


def _long_texts(view: Outline) -> Found:
    for asked in view.asked:
        question = asked.question
        if len(question.text("title")) > LONGEST_TITLE:
            yield Problem(question.at("title"), f"is longer than {LONGEST_TITLE} characters")
        for index, text in enumerate(items(question.node.get("levels"))):
            if isinstance(text, str) and len(text) > LONGEST_LEVEL:
                path = f"{question.at('levels')}[{index}]"
                yield Problem(path, f"is longer than {LONGEST_LEVEL} characters")


def _long_reads(view: Outline) -> Found:
    """Find questions with very much to read before an answer: title, why, levels and choices."""
    for asked in view.asked:
        question = asked.question
        levels = [text for text in items(question.node.get("levels")) if isinstance(text, str)]
        choices = [choice.text("text") for choice in question.children("choices")]
        texts = (question.text("title"), question.text("why"), *levels, *choices)
        count = sum(len(text.split()) for text in texts)
        if count > MOST_WORDS:
            message = f"{code_of(asked)} has {count} words to read; more than {MOST_WORDS} tire"
            yield Problem(question.path, message)


def _untranslated(view: Outline) -> Found:
    translations = view.bank.child("translations")
    if translations is None:
        return
    keys = [wording.key for wording in wordings(view)]
    for language in translations.node:
        texts = translations.child(language)
        missing = [key for key in keys if texts is None or not texts.text(key)]
        if missing:
            message = f"{len(missing)} of {len(keys)} texts are missing, the first is {missing[0]}"
            yield Problem(translations.at(language), message)


def _unnamed_origin(view: Outline) -> Found:
    for key in ("publisher", "licence", "attribution", "source"):
        if not view.bank.text(key):
            yield Problem(key, f"the bank names no {key}")


RULES: tuple[Rule, ...] = (
    Rule("BANK003", "warning", _missing("why", "why")),
    Rule("BANK004", "warning", _missing("improvement", "improvement")),
    Rule("BANK005", "warning", _missing("evidence_hint", "evidence hint")),
    Rule("BANK006", "warning", _missing_effort),
    Rule("BANK007", "warning", _missing("answered_by", "discipline that answers best")),
    Rule("BANK008", "error", _equal_texts),
    Rule("BANK009", "warning", _long_texts),
    Rule("BANK012", "warning", _untranslated),
    Rule("BANK017", "warning", _unnamed_origin),
    Rule("BANK034", "warning", _long_reads),
)
