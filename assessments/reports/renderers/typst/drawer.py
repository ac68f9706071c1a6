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
MOST_KEPT: Final = 3  # renders whose results stay until there is a pause, 30 MB each
EMPTY_RUNS: Final = 8
# glibc's mallopt: a freed page stays ours until a pause, for the next report asks for it again.
TRIM_THRESHOLD: Final = -1
MMAP_THRESHOLD: Final = -3
MIB: Final = 1024 * 1024

_LIBC: Final = ctypes.CDLL(None) if sys.platform == "linux" else None


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end of the input ends this process
    orders, replies = sys.stdin.buffer, sys.stdout.buffer
    _keep_pages()
    fonts, kept, rests = _fonts(), 0, True
    while True:
        if not select.select([orders], [], [], IDLE_SECONDS if rests else PAUSE_SECONDS)[0]:
            if rests:
                return
            _forget_results(fonts)
            _give_pages_back()
            kept, rests = 0, True
            continue
        if not (line := orders.readline()):
            return
        head, content = _drawn(fonts, **json.loads(line))
        replies.write(json.dumps(head).encode() + b"\n" + content)
        replies.flush()
        kept, rests = kept + 1, False
        if kept == MOST_KEPT:
            _forget_results(fonts)
            kept = 0


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


def _forget_results(fonts: typst.Fonts) -> None:
    """Let go of what the last renders left behind (about 50 ms).

    The engine keeps every result until ten further runs did without it, 30 MB a report. Empty
    runs age them; what the next report shares with this one is young enough to stay.
    """
    for _ in range(EMPTY_RUNS):
        typst.compile(b"", font_paths=fonts, format="svg")


def _keep_pages() -> None:
    """Ask glibc to hand no page back by itself: while reports follow each other it costs 7 %."""
    if _LIBC and hasattr(_LIBC, "mallopt"):
        _LIBC.mallopt(MMAP_THRESHOLD, 32 * MIB)  # the most it takes
        _LIBC.mallopt(TRIM_THRESHOLD, 512 * MIB)


def _give_pages_back() -> None:
    """Hand back every freed page."""
    if _LIBC and hasattr(_LIBC, "malloc_trim"):
        _LIBC.malloc_trim(0)


if __name__ == "__main__":
    main()
