"""People who type in real pages, and what became of every text: the oracle of "nothing is lost".

Each burst of keys leaves a text in a field. Whatever happens to line and server, that text must in
the end be in the history of its answer, or stand in its field beside a question who holds; only a
text the person gave up for another's by choice may be gone.
"""

import random
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import BrowserContext, Locator, Page

# Told by the page in the order things happened to it: requests, their replies, what its lines say.
WATCH: Final = """
  window.seen = [];
  const real = window.fetch;
  window.fetch = async (url, options) => {
    const code = /answers[/](.+)[/]save$/.exec(url)?.[1];
    if (!code) return real(url, options);
    const { operation, note } = JSON.parse(options.body);
    window.seen.push({ what: "sent", code, operation, note });
    const reply = await real(url, options);
    const body = await reply.clone().json().catch(() => ({}));
    window.seen.push({ what: "answered", code, operation, note, status: reply.status, version: body.version });
    return reply;
  };
  addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
    for (const { target } of changes) {
      const line = target.closest?.("[data-state]");
      const code = line?.closest("[data-question]").dataset.question;
      if (line) window.seen.push({ what: "line", code, text: line.textContent });
    }
  }).observe(document, { subtree: true, childList: true }));
"""
SETTLED_SECONDS: Final = 90


@dataclass(frozen=True)
class Written:
    """One row of an answer's history."""

    code: str
    operation: str
    note: str
    version: int


Kept = Callable[[int], Sequence[Written]]  # reads the history of an assessment


