"""The portfolio pages through the same rows in the same order on the embedded database."""

import os
import subprocess
import sys

from tests.processes import ROOT

ON_SQLITE = """
import django

django.setup()
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

call_command("migrate", verbosity=0)

from assessments.answers import portfolio
from assessments.answers.comparing import compare, compared_with
from assessments.answers.extent import banks_in, extent_of
from assessments.answers.models import Assessment
from assessments.answers.places import place_of, read_place
from assessments.answers.wanted import Filters
from assessments.teams.services import choose_current
from tests.factories import *

portfolio.ROWS = 3
organisation, version = OrganisationFactory(), BankVersionFactory()
actor = actor_of(admin_of(organisation))
for number in range(8):
    product = ProductFactory(team=TeamFactory(organisation=organisation), name=f"P{number // 2}")
    for earlier in (1, 0):
        made = AssessmentFactory(product=product, bank_version=version)
        rank = None if number == 0 else number % 3
        Assessment.objects.filter(pk=made.pk).update(
            created_at=timezone.now() - timedelta(days=30 * earlier),
            touched_at=timezone.now() - timedelta(days=number % 4, hours=earlier),
            level_rank=rank,
            score=None if rank is None else 100_000 * number - 40_000 * earlier * (number % 3),
            summary={"gates_failing": ["value.goal", "a_gate"] if number > 5 else ["value.goal_"]},
            fails_gate=number > 4, is_complete=number > 0,
            due_date=None if number == 2 else timezone.localdate() + timedelta(days=number % 2),
        )
    choose_current(product)

extent = extent_of(actor, organisation)
bank = version.bank
print(connection.vendor, [one.pk for one in banks_in(extent)] == [bank.pk])


def walk(order, descending, **more):
    wanted, place, found = Filters(order=order, descending=descending, **more), None, []
    while True:
        page = portfolio.portfolio_page(extent, bank.pk, wanted, place)
        found += [row.pk for row in page.rows]
        if not page.has_more:
            return found, [row.pk for row in portfolio.portfolio_rows(extent, bank.pk, wanted)]
        place = read_place(order, place_of(order, page.rows[-1]))


for order in ("level", "score", "trend", "name", "age", "due"):
    for descending in (True, False):
        paged, at_once = walk(order, descending)
        print(order, len(paged), paged == at_once)
for order in ("level", "trend", "due"):
    paged, at_once = walk(order, True, gate="value.goal")
    print(len(paged), paged == at_once)
print(len(walk("score", True, fails_gate=True)[0]), len(walk("due", False, rank=-1)[0]))
field = compared_with(organisation.pk, bank.pk)
last = Assessment.objects.get(is_current=True, score=700_000)
print(compare(field, last).percentile, last.score - last.score_before)
"""


def test_the_portfolio_holds_on_the_embedded_database_too(tmp_path):
    env = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "mlpm.settings",
        "MLPM_ENV": "embedded",
        "MLPM_VAR": str(tmp_path),
        "REDIS_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", ON_SQLITE],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    orders = ("level", "score", "trend", "name", "age", "due")
    assert done.stdout.splitlines() == [
        "sqlite True",
        *(f"{order} 8 True" for order in orders for _ in range(2)),
        *["2 True"] * 3,
        "3 1",
        "1 40000",
    ], done.stderr
