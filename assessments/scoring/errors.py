"""The named errors of scoring; each names the question and, where there is one, the field."""

LONGEST_CODE = 100


def _printable(code: str) -> str:
    """Give the code fit for a terminal; a code no bank can have may hold anything."""
    return "".join(sign if sign.isprintable() else "?" for sign in code[:LONGEST_CODE])


class ScoringError(ValueError):
    """Base of the errors below. `code` is the question's, `field` the part of the answer."""

    def __init__(self, code: str, message: str, *, field: str = "value") -> None:
        self.code = _printable(code)
        super().__init__(f"{self.code}: {message}")
        self.field = field
        self.message = message


class UnknownQuestion(ScoringError):
    """An answer's code is not in the bank."""


class AnswerOutOfRange(ScoringError):
    """A value, reason or mark does not fit its question."""


class NoCompletions(ScoringError):
    """The bank's method has no completions, range over them and path; `code` is its slug."""

    def __init__(self, slug: str, method: str) -> None:
        message = f"range and path are worked out for the weighted mean, not for {method}"
        super().__init__(slug, message, field="method")


class UnknownLevel(ScoringError):
    """A readiness level is not in the bank; `levels` are those it has."""

    def __init__(self, level: str, levels: tuple[str, ...]) -> None:
        super().__init__(level, f"there is no such level; levels are {', '.join(levels)}")
        self.levels = levels
