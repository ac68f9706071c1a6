"""The line a run of the matrix ends with, summed over the processes that ran it."""

from typing import Any

import pytest

from mlpm.access import ALL_METHODS
from tests.access.expected import ORGANISATION, SIGNED_OUT

COUNTED = ("rules_missing", "mismatches", "leaks")
TENANCIES = 3


class MatrixLine:
    """Prints `routes=… cells=… rules_missing=0 mismatches=0 leaks=0` when the matrix ran."""

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        found = _sums(terminalreporter)
        if not found.get("cells"):
            return
        roles = len(ORGANISATION) + len(SIGNED_OUT) + len({"drifter", "staff"})
        ended = " ".join(f"{name}={found.get(name, 0)}" for name in COUNTED)
        terminalreporter.write_line(
            f"routes={found['routes']} methods={len(ALL_METHODS)} roles={roles}"
            f" tenancies={TENANCIES} cells={found['cells']} {ended}"
        )


def _sums(terminalreporter: pytest.TerminalReporter) -> dict[str, int]:
    found: dict[str, int] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, value in _counts(report):
                found[name] = found.get(name, 0) + value
    return found


def _counts(report: Any) -> list[tuple[str, int]]:
    wanted = {"cells", "routes", *COUNTED}
    return [(name, value) for name, value in report.user_properties if name in wanted]
