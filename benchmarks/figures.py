"""What a run found, as values: figures with their goals, a Markdown page and JSON."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.measure import Series

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
# What stands under this heading comes from other scripts, and stays when a run writes the page.
OTHERS: Final = "\n## Measured by other scripts\n"
COLUMNS: Final = (
    "case",
    "1 client: req/s",
    "p50 ms",
    "p95 ms",
    "16 clients: req/s",
    "p50 ms",
    "p95 ms",
    "web CPU ms",
    "compared with",
    "times its p50 at 1",
    "times its work at 16",
)


@dataclass(frozen=True)
class Case:
    """One thing the product does at 1 and at 16 clients, beside what it is compared with."""

    title: str
    series: tuple[Series, Series]
    against: "Case | None" = None
    limit: float | None = None

    def ratios(self) -> tuple[float, float]:
        """Give the time of one client and the work of sixteen against the other's, as factors."""
        assert self.against is not None, "nothing to compare with"  # noqa: S101 -- narrowing
        one, many = self.series
        floor_one, floor_many = self.against.series
        return one.ratio(floor_one, "p50"), 1 / many.ratio(floor_many, "per_second")

    def row(self) -> str:
        one, many = self.series
        cells = [self.title]
        for series in (one, many):
            cells += [f"{series.median('per_second'):.0f}"]
            cells += [f"{series.median(name):.1f}" for name in ("p50", "p95")]
        cells.append(f"{many.median('cpu_ms'):.1f}")
        if self.against is None:
            cells += ["", "", ""]
        else:
            cells += [self.against.title, *(f"{ratio:.2f}" for ratio in self.ratios())]
        return f"| {' | '.join(cells)} |"


@dataclass(frozen=True)
class Goal:
    """A figure with its limit; a figure that could not be had is missed."""

    text: str
    limit: float
    value: float | None
    unit: str = ""

    @property
    def met(self) -> bool:
        return self.value is not None and self.value <= self.limit

    def row(self) -> str:
        value = "not measured" if self.value is None else f"{self.value:.2f}{self.unit}"
        said = "met" if self.met else "**missed**"
        return f"| {self.text} | ≤ {self.limit:g}{self.unit} | {value} | {said} |"


def goals_of(cases: Iterable[Case]) -> list[Goal]:
    """Judge each case by the worse of its two ratios."""
    return [
        Goal(f"{case.title} ÷ {case.against.title}", case.limit, max(case.ratios()), " x")
        for case in cases
        if case.against is not None and case.limit is not None
    ]


@dataclass
class Findings:
    """Everything one run found."""

    quick: bool
    cases: list[Case] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    single: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def markdown(self) -> str:
        missed = [goal.text for goal in self.goals if not goal.met]
        verdict = f"{len(self.goals) - len(missed)} of {len(self.goals)} goals met."
        lines = [
            "# Benchmarks",
            "",
            "Written by `python -m benchmarks.run`; how to read it: `benchmarks/README.md`.",
            "",
            f"Run on {self.at:%Y-%m-%d %H:%M} UTC on {machine()}. {verdict}",
            *(["", "A quick run: fewer rounds and assessments, no figure to quote."] * self.quick),
            "",
            *_table(("goal", "limit", "found", ""), (goal.row() for goal in self.goals)),
            "",
            *_table(COLUMNS, (case.row() for case in self.cases)),
            "",
            *_table(("measured once", "found"), (f"| {a} | {b} |" for a, b in self.single)),
            "",
            *(f"- {note}" for note in self.notes),
        ]
        return "\n".join(lines).rstrip() + "\n"

    def as_json(self) -> str:
        return json.dumps(
            {
                "at": self.at.isoformat(),
                "machine": machine(),
                "quick": self.quick,
                "cases": [_case(case) for case in self.cases],
                "goals": [
                    {"text": goal.text, "limit": goal.limit, "value": goal.value, "met": goal.met}
                    for goal in self.goals
                ],
                "single": dict(self.single),
            },
            indent=2,
        )


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def _table(heads: Sequence[str], rows: Iterable[str]) -> list[str]:
    return [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *rows]


def _case(case: Case) -> dict[str, Any]:
    return {
        "title": case.title,
        "against": case.against.title if case.against else None,
        "ratios": case.ratios() if case.against else None,
        "series": [
            {"clients": series.clients, "rounds": [vars(one) for one in series.rounds]}
            for series in case.series
        ],
    }
