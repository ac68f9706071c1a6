"""The banks that ship with the program: one YAML file each in `library/`."""

from pathlib import Path

from assessments.banks.formats import format_of
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


def bank_file(name: str) -> Path:
    """Give the file a command line names: a path, or the slug of a shipped bank.

    Raises:
        LookupError: there is neither such a file nor such a shipped bank.
    """
    path = Path(name)
    return path if path.is_file() else shipped_file(name)


def named_bank(name: str) -> Bank:
    """Read the bank a command line names, in the format its file name ends with.

    Raises:
        LookupError: there is neither such a file nor such a shipped bank.
        BankFileRefused: the file holds no sound bank; lists every error with its path.
    """
    path = bank_file(name)
    return format_of(path.name).read(path.read_bytes())
