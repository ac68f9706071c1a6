"""A file from outside, looked at before anything is made of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from assessments.banks.formats.json_text import LooseJson, read_loose_json

ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")
BRACKETS: Final = (b"{", b"[")
YAML_ENDINGS: Final = (".yaml", ".yml")


@dataclass(frozen=True)
class BankFile:
    """The bytes of a file, and the name it came with."""

    raw: bytes
    name: str = ""

    @cached_property
    def kind(self) -> Literal["zip", "json", "yaml"]:
        """Say what the file is written in, by its first characters.

        A bracket begins JSON, unless the name says that it is YAML, which may begin so too.
        """
        if self.raw.startswith(ZIP_STARTS):
            return "zip"
        start = self.raw[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
        is_named_yaml = self.name.lower().endswith(YAML_ENDINGS)
        return "json" if start.startswith(BRACKETS) and not is_named_yaml else "yaml"

    @cached_property
    def _loose(self) -> LooseJson:
        return read_loose_json(self.raw)

    def loose_json(self) -> LooseJson:
        """Read the file once as other tools write JSON; what had to be left out is listed.

        Raises:
            BankFileRefused: it is not a JSON file that holds one object, or is too large or deep.
        """
        return self._loose
