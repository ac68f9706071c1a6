"""A bank with a few texts in another language, and a report in it."""

from tests.reports.documents import document_of, inputs_of
from tests.scoring.small_bank import small_bank

GERMAN = {
    "value.goal/title": "Wie fest steht das Ziel?",
    "value.goal/levels/3": "Von allen unterschrieben.",
    "value/title": "Nutzen",
    "scoring/levels/exploring/name": "Erkunden",
}


def german_bank(**more):
    return small_bank(translations={"de": {**GERMAN, **more}})


def spoken_in(language):
    bank = small_bank(translations={language: GERMAN})
    return document_of({**inputs_of(3, bank), "language": language}, bank)
