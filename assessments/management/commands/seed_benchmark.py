"""`seed_benchmark --assessments N`: N realistic assessments with users to sign in as."""

import time
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from assessments.answers.seeding import seed_assessments
from assessments.answers.seeding_summaries import seed_summaries
from assessments.banks.models import BankVersion
from assessments.banks.services import import_bank
from assessments.scoring.bank import Bank
from assessments.teams.seeding import (
    PASSWORD,
    PRODUCTS_OF_A_TEAM,
    USERS,
    is_seeded,
    seed_products,
)

PARTS: Final = 6
SECTIONS: Final = 2
QUESTIONS: Final = 10
ASSESSMENTS_OF_A_TEAM: Final = 25
_LEVELS: Final = (
    "Nothing has been settled.",
    "It was talked about, and two people remember it.",
    "It is written down and the team agrees.",
    "As 2, and somebody from outside the team has confirmed it on record.",
    "As 3, and it is looked at again whenever something changes.",
)


class Command(BaseCommand):
    help = "Fill an empty database with assessments for benchmarks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--assessments", type=int, required=True, metavar="N")
        parser.add_argument(
            "--summaries-only",
            action="store_true",
            help="one organisation whose assessments have results but no answers",
        )

    def handle(self, *_: Any, assessments: int, summaries_only: bool = False, **__: Any) -> None:
        if assessments < 1:
            raise CommandError("--assessments must be at least 1")
        if is_seeded():
            raise CommandError("this database was seeded before; use an empty one")
        started = time.monotonic()
        version = import_bank(bank=benchmark_bank()).version
        if version is None:
            raise CommandError("the benchmark's bank is a draft here; use an empty database")
        (seed_results if summaries_only else seed)(version, assessments)
        self.stdout.write(
            f"{assessments} assessments in {time.monotonic() - started:.1f} s; users"
            f" bench-0@example.org to bench-{USERS - 1}@example.org, password {PASSWORD}"
        )


def seed(version: BankVersion, assessments: int) -> None:
    owners = seed_products(max(4, assessments // ASSESSMENTS_OF_A_TEAM))
    seed_assessments(version, owners, count=assessments)


def seed_results(version: BankVersion, assessments: int) -> None:
    """Fill one organisation with two assessments a product; its first user is an admin."""
    teams = max(1, assessments // (PRODUCTS_OF_A_TEAM * 2))
    owners = seed_products(teams, organisations=1, admins=1)
    seed_summaries(version, owners, count=assessments)


def benchmark_bank() -> Bank:
    """Generate a bank of six parts with two sections of ten rubric questions each."""
    levels = ("exploring", "framed", "proven", "launch_ready", "scale_ready")
    floors = dict(zip(levels[1:], (20, 40, 60, 75), strict=True))
    return Bank.model_validate(
        {
            "slug": "benchmark",
            "title": "Benchmark",
            "description": "Generated; made to be measured, not to be answered.",
            "scoring": {
                "method": "weighted_mean",
                "levels": [
                    {"code": code, "name": code.replace("_", "-").capitalize()} for code in levels
                ],
                "floors": {f"part{part}": floors for part in range(PARTS)},
                "wanted": dict(zip(levels[1:], (2, 2, 3, 4), strict=True)),
            },
            "parts": [_part(part) for part in range(PARTS)],
        }
    )


def _part(part: int) -> dict[str, Any]:
    return {
        "code": f"part{part}",
        "title": f"Part {part + 1}",
        "sections": [
            {
                "code": f"part{part}.section{section}",
                "title": f"Section {section + 1} of part {part + 1}",
                "questions": [_question(part, section, n) for n in range(QUESTIONS)],
            }
            for section in range(SECTIONS)
        ],
    }


def _question(part: int, section: int, number: int) -> dict[str, Any]:
    code = f"part{part}.section{section}.q{number}"
    question: dict[str, Any] = {
        "code": code,
        "kind": "rubric",
        "title": f"How firmly is point {number + 1} of {code} settled for the next version?",
        "why": "A point that is settled late costs more than the work it saves.",
        "weight": 1 + number % 3,
        "levels": [f"{text} ({code})" for text in _LEVELS],
        "effort": [0.5, 1, 2, 4],
        "improvement": "Write it down, name an owner, and have it confirmed.",
        "evidence_hint": "A page, a figure or minutes that somebody else can open.",
        "answered_by": "product_management",
    }
    if number == 0:
        question["gate"] = {"fails_below": 2, "caps_at": "proven"}
    return question
