"""Secrets that stand in a link: 256 random bits, of which only the hash is kept (ADR 0016)."""

import secrets
from hashlib import sha256
from typing import Final

SECRET_BYTES: Final = 32


def new_secret() -> str:
    """Give a secret nobody can guess, in characters that need no quoting in an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """Give what is kept of a secret; 256 random bits need no salt and no slow hash."""
    return sha256(secret.encode()).hexdigest()
