"""What helps to answer a question: the resources of the bank, for the question and its choices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from assessments.scoring.bank import Question, Resource


@dataclass(frozen=True, slots=True)
class ShownResource:
    """One text with its address; `about` is the choice it belongs to, "" for the question."""

    about: str
    text: str
    url: str

    @property
    def site(self) -> str:
        return urlsplit(self.url).hostname or ""


def help_for(question: Question) -> tuple[ShownResource, ...]:
    """Give what helps to answer, the question's own first; plans to do better are left out."""
    found = list(_helping("", question.resources))
    for choice in getattr(question, "choices", ()):
        found += _helping(choice.text, choice.resources)
    return tuple(found)


def _helping(about: str, resources: Iterable[Resource]) -> Iterator[ShownResource]:
    for resource in resources:
        if resource.kind == "help":
            yield ShownResource(about, resource.text, resource.url)
