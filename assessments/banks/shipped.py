"""The banks that ship with the program: one YAML file each in `library/`."""

from pathlib import Path

from assessments.banks.formats.native import read_bank
from assessments.scoring.bank import Bank

LIBRARY = Path(__file__).parent / "library"


def shipped_slugs() -> tuple[str, ...]:
    """List the slugs of the shipped banks."""
    return tuple(sorted(path.stem for path in LIBRARY.glob("*.yaml")))


def shipped_file(slug: str) -> Path:
    """Give the file of a shipped bank.

    Raises:
        LookupError: no shipped bank has this slug.
    """
    known = shipped_slugs()
    if slug not in known:
        raise LookupError(f"There is no shipped bank {slug}; there are {', '.join(known)}.")
    return LIBRARY / f"{slug}.yaml"


def shipped_bank(slug: str) -> Bank:
    """Read a shipped bank from its file (about half a second).

    Raises:
        LookupError: no shipped bank has this slug.
    """
    return read_bank(shipped_file(slug).read_bytes())
