"""The bomb set is refused within 10 seconds and 512 megabytes, in a process that has no more."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.banks.bombs import BOMBS

MEGABYTES = 512
SECONDS = 10
READ = """
import json, sys, time
from pathlib import Path
from assessments.banks.formats import BankFile, read_file
began = time.monotonic()
for path in sys.argv[1:]:
    began = time.monotonic()
    found = read_file(BankFile(Path(path).read_bytes(), path))
    said = [error.message for error in found.errors]
    print(json.dumps([Path(path).stem, time.monotonic() - began, said, Path(path).stat().st_size]))
"""


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024**2,) * 2)


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("bombs")
    paths = [folder / name for name in BOMBS]
    for path in paths:
        path.write_bytes(BOMBS[path.name]())
    done = subprocess.run(
        [sys.executable, "-c", READ, *map(str, paths)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        preexec_fn=bounded,
        timeout=SECONDS * len(paths),
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: tuple(rest) for name, *rest in lines}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_in_time_and_in_words(name: str, refusals: dict[str, Any]) -> None:
    seconds, said, _ = refusals[name]
    assert len(said) == 1
    assert said[0].endswith((".", "not read", "levels.", "read"))
    assert seconds < SECONDS


def test_the_spreadsheet_that_unpacks_to_512_megabytes_is_about_500_kilobytes(
    refusals: dict[str, Any],
) -> None:
    assert refusals["unpacks_to_512_megabytes"][2] < 520 * 1024
