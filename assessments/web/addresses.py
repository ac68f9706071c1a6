"""The addresses a section page needs, resolved once a page instead of once a link."""

from dataclasses import dataclass

from django.urls import reverse

_CODE = "code.of.question"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses up to the code of a question or section; what follows it is the same for all."""

    answers: str
    sections: str

    @classmethod
    def of(cls, pk: int) -> "Addresses":
        names = ("assessments:answer-history", "assessments:assessment-section")
        return cls(*(reverse(name, args=[pk, _CODE]).partition(_CODE)[0] for name in names))
