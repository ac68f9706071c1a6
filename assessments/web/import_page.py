"""What the preview of an uploaded file shows: what would be made of it, lost, and is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from assessments.banks.formats import Imported
from assessments.scoring.outline import Place, outline
from assessments.web.import_words import FORMAT_WORDS, KIND_WORDS

SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Said:
    """Some of a list of places with what is said of them, and how many more there are."""

    lines: Sequence[tuple[str, str]]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class Group:
    """A part with its sections and their questions, as titles and kinds."""

    title: str
    sections: list[tuple[str, list[tuple[str, str]]]]

    @property
    def questions(self) -> int:
        return sum(len(questions) for _, questions in self.sections)


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything the page shows of one file."""

    facts: list[tuple[str, Any]]
    groups: list[Group]
    losses: Said
    errors: Said
    unfinished: Said


def preview_of(found: Imported, name: str) -> Preview:
    """Lay out what was read from a file."""
    unfinished = [] if found.errors else found.unfinished
    return Preview(
        list(_facts(found, name)),
        list(_groups(found)),
        said(found.losses),
        said(found.errors),
        said(unfinished),
    )


def said(places: Sequence[tuple[str, str]]) -> Said:
    return Said([(path, words) for path, words in places[:SHOWN]], len(places))


def _facts(found: Imported, name: str) -> Iterator[tuple[str, Any]]:
    counts = found.counts
    yield _("File"), name
    yield _("Format"), FORMAT_WORDS.get(found.format, found.format)
    yield _("Parts"), counts.parts
    yield _("Sections"), counts.sections
    yield _("Questions"), counts.questions
    yield _("Choices"), counts.choices
    if counts.rules:
        yield _("Risk rules"), counts.rules
    yield _("Conditions"), counts.conditions
    yield _("Languages"), ", ".join(counts.languages)


def _groups(found: Imported) -> Iterator[Group]:
    view = outline(found.content)
    profile = [_question(asked.question) for asked in view.asked if asked.part is None]
    if profile:
        yield Group(_("Profile"), [(_("Questions in front"), profile)])
    for part in view.parts:
        sections = [
            (
                section.text("title"),
                [_question(question) for question in section.children("questions")],
            )
            for section in part.children("sections")
        ]
        yield Group(part.text("title"), sections)


def _question(question: Place) -> tuple[str, str]:
    kind = question.text("kind")
    return question.text("title"), KIND_WORDS.get(kind, kind)
