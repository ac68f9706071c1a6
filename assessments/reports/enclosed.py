"""What a file carries beside what it shows: all that is needed to compute the report again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

DATA_FORMAT: Final = "mlpm-report-data/1"
DATA_NAME: Final = "report-data.json"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The frozen inputs (day, options, answers) and the question bank they name, plain JSON.

    `earlier_bank` is there where the report is compared with answers to another bank version.
    """

    inputs: Mapping[str, Any]
    bank: Mapping[str, Any]
    earlier_bank: Mapping[str, Any] | None = None

    @property
    def text(self) -> str:
        """The one spelling: sorted keys, no blanks, ASCII only, so that any file can hold it."""
        whole = {"format": DATA_FORMAT, **self.plain}
        return json.dumps(whole, sort_keys=True, separators=(",", ":"))

    @property
    def plain(self) -> dict[str, Any]:
        """Give what there is, by name."""
        banks = {"bank": self.bank, "earlier_bank": self.earlier_bank}
        return {"inputs": self.inputs, **{name: bank for name, bank in banks.items() if bank}}
