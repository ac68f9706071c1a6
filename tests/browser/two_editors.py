"""Two people edit the same few questions of one draft; says what was lost, and what was shown.

An edit is lost when the page said "Saved" and the history does not hold it, or when somebody wrote
over a text that was never on their page. Each writes texts that occur once.
"""

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

FIELDS = ("title", "why")


@dataclass(frozen=True)
class Overwritten:
    """One field a revision changed: by whom, what stood there, and what they wrote."""

    by: str
    code: str
    field: str
    before: str
    after: str


@dataclass
class Editor:
    """One person at one page; `saved` are texts the page called saved, `shown` all it showed."""

    name: str
    page: Page
    draft: str
    dice: random.Random
    saved: list[tuple[str, str, str]] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    conflicts: int = 0
    written: int = 0

    def open(self, code: str) -> None:
        self.code = code
        self.page.goto(f"{self.draft}{code}/edit")
        self._look()

    def _look(self) -> None:
        self.shown |= {self.page.locator(f'[name="{one}"]').input_value() for one in FIELDS}

    def write(self) -> None:
        self.field, self.written = self.dice.choice(FIELDS), self.written + 1
        self.text = f"{self.name} wrote {self.written} in {self.field}"
        self.page.locator(f'[name="{self.field}"]').fill(self.text)

    def settle(self) -> None:
        """Wait for what the page says; in a conflict choose for each field, at random."""
        state = self.page.locator("#save-state")
        said = state.filter(has_text="Saved in the draft")
        clash = state.filter(has_text="Somebody else changed this")
        expect(said.or_(clash)).to_be_visible()
        if said.count():
            self.saved.append((self.code, self.field, self.text))
            self.shown.add(self.text)
            return
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Compare both").click()
        while self.page.get_by_role("button", name="Save both").count():
            self._choose()

    def _choose(self) -> None:
        self.conflicts += 1
        alert = self.page.get_by_role("alert").inner_text()
        assert self.text in self.page.content(), "what was typed is on the page"
        self.shown |= {line.strip() for line in alert.splitlines()}
        self._look()
        theirs = self.page.locator(f'[name="pick:{self.field}"][value="theirs"]')
        takes_theirs = bool(theirs.count()) and self.dice.random() < 0.5
        if takes_theirs:
            theirs.check()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save both").click()
        if not takes_theirs and not self.page.get_by_role("button", name="Save both").count():
            self.saved.append((self.code, self.field, self.text))
            self.shown.add(self.text)


def edit_for(seconds: float, editors: Sequence[Editor], codes: Sequence[str]) -> None:
    """Let all open, write and settle in turns, until the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for editor in editors:
            editor.open(editor.dice.choice(codes))
        for editor in editors:
            editor.write()
        for editor in editors:
            editor.settle()


def overwritten(rows: Iterable[tuple[str, dict[str, Any]]]) -> list[Overwritten]:
    """List the fields each revision changed; a row is who made it, and its changes."""
    return [
        Overwritten(by, code, name, (before or {}).get(name, ""), (after or {}).get(name, ""))
        for by, changes in rows
        for code, (before, after) in changes.items()
        if isinstance(after, dict)
        for name in FIELDS
        if (before or {}).get(name, "") != after.get(name, "")
    ]


def lost_edits(editors: Sequence[Editor], history: Sequence[Overwritten]) -> list[str]:
    """Name every edit that was lost, in words."""
    kept = {(one.code, one.field, one.after) for one in history}
    lost = [f"not kept: {saved}" for one in editors for saved in one.saved if saved not in kept]
    by_name = {editor.name: editor for editor in editors}
    unseen = [one for one in history if one.before and one.before not in by_name[one.by].shown]
    return lost + [f"written over unseen: {one}" for one in unseen]
