"""The embedded default's own secret key: made once, kept readable by its owner only."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_in(path: Path) -> str:
    """Return the key in `path`, making it on the first start; safe when two processes start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_once(path, get_random_secret_key())
    return path.read_text().strip()


def _write_once(path: Path, key: str) -> None:
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret-")  # mode 600
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(key)
        with suppress(FileExistsError):
            os.link(draft, path)  # whole or not at all, and never over another's key
    finally:
        Path(draft).unlink()