@dataclass
class Typist:
    """One person at one page of an assessment; `held` is the text each field was left with."""

    name: str
    page: Page
    assessment: int
    codes: Sequence[str]
    chance: random.Random
    held: dict[str, str] = field(default_factory=dict)
    owed: list[tuple[str, str]] = field(default_factory=list)
    bursts: int = 0
    keys: int = 0
    lost_keys: int = 0
    chosen: int = 0

    def open(self, address: str) -> None:
        self.page.add_init_script(WATCH)
        self.page.goto(address)
        for code in self.codes:
            self.card(code).locator("summary", has_text="Note").click()

    def card(self, code: str) -> Locator:
        return self.page.locator(f'[data-question="{code}"]')

    def note(self, code: str) -> Locator:
        return self.page.locator(f'textarea[name="{code}:note"]')

    def burst(self) -> None:
        """Choose where two answers stand against each other, or type some keys somewhere."""
        code = self.chance.choice(self.codes)
        if self.card(code).locator(".conflict").count() and self.chance.random() < 0.7:
            return self.choose(code)
        note = self.note(code)
        note.focus()
        note.press("Control+End")
        before = note.input_value()
        if self.held.get(code, before) != before:
            self.owed.append((code, self.held[code]))  # replaced by what another saved
        self.bursts += 1
        keys = f"{self.name}{self.bursts} "
        self.page.keyboard.type(keys)
        after = note.input_value()
        self.keys += len(keys)
        self.lost_keys += 0 if after == before + keys else len(keys)
        self.held[code] = after
        if self.chance.random() < 0.5:
            note.blur()
        return None

    def choose(self, code: str) -> None:
        """Press a button of the question, in one step: it may go away at any moment."""
        keeps = self.chance.random() < 0.7
        pressed = self.card(code).evaluate(
            """(card, name) => {
              const all = [...card.querySelectorAll(".conflict button")];
              const button = all.find((one) => one.textContent === name);
              button?.click();
              return Boolean(button);
            }""",
            "Keep mine" if keeps else "Take theirs",
        )
        self.chosen += pressed
        if pressed and not keeps:
            self.held.pop(code, None)

    def told(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate("window.seen")
        return found

    def stands(self, code: str) -> str:
        """Say how a question looks now, for whoever seeks the reason."""
        line = self.card(code).locator("[data-state]").inner_text()
        last = [one for one in self.told() if one["code"] == code][-3:]
        return f"field {self.note(code).input_value()[-60:]!r}, line {line!r}, last {last}"

    def shown(self, code: str) -> str | None:
        """Give the text that stands beside a question who holds, or None without a question."""
        if not self.card(code).locator(".conflict").is_visible():
            return None
        return self.note(code).input_value()


def lost_texts(typists: Iterable[Typist], kept: Kept) -> list[str]:
    """List the texts that are neither in the history nor beside a question who holds."""
    lost = []
    for typist in typists:
        notes = {(one.code, one.note.strip()) for one in kept(typist.assessment)}
        for code, text in [*typist.owed, *typist.held.items()]:
            is_kept = not text.strip() or (code, text.strip()) in notes
            if not is_kept and typist.shown(code) != text:
                lost.append(f"{typist.name} {code}: {text[-60:]!r}; {typist.stands(code)}")
    return lost


def said_too_early(seen: Iterable[dict[str, Any]]) -> int:
    """Count the times a line said "Saved" while no reply had named the version."""
    last: dict[str, dict[str, Any]] = {}
    early = 0
    for one in seen:
        if one["what"] != "line":
            last[one["code"]] = one
        elif one["text"].startswith(("Saved", "Cleared")):
            reply = last.get(one["code"], {})
            early += not (reply.get("what") == "answered" and reply.get("version"))
    return early


def unkept(typist: Typist, kept: Kept) -> int:
    """Count the acknowledged saves that the history does not hold.

    A save is there under its operation id. One that changed nothing leaves no row of its own: then
    the version its reply named has to say the same.
    """
    rows = kept(typist.assessment)
    by_operation = {(one.code, one.operation): one.note.strip() for one in rows}
    by_version = {(one.code, one.version): one.note.strip() for one in rows}
    acknowledged = [one for one in typist.told() if one.get("status") == 200]
    return sum(
        by_operation.get(
            (one["code"], one["operation"]), by_version.get((one["code"], one["version"]))
        )
        != one["note"].strip()
        for one in acknowledged
    )


@dataclass(frozen=True)
class Trouble:
    """What goes wrong during a run: how often the server restarts, how long one line is cut."""

    restart: Callable[[], None]
    restarts: int
    offline: BrowserContext
    offline_seconds: float


def type_for(
    seconds: float, typists: Sequence[Typist], trouble: Trouble, kept: Kept
) -> dict[str, Any]:
    """Let everybody type for a while in bad weather, wait until all is quiet, and count.

    The server may end with this call: start it again when it was restarted.
    """
    began, is_over = time.monotonic(), threading.Event()
    weather = threading.Thread(target=_restart_now_and_then, args=(seconds, trouble, is_over))
    weather.start()
    try:
        _type(seconds, typists, trouble, began)
        lost = _when_quiet(typists, kept)
    finally:
        is_over.set()
        weather.join()
    seen = [typist.told() for typist in typists]
    replies = [one for told in seen for one in told if one["what"] == "answered"]
    return {
        "seconds": round(time.monotonic() - began),
        "contexts": len(typists),
        "restarts": trouble.restarts,
        "offline_seconds": trouble.offline_seconds,
        "bursts": sum(one.bursts for one in typists),
        "keystrokes": sum(one.keys for one in typists),
        "acknowledged": sum(one["status"] == 200 for one in replies),
        "conflicts": sum(one["status"] == 409 for one in replies),
        "chosen": sum(one.chosen for one in typists),
        "lost_keystrokes": sum(one.lost_keys for one in typists),
        "lost_texts": len(lost),
        "saved_too_early": sum(said_too_early(told) for told in seen),
        "acknowledged_but_not_kept": sum(unkept(typist, kept) for typist in typists),
        "first_lost": lost[:3],
    }


def _restart_now_and_then(seconds: float, trouble: Trouble, is_over: threading.Event) -> None:
    """Restart beside the typing; a server ends with the thread that started it, so stay."""
    for _ in range(trouble.restarts):
        is_over.wait(seconds / (trouble.restarts + 1))
        trouble.restart()
    is_over.wait()


def _type(seconds: float, typists: Sequence[Typist], trouble: Trouble, began: float) -> None:
    cut, mended = seconds / 4, seconds / 4 + trouble.offline_seconds
    is_cut = False
    while (now := time.monotonic() - began) < seconds:
        if is_cut is not (cut <= now < mended):
            is_cut = not is_cut
            trouble.offline.set_offline(is_cut)
        for typist in typists:
            typist.burst()
    trouble.offline.set_offline(offline=False)


def _when_quiet(typists: Sequence[Typist], kept: Kept) -> list[str]:
    until = time.monotonic() + SETTLED_SECONDS
    for typist in typists:
        typist.page.locator("h1").click()
    while (lost := lost_texts(typists, kept)) and time.monotonic() < until:
        typists[0].page.wait_for_timeout(1000)
    typists[0].page.wait_for_timeout(1000)
    return lost
