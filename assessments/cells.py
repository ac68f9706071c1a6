"""The one guard of cells: what people wrote, made fit for a CSV file that a spreadsheet opens."""

import re
from typing import Any, Final

# Spreadsheets run what starts like this, some after blanks, some in its wide form.
_ACTIVE: Final = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def guarded(cell: Any) -> str:
    """Put an apostrophe before text a spreadsheet would run as a formula; None is empty."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if _ACTIVE.match(text) else text


def unguarded(cell: str) -> str:
    """Give back what `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _ACTIVE.match(cell[1:]) else cell
