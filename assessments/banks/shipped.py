"""The banks that ship with the program: one YAML file each in `library/`."""

from pathlib import Path
from typing import Final

from assessments.banks.formats import read_bank_file
from assessments.banks.formats.native import read_bank
from assessments.scoring.bank import Bank

LIBRARY = Path(__file__).parent / "library"
TEMPLATE = Path(__file__).parent / "template.yaml"
# The shipped bank that is offered first.
DEFAULT_BANK: Final = "ml-readiness"


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


def template_bank() -> Bank:
    """Read the example of a bank that people put their own questions into."""
    return read_bank(TEMPLATE.read_bytes())


def bank_file(name: str) -> Path:
    """Give the file a command line names: a path, or the slug of a shipped bank.

    Raises:
        LookupError: there is neither such a file nor such a shipped bank.
    """
    path = Path(name)
    return path if path.is_file() else shipped_file(name)


def named_bank(name: str) -> Bank:
    """Read the bank a command line names, from a file of any kind that can be imported.

    Raises:
        LookupError: there is neither such a file nor such a shipped bank.
        BankFileRefused: the file holds no sound bank; lists every error with its path.
    """
    path = bank_file(name)
    return read_bank_file(path.read_bytes(), path.name)
