"""Counts the calls something makes, so that a test can bound its work without a clock."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")


class TooManySteps(AssertionError):
    """More calls were made than the test allows; what ran was stopped there."""


def within(most: int, run: Callable[[], Result]) -> Result:
    """Run something and give its result; stop it at its `most`-th call of anything.

    Calls of functions, generators and builtins count one each, so the count is the same on every
    machine, and work without an end fails at once instead of hanging.
    """
    left = most

    def count(_frame: Any, event: str, _what: Any) -> None:
        nonlocal left
        left -= event in {"call", "c_call"}
        if left < 0:
            sys.setprofile(None)
            raise TooManySteps(f"more than {most:,} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return run()
    finally:
        sys.setprofile(before)
