"""A gate tries the same examples in every run, a hunt new ones and more; none looks at the clock."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import TIMES, examples

ROOT = Path(__file__).resolve().parent.parent
SAY_DERANDOMIZE = """
from hypothesis import settings
from tests.examples import register_profiles

register_profiles()
print([settings.get_profile(name).derandomize for name in ("new", "gate", "fuzz")])
"""


def tried(profile: str) -> list[int]:
    found: list[int] = []

    @settings(settings.get_profile(profile), database=None)
    @given(st.integers())
    def look(number: int) -> None:
        found.append(number)

    look()
    return found


def test_only_the_gate_tries_the_same_examples_again() -> None:
    assert tried("gate") == tried("gate")
    assert tried("new") != tried("new")
    assert len(tried("fuzz")) > len(tried("new"))


def test_a_machine_that_calls_itself_ci_changes_nothing() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            SAY_DERANDOMIZE,
        ],
        cwd=ROOT,
        env={**os.environ, "CI": "true"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[False, True, False]"


@pytest.mark.parametrize("name", ["new", "gate", "fuzz"])
def test_no_profile_looks_at_the_clock(name: str) -> None:
    profile = settings.get_profile(name)
    assert profile.deadline is None
    assert HealthCheck.too_slow in profile.suppress_health_check


def test_a_hunt_multiplies_what_a_test_asks_for(request: pytest.FixtureRequest) -> None:
    before = settings.get_current_profile_name()
    request.addfinalizer(lambda: settings.load_profile(before))
    settings.load_profile("gate")
    assert examples(60) == 60
    settings.load_profile("fuzz")
    assert examples(60) == 60 * TIMES


def test_make_test_is_a_gate_and_make_fuzz_a_hunt() -> None:
    assert "--hypothesis-profile=gate" in (ROOT / "deploy" / "test.sh").read_text()
    assert "--hypothesis-profile=fuzz" in (ROOT / "deploy" / "fuzz.sh").read_text()
