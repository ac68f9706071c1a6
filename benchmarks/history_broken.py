"""The site with one guard taken out: the builds the history check has to catch.

Served instead of the real application by `python -m benchmarks.history_check --broken …`; the
guard is named by `MLPM_BROKEN`.
"""

import os
from collections.abc import Callable

from mlpm.wsgi import application  # loads the settings first

__all__ = ["application"]

from assessments.answers.services import compare_and_set, saving


def blind_save() -> None:
    """Write whatever comes, on whatever it was based."""
    saving.based_on_current = lambda *_: True
    compare_and_set.GUARD = ""  # type: ignore[misc]  # that is the point


def operation_ignored() -> None:
    """Take a write that comes again for another one."""
    saving.replies_to = lambda *_: {}


BUILDS: dict[str, Callable[[], None]] = {
    "blind-save": blind_save,
    "operation-ignored": operation_ignored,
}
BUILDS[os.environ["MLPM_BROKEN"]]()
