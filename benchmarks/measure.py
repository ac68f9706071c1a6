"""Takes turns between the product and its floor, so that noise of the machine meets both."""

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from benchmarks.servers import ROOT, Site


@dataclass(frozen=True)
class Round:
    per_second: float
    p50: float
    p95: float
    cpu_ms: float
    count: int


@dataclass
class Series:
    """The rounds of one scenario on one site at one number of clients."""

    name: str
    clients: int
    rounds: list[Round] = field(default_factory=list)

    def median(self, figure: str) -> float:
        return statistics.median(getattr(one, figure) for one in self.rounds)

    def ratio(self, floor: "Series", figure: str) -> float:
        """Give the median over the rounds of this series against the floor's, round by round."""
        return statistics.median(
            getattr(one, figure) / getattr(other, figure)
            for one, other in zip(self.rounds, floor.rounds, strict=True)
        )

    @property
    def count(self) -> int:
        return sum(one.count for one in self.rounds)


class Refused(RuntimeError):
    """The server did not do what was asked; a figure of it would mean nothing."""


class Generator:
    """The load generator's process."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()  # it ends with its input

    def open(self, name: str, site: Site, scenario: str, visitors: Sequence[dict[str, Any]]) -> str:
        """Prepare a scenario for a site's visitors under a name, and give the name back."""
        self.sites[name] = site
        self._ask(open=name, scenario=scenario, port=site.port, visitors=list(visitors))
        return name

    def take_turns(
        self, names: Sequence[str], clients: int, rounds: int, seconds: float
    ) -> list[Series]:
        """Run the scenarios in turn, round after round; the order turns round each time."""
        series = {name: Series(name, clients) for name in names}
        for number in range(rounds):
            for name in names if number % 2 else reversed(names):
                series[name].rounds.append(self._round(name, clients, seconds))
        return [series[name] for name in names]

    def _round(self, name: str, clients: int, seconds: float) -> Round:
        before = self.sites[name].cpu_seconds()
        said = self._ask(run=name, clients=clients, seconds=seconds)
        used = self.sites[name].cpu_seconds() - before
        if said["refused"] or not said["milliseconds"]:
            raise Refused(f"{name}: {said['refused']} refused, first {said['first_refused']}")
        times = said["milliseconds"]
        return Round(
            per_second=len(times) / said["seconds"],
            p50=percentile(times, 50),
            p95=percentile(times, 95),
            cpu_ms=used * 1000 / said["count"],
            count=said["count"],
        )

    def _ask(self, **command: Any) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout, "not started"  # noqa: S101 PT018 -- narrowing
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise Refused(f"the load generator ended during {command}")
        said: dict[str, Any] = json.loads(line)
        return said


def percentile(values: Sequence[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]
