"""The fields a page puts into its form by itself: nobody typed them, so nobody has to copy them.

One list for all pages. A name stands here only when no form of the product lets people type
into a field of that name; what is not sure is shown.
"""

from collections.abc import Iterable
from typing import Final

CARRIED: Final = frozenset(
    {
        *("csrfmiddlewaretoken", "form_id", "operation", "operation_id", "step", "action"),
        *(
            "seen",
            "base",
            "revision",
            "version",
            "digest",
            "bank",
            "ticket",
            "up_to",
            "is_last",
            "row",
        ),
        *("thread", "comment_id", "number", "before", "next", "go", "up", "down", "all", "as"),
        *("approve", "send_back", "take_back", "remove", "confirm", "beyond"),
        *("add_evidence", "remove_evidence", "passwordless", "credential"),
        *("action_add", "action_send", "action_remove"),
    }
)
PICK: Final = "pick:"  # which of two sides of a conflict in the studio is chosen
# What a form of answers carries beside each question.
BESIDE_AN_ANSWER: Final = frozenset({"base", "asked", "was", "entry"})


def is_carried(name: str) -> bool:
    return name in CARRIED or name.startswith(PICK)


def typed_of(posted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the fields with something in them that people typed or chose, in their order."""
    fields = list(posted)
    names = {name for name, _value in fields}
    return [
        (name, value)
        for name, value in fields
        if value and not is_carried(name) and not _is_beside(name, names)
    ]


def _is_beside(name: str, names: set[str]) -> bool:
    """Tell `value.goal:base` from `side:base`, which is typed: the answer or its note is there."""
    head, _colon, end = name.rpartition(":")
    return end in BESIDE_AN_ANSWER and not names.isdisjoint({head, f"{head}:note"})
