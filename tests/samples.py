"""Real files of other tools: outside the project, and not there for everybody."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "samples"
LENS = "aws-lens-personalize-v1.0.json"
SURVEY = "aia-survey-enfr-v0.8a1.json"

needs_samples = pytest.mark.skipif(not FOLDER.is_dir(), reason="the sample files are not here")


def sample(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def expected(name: str) -> dict[str, Any]:
    """Give what a correct import of a file yields."""
    found: dict[str, Any] = json.loads(sample("expected.json"))["files"][name]
    return found
