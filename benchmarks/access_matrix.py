"""Runs the authorisation matrix: `python -m benchmarks.access_matrix` prints its one line."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROCESSES = "2"


def run(folder: Path = ROOT, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the matrix of the tree in this folder."""
    command = [sys.executable, "-m", "pytest", "tests/access/test_matrix.py", "-q", "--tb=short"]
    plain = ["-p", "no:randomly", "-p", "no:cacheprovider", *more]
    return subprocess.run(
        [*command, *plain], cwd=folder, capture_output=True, text=True, check=False
    )


def main() -> int:
    done = run(ROOT, "-n", PROCESSES)
    lines = done.stdout.splitlines()
    print("\n".join(line for line in lines if line.startswith("E  ")))
    print(next((line for line in lines if line.startswith("routes=")), done.stdout[-2000:]))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
