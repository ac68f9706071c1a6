"""What any file from outside may weigh: size, depth, and text in UTF-8."""

from assessments.banks.formats.errors import refuse

MOST_BYTES = 5 * 1024 * 1024
MOST_DEPTH = 32
# Ten times the values of the default bank; YAML takes a second for every ten thousand or so.
MOST_VALUES = 60_000
MOST_DIGITS = 18
MOST_FLOAT = 30


def decoded(raw: bytes, most_bytes: int = MOST_BYTES) -> str:
    """Give the file's text without a byte order mark.

    Raises:
        BankFileRefused: larger than `most_bytes`, or not UTF-8.
    """
    if len(raw) > most_bytes:
        raise refuse(f"The file has {len(raw)} bytes; at most {most_bytes} are read.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(f"The file is not UTF-8 text (byte {error.start}).") from error


def check_depth(depth: int, where: str) -> None:
    """Refuse a structure nested deeper than any bank needs."""
    if depth > MOST_DEPTH:
        raise refuse(f"{where}: nested deeper than {MOST_DEPTH} levels.")
