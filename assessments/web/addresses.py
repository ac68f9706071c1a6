"""The addresses a question's card needs, resolved once a page instead of once a question."""

from dataclasses import dataclass

from django.urls import reverse

_CODE = "code.of.question"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses up to the question's code; what follows the code is the same for all."""

    answers: str

    @classmethod
    def of(cls, pk: int) -> "Addresses":
        whole = reverse("assessments:answer-history", args=[pk, _CODE])
        return cls(whole.partition(_CODE)[0])
