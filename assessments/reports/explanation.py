"""The ledger of one figure in words: rules, inputs, arithmetic, and what was left out."""

from dataclasses import dataclass

from assessments.reports.document import Line


@dataclass(frozen=True, slots=True)
class Inputs:
    """One row of inputs: a question (with `section`), a part, a floor or a test of a gate.

    `figure` and `code` lead to the ledger of the input itself where it has one; `said` tells who
    answered when.
    """

    label: str
    cells: tuple[str, ...]
    code: str = ""
    section: str = ""
    figure: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure of the result with everything that made it.

    `head` names the columns: that of the label first, then one for each cell.
    """

    title: str
    value: str
    rules: tuple[Line, ...]
    head: tuple[str, ...]
    rows: tuple[Inputs, ...]
    arithmetic: tuple[str, ...]
    left_out: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    see: tuple[Inputs, ...] = ()
