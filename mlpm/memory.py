"""Keeps threaded processes small: glibc would give every thread a heap of its own."""

import ctypes
import sys
from typing import Final

M_ARENA_MAX: Final = -8  # malloc.h
ARENAS: Final = 1


def share_heaps() -> None:
    """Let all threads of this process, and of those it forks, share one heap (Linux, glibc)."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(M_ARENA_MAX, ARENAS)
