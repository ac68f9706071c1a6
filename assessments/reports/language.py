"""The words of reports in their languages: English stands in the code, the others in a catalogue.

A report speaks the language it was asked for, whatever the reader's browser, the thread or the
machine speak; outside of a report, on the pages that share these words, it is English.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

OWN: Final = "en"
DECIMAL_MARKS: Final[Mapping[str, str]] = MappingProxyType({OWN: ".", "de": ","})
LANGUAGES: Final = tuple(DECIMAL_MARKS)
CATALOGUES: Final = Path(__file__).resolve().parents[2] / "locale"
DOMAIN: Final = "reports"
_spoken: ContextVar[str] = ContextVar("language_of_report", default=OWN)
Key = TypeVar("Key")


def words_language(language: str) -> str:
    """Give the language the words are in for whoever asks for this one: "de" for "de-AT"."""
    spoken = language.partition("-")[0]
    return spoken if spoken in LANGUAGES else OWN


@contextmanager
def words_in(language: str) -> Iterator[None]:
    """Give words in the language inside the block, in this thread alone; English without it."""
    before = _spoken.set(words_language(language))
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_language() -> str:
    return _spoken.get()


def gettext(text: str, /, **values: object) -> str:
    """Give a text in the language that is spoken, with the values put in by name."""
    found = _catalogue(_spoken.get()).gettext(text)
    return found.format(**values) if values else found


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """Give the form that fits the count, with it and the values put in by name."""
    found = _catalogue(_spoken.get()).ngettext(one, many, count)
    return found.format(count=count, **values)


def marked(text: str) -> str:
    """Name a text that is in the catalogue and looked up elsewhere."""
    return text


def decimal(figure: str) -> str:
    """Give a figure as `scoring.display` rounded it with the decimal mark of the language."""
    return figure.replace(DECIMAL_MARKS[OWN], DECIMAL_MARKS[_spoken.get()])


def plain_decimal(figure: str) -> str:
    """Give such a figure with a point again."""
    return figure.replace(DECIMAL_MARKS[_spoken.get()], DECIMAL_MARKS[OWN])


class Words(Mapping[Key, str]):
    """Fixed texts by key, each in the language that is spoken when it is looked up."""

    def __init__(self, texts: Mapping[Key, str]) -> None:
        self._texts = texts

    def __getitem__(self, key: Key) -> str:
        return gettext(self._texts[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == OWN:
        return NullTranslations()
    with (CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)
