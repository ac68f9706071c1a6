"""Why a file is not kept, for people."""

from typing import Any


class UploadProblem(ValueError):
    """A file that is refused; `code` is stable, `message` is for people."""

    def __init__(self, code: str, message: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
