"""Seats two editors at a draft of a large bank; `--measure N` also measures, and prints JSON.

Run by `benchmarks.studio` and `benchmarks.studio_editors` with the product's settings in the
environment, on an empty, migrated database. Times are of the server alone: the request goes
through all middlewares in this process, without a network.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
django.setup()

from django.test import Client  # noqa: E402 -- needs the settings loaded above

from assessments.banks.draft_tree import find  # noqa: E402
from assessments.banks.formats import read_bank_file  # noqa: E402
from assessments.banks.lint import lint  # noqa: E402
from assessments.banks.models import BankDraft  # noqa: E402
from assessments.banks.services import create_bank, import_bank  # noqa: E402
from assessments.scoring.bank import Bank  # noqa: E402
from assessments.web.forms.studio_question import edit_form  # noqa: E402
from benchmarks.studio_bank import large_content  # noqa: E402
from tests.factories import PASSWORD, MemberFactory, OrganisationFactory, actor_of  # noqa: E402

LISTED = "/banks/{bank}/draft/{page}"
OK = 200


def seat(questions: int) -> tuple[BankDraft, list[Any]]:
    """Make two editors of one organisation and the draft of a large bank."""
    organisation = OrganisationFactory(name="Acme")
    users = [MemberFactory(organisation=organisation, edits_banks=True).user for _ in "ab"]
    draft = create_bank(actor=actor_of(users[0]), organisation_id=organisation.pk, title="Large")
    draft.content = large_content(questions) | {"slug": draft.bank.slug}
    draft.save()
    return draft, users


def timed(
    times: int, call: Callable[[int], Any], clock: Callable[[], float] = time.perf_counter
) -> float:
    """Give the median milliseconds of a call, which is told how often it was made before.

    With `time.process_time` as clock, those this process computes: the steady figure where the
    machine has other work.
    """
    took = []
    for number in range(times):
        began = clock()
        call(number)
        took.append((clock() - began) * 1000)
    return round(median(took), 1)


class Desk:
    """One editor, signed in, with one question of the draft open."""

    def __init__(self, draft: BankDraft, user: Any) -> None:
        self.draft, self.client = (
            draft,
            Client(SERVER_NAME="127.0.0.1", HTTP_X_FORWARDED_PROTO="https"),
        )
        self.client.force_login(user)
        self.code = draft.content["parts"][2]["sections"][2]["questions"][3]["code"]
        form = edit_form(find(draft.content, self.code), draft.content)
        shown = {name: form[name].value() for name in form.fields}
        self.fields = {name: value for name, value in shown.items() if value not in (None, False)}

    def page(self, page: str) -> Any:
        reply = self.client.get(LISTED.format(bank=self.draft.bank_id, page=page), secure=True)
        if reply.status_code != OK:
            raise SystemExit(f"{page}: {reply.status_code}")
        return reply

    def save(self, number: int) -> None:
        address = LISTED.format(bank=self.draft.bank_id, page=f"{self.code}/edit")
        sent = self.fields | {"title": f"Title {number}"}
        headers = {"accept": "application/json"}
        reply = self.client.post(address, sent, headers=headers, secure=True)
        if reply.status_code != OK:
            raise SystemExit(f"save: {reply.status_code} {reply.content[:300]!r}")
        self.fields |= reply.json()

    def open_after_an_edit(self, times: int) -> float:
        took = []
        for number in range(times):
            self.save(1000 + number)
            took.append(timed(1, lambda _: self.page("?at=part2")))
        return round(median(took), 1)


def measured(draft: BankDraft, user: Any, times: int) -> dict[str, dict[str, float]]:
    """Give milliseconds of each, beside a floor: what the same job takes at the very least."""
    desk = Desk(draft, user)
    content = BankDraft.objects.get(pk=draft.pk).content
    bank, raw = Bank.model_validate(content), json.dumps(content).encode()
    row = BankDraft.objects.filter(pk=draft.pk)
    return {
        "open_editor_after_an_edit": {
            "ms": desk.open_after_an_edit(times),
            "floor_ms": timed(times, lambda _: row.values_list("content", flat=True).get()),
        },
        "open_editor_again": {
            "ms": timed(times, lambda _: desk.page("?at=part2")),
            "floor_ms": timed(times, lambda _: row.values_list("content", flat=True).get()),
        },
        "open_question": {"ms": timed(times, lambda _: desk.page(f"{desk.code}/edit"))},
        "open_scoring": {"ms": timed(times, lambda _: desk.page("scoring"))},
        "open_languages": {"ms": timed(times, lambda _: desk.page("languages"))},
        "open_one_language": {"ms": timed(times, lambda _: desk.page("languages/de"))},
        "one_edit": {
            "ms": timed(times, desk.save),
            "cpu_ms": timed(times, desk.save, clock=time.process_time),
            "floor_ms": timed(times, lambda number: row.update(content=content | {"n": number})),
        },
        "lint": {
            "ms": timed(5, lambda _: lint(content)),
            "floor_ms": timed(5, lambda _: Bank.model_validate(content)),
        },
        "import": {
            "ms": timed(
                5, lambda n: import_bank(bank=_named(read_bank_file(raw, "large.json"), n))
            ),
            "floor_ms": timed(5, lambda _: json.loads(raw)),
        },
        "questions": {"count": len(bank.questions) - len(bank.profile)},
    }


def _named(bank: Bank, number: int) -> Bank:
    return bank.model_copy(update={"slug": f"large-{number}"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--measure", type=int, default=0)
    given = parser.parse_args()
    draft, users = seat(given.questions)
    emails = [user.email for user in users]
    said: dict[str, Any] = {"bank": draft.bank_id, "emails": emails, "password": PASSWORD}
    said["ids"] = [user.pk for user in users]
    if given.measure:
        said["measured"] = measured(draft, users[0], given.measure)
    print(json.dumps(said))


if __name__ == "__main__":
    main()
