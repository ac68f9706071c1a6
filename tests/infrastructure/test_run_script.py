"""`make run` on a machine that lacks something ends in one clear line."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.processes import ROOT

TOOLS = ("sh", "cat", "cmp", "df", "awk", "mkdir", "basename", "grep", "tail", "dirname")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with our scripts and a machine with basic tools and no Python at all."""
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (tmp_path / "bin" / tool).symlink_to(found)
    return tmp_path


def _program(folder: Path, name: str, script: str) -> None:
    (folder / "bin" / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / "bin" / name).chmod(0o755)


def _run(folder: Path) -> tuple[int, list[str]]:
    done = subprocess.run(
        ["sh", "deploy/run.sh"],
        cwd=folder,
        env={"PATH": str(folder / "bin")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stderr.splitlines()


def test_no_python_is_one_line(bare: Path) -> None:
    code, said = _run(bare)
    assert code != 0
    advice = "install it, or name it: make run PYTHON=/path/to/python"
    assert said == [f"Stopped: no Python 3.11 or later found: {advice}"]


def test_a_python_that_is_too_old_is_one_line(bare: Path) -> None:
    _program(bare, "python3", "exit 1")  # its answer to: are you 3.11 or later?
    code, said = _run(bare)
    assert code != 0
    assert len(said) == 1
    assert said[0].startswith("Stopped: no Python 3.11 or later found")


def test_a_python_without_venv_is_one_line(bare: Path) -> None:
    _program(bare, "python3", 'case "$2" in *ensurepip*) exit 1 ;; esac')
    code, said = _run(bare)
    assert code != 0
    assert len(said) == 1
    assert said[0].endswith("has no venv module: on Debian or Ubuntu: apt install python3-venv")


def test_a_disk_that_is_full_from_the_start_is_one_line(bare: Path) -> None:
    (bare / "bin" / "df").unlink()
    _program(bare, "df", "printf 'header\\ndisk 10 10 0 100%% /\\n'")
    code, said = _run(bare)
    assert code != 0
    assert said == [f"Stopped: the disk is full: {bare}/var has 0 MB free, this needs 50 MB"]


def test_a_disk_that_fills_up_while_installing_is_one_line(bare: Path) -> None:
    full = "echo 'OSError: [Errno 28] No space left on device' >&2; exit 1"
    _program(bare, "python3", f'case "$1 $2" in "-m venv") {full} ;; esac')
    code, said = _run(bare)
    assert code != 0
    assert said == [f"Stopped: the disk is full: free some space in {bare} and run this again"]


def test_a_folder_that_cannot_be_written_is_one_line(bare: Path) -> None:
    (bare / "var").write_text("a file where the folder should be")
    code, said = _run(bare)
    assert code != 0
    assert said == [f"Stopped: cannot write to {bare}/var: set MLPM_VAR to a folder you own"]
