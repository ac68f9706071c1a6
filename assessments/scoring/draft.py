"""The lenient type of an unfinished bank: any structure, and no key is ever lost."""

from typing import Any

from pydantic import JsonValue, RootModel, ValidationError

from assessments.scoring.bank import Bank
from assessments.scoring.bank_problems import bank_problems
from assessments.scoring.consistency import Problem
from assessments.scoring.outline import Outline, outline


class DraftBank(RootModel[dict[str, JsonValue]]):
    """A bank in the making; `publish` parses it as the strict `Bank`."""

    @property
    def content(self) -> dict[str, Any]:
        return self.root

    @property
    def outline(self) -> Outline:
        return outline(self.root)

    def as_bank(self) -> Bank:
        """Parse the draft as a finished bank.

        Raises:
            pydantic.ValidationError: it is not finished; `problems` says where.
        """
        return Bank.model_validate(self.root)

    def problems(self) -> list[Problem]:
        """List what keeps the draft from being a finished bank, each with its path."""
        try:
            self.as_bank()
        except ValidationError as error:
            return bank_problems(error, self.root)
        return []
