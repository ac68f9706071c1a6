"""The banks this process has parsed, by digest: reading a bank costs no query and no parsing."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from assessments.scoring.bank import Bank

KEPT: Final = 32
Key = tuple[str, str]


class ParsedBanks:
    """Keeps the banks used last; safe to share between threads, because banks never change."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._banks: OrderedDict[Key, Bank] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, parse: Callable[[], Bank]) -> Bank:
        """Give the bank under the key; `parse` runs, outside the lock, when it is not kept."""
        with self._lock:
            if found := self._banks.get(key):
                self._banks.move_to_end(key)
                return found
        bank = parse()
        with self._lock:
            kept = self._banks.setdefault(key, bank)
            self._banks.move_to_end(key)
            while len(self._banks) > self._kept:
                self._banks.popitem(last=False)
        return kept

    def clear(self) -> None:
        with self._lock:
            self._banks.clear()
