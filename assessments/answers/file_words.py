"""What is wrong with an answers file, in plain words and with the keys as the file has them."""

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.scoring.errors import ScoringError

_MARK: Final = "not_applicable"
_KEYS: Final = {"state": _MARK, "reason": _MARK}
_LINE: Final = re.compile(r"line (\d+): (.*)", re.DOTALL)

# What the reader says (a piece of it), and what it means; the first that fits counts.
_PLAIN: Final = (
    (
        "end of stream",
        gettext_lazy("a quotation mark is opened here or above, and never closed."),
    ),
    ("<stream end>", gettext_lazy("a bracket is opened here or above, and never closed.")),
    (
        "mapping values are not allowed",
        gettext_lazy(
            "there is a colon too many, or the line is indented too far. "
            "Put a text with a colon in quotation marks."
        ),
    ),
    (r"'\t'", gettext_lazy("the line starts with a tab. Indent with spaces.")),
    (
        "cannot start any token",
        gettext_lazy("a text that starts with a special sign must be in quotation marks."),
    ),
    (
        "could not find expected ':'",
        gettext_lazy("the colon after the code of the question is missing, on this line or above."),
    ),
    ("expected ',' or", gettext_lazy("a comma or a closing bracket is missing.")),
    (
        "expected <block end>",
        gettext_lazy("the line is indented otherwise than those above, or says too much."),
    ),
    (
        "escape character",
        gettext_lazy("a text with a backslash must be in single quotation marks."),
    ),
    ("expected the node content", gettext_lazy("a bracket stands where an answer should.")),
    ("does not hold a mapping", gettext_lazy("The file holds no lines like: code: answer")),
)


def path_in_file(error: ScoringError) -> str:
    """Give the question's code and, below it, the key a file has for the field."""
    if error.field == "code":
        return error.code
    return f"{error.code}.{_KEYS.get(error.field, error.field)}"


def plain_words(message: str) -> str:
    """Say a message of the YAML reader in plain words, with its line where it has one."""
    found = _LINE.fullmatch(message)
    said = found[2] if found else message
    words = next((str(plain) for piece, plain in _PLAIN if piece in said), said)
    return _("Line %(line)s: %(words)s") % {"line": found[1], "words": words} if found else words
