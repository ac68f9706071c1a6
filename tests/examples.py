"""How the property tests choose their examples: alike in every run of a gate, new ones in a hunt.

`gate` tries the same examples each time, so that an unlucky seed cannot turn a change red that has
nothing to do with it; `fuzz` tries new ones and `TIMES` as many (docs/adr/0036). Without a profile
the examples are new ones too. No profile looks at the clock: how long an example may take depends
on the machine.
"""

from typing import Any, Final

from hypothesis import HealthCheck, settings

TIMES: Final = 20
MOST: Final = 100
_CALM: Final[dict[str, Any]] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
}


def register_profiles() -> None:
    """Make the profiles known; `pytest --hypothesis-profile` takes one of them.

    Each says itself whether its examples are new: where a machine calls itself `CI`, Hypothesis
    starts from settings of its own that try the same ones.
    """
    new = {"derandomize": False, **_CALM}
    settings.register_profile("new", max_examples=MOST, **new)
    settings.register_profile("gate", max_examples=MOST, derandomize=True, **_CALM)
    settings.register_profile("fuzz", max_examples=MOST * TIMES, print_blob=True, **new)
    settings.load_profile("new")


def examples(number: int) -> int:
    """Give how many examples to try where a test says how many are enough for a gate."""
    return number * TIMES if settings.get_current_profile_name() == "fuzz" else number
