"""A bank in one of its languages: its texts where they are translated, its own where not; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import findall
from typing import Any

from pydantic import ValidationError

from assessments.banks.formats.canonical import content_of
from assessments.reports.language import gettext, spoken_language
from assessments.reports.numbering import numbers_of
from assessments.reports.words import LANGUAGE_NAMES, TWO_LANGUAGES, UNTRANSLATED
from assessments.scoring.bank import Bank
from assessments.scoring.outline import outline
from assessments.scoring.wording import Wording, wordings


@dataclass(frozen=True, slots=True)
class Spoken:
    """The bank in a language, and the keys of what stands in its own language, of how many."""

    bank: Bank
    missing: tuple[str, ...] = ()
    count: int = 0


def spoken(bank: Bank, language: str) -> Spoken:
    """Give a bank in a language (some 50 ms for a hundred questions); scores stay what they are.

    A translation that does not fit where it should stand counts as missing. A bank without the
    language stays as it is.
    """
    texts = bank.translations.get(language)
    if texts is None:
        return Spoken(bank)
    content = {**content_of(bank), "language": language}
    content.pop("translations", None)
    every = tuple(wordings(outline(content)))
    fitting = {key: text for key, text in texts.items() if text}
    while True:
        _put(content, every, fitting)
        try:
            found = Bank.model_validate(content)
        except ValidationError as error:
            unfit = set(_keys_at(error, content, every)) & fitting.keys()
            if not unfit:
                raise
            fitting = {key: text for key, text in fitting.items() if key not in unfit}
        else:
            missing = tuple(one.key for one in every if one.key not in fitting)
            return Spoken(found, missing, len(every))


def two_languages(bank: Bank) -> tuple[str, ...]:
    """Say in a paragraph that the texts of the bank are in another language than the words."""
    words, texts = spoken_language(), bank.language
    if words == texts.partition("-")[0]:
        return ()
    named = {"words": language_words(words), "texts": language_words(texts)}
    return (gettext(TWO_LANGUAGES, **named),)


def language_words(code: str) -> str:
    """Name a language; with its code where it is that of a country, by its code where unknown."""
    name = LANGUAGE_NAMES.get(code.partition("-")[0])
    return code if name is None else f"{name} ({code})" if "-" in code else name


def untranslated(given: Spoken, own: str) -> tuple[str, ...]:
    """Say in a paragraph what stands in the bank's own language, and at which questions."""
    if not given.missing:
        return ()
    numbers = numbers_of(given.bank).places
    codes = dict.fromkeys(key.partition("/")[0] for key in given.missing)
    asked = [numbers[code].number for code in codes if code in numbers]
    where = f" ({', '.join(asked)})" if asked else ""
    said = gettext(
        UNTRANSLATED,
        count=len(given.missing),
        all=given.count,
        own=language_words(own),
        language=language_words(given.bank.language),
    )
    return (f"{said}{where}.",)


def _put(content: dict[str, Any], every: Iterable[Wording], texts: dict[str, str]) -> None:
    for one in every:
        *way, last = _steps(one.path)
        place: Any = content
        for step in way:
            place = place[step]
        place[last] = texts.get(one.key, one.text)


def _steps(path: str) -> list[str | int]:
    """Read "parts[0].title" as what leads there; a code in brackets may hold dots."""
    steps = (held or plain for held, plain in findall(r"\[([^\]]+)\]|([^.\[\]]+)", path))
    return [int(step) if step.isdigit() else step for step in steps]


def _keys_at(error: ValidationError, content: Any, every: Iterable[Wording]) -> Iterable[str]:
    """Give the keys of the texts that were refused; a problem's place names kinds in between."""
    by_place = {tuple(_steps(one.path)): one.key for one in every}
    for problem in error.errors():
        place = tuple(_known(problem["loc"], content))
        yield from (key for at, key in by_place.items() if at[: len(place)] == place)


def _known(location: Sequence[str | int], content: Any) -> Iterable[str | int]:
    for step in location:
        is_there = step in content if isinstance(content, dict) else isinstance(step, int)
        if is_there:
            content = content[step]
            yield step
