"""Knows the harmless pattern by which virus scanners are tested; it is written here in pieces."""

from typing import Final

_PATTERN: Final = b"".join(
    (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*")
)
OVERLAP: Final = len(_PATTERN) - 1


def holds_test_virus(content: bytes) -> bool:
    return _PATTERN in content
