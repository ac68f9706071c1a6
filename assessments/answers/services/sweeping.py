"""Work on many rows nobody asked for: one row that fails never stops the others."""

import logging
from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)


def each(ids: Iterable[int], act: Callable[[int], bool]) -> int:
    """Act on each row in a transaction of its own; gives for how many it did something.

    Args:
        ids: primary keys, read before the first act.
        act: says whether there was something to do; what it raises is logged and left.
    """
    done = 0
    for pk in list(ids):
        try:
            done += act(pk)
        except Exception:
            logger.exception("row %s was left by this sweep; the next one takes it again", pk)
    return done
