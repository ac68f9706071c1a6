"""The one named error of reading a bank file: it lists everything that is wrong with it."""

from collections.abc import Sequence

from assessments.scoring.consistency import Problem


class BankFileRefused(ValueError):
    """A file is refused as a whole; `problems` has every error with its path in the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path}: {text}" if path else text for path, text in problems))


def refuse(message: str, path: str = "") -> BankFileRefused:
    """Make the error of a file that cannot be read at all."""
    return BankFileRefused((Problem(path, message),))
