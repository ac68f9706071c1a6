"""The process that draws. It ends when nothing was asked for a while, and its memory with it.

Started by path from `engine`, so that it loads typst and nothing else of ours: typst keeps some
100 MB after a report, fonts and results, and gives no more than half of it back. An order is one
line of JSON; the reply is one line of JSON, followed by the PDF it names the size of.
"""

import ctypes
import json
import select
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import typst

FOLDER: Final = Path(__file__).resolve().parent
IDLE_SECONDS: Final = 5  # who wants a report in several formats asks for the next within seconds
PAUSE_SECONDS: Final = 0.3
MOST_KEPT: Final = 2  # renders whose results stay until there is a pause, 30 MB each
EMPTY_RUNS: Final = 8


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end of the input ends this process
    orders, replies = sys.stdin.buffer, sys.stdout.buffer
    fonts, kept = _fonts(), 0
    while True:
        if not select.select([orders], [], [], PAUSE_SECONDS if kept else IDLE_SECONDS)[0]:
            if not kept:
                return
            kept = _release_memory(fonts)
            continue
        if not (line := orders.readline()):
            return
        head, content = _drawn(fonts, **json.loads(line))
        replies.write(json.dumps(head).encode() + b"\n" + content)
        replies.flush()
        kept = kept + 1 if kept < MOST_KEPT else _release_memory(fonts)


def _drawn(fonts: typst.Fonts, file: str, **order: Any) -> tuple[dict[str, Any], bytes]:
    try:
        content = typst.compile(str(FOLDER / file), root=str(FOLDER), font_paths=fonts, **order)
    except typst.TypstError as refused:
        return {"refused": str(refused), "said": str(getattr(refused, "diagnostic", refused))}, b""
    return {"size": len(content)}, content


def _fonts() -> typst.Fonts:
    """Give the fonts of all renders, read once: Open Sans and those inside the engine."""
    found = find_spec("ttf_opensans")
    if found is None or found.origin is None:
        raise SystemExit("the package ttf-opensans is not installed")
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(found.origin).parent / "ttf")],
    )


def _release_memory(fonts: typst.Fonts) -> int:
    """Let go of what the last renders left behind, in a pause (about 50 ms); none is kept then.

    The engine keeps every result until ten further runs did without it, 30 MB a report. Empty
    runs age them; what the next report shares with this one is young enough to stay.
    """
    for _ in range(EMPTY_RUNS):
        typst.compile(b"", font_paths=fonts, format="svg")
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)  # glibc keeps freed pages otherwise
    return 0


if __name__ == "__main__":
    main()
