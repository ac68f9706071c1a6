"""What one visitor does again and again; a scenario knows if a reply means that it was done."""

from typing import Any, Final, Protocol

from benchmarks.http import Connection, Reply, form, request

OK: Final = 200


class Scenario(Protocol):
    def __init__(self, visitor: dict[str, Any]) -> None: ...

    def prepare(self, connection: Connection) -> None:
        """Get ready before a round; not measured."""

    def request(self) -> bytes: ...

    def accepts(self, reply: Reply) -> bool: ...


class Page:
    """Opens the page at the visitor's `path`."""

    def __init__(self, visitor: dict[str, Any]) -> None:
        self.bytes = request("GET", visitor["path"], cookies=visitor["cookies"])

    def prepare(self, connection: Connection) -> None:
        """A page needs nothing."""

    def request(self) -> bytes:
        return self.bytes

    def accepts(self, reply: Reply) -> bool:
        return reply.status == OK


class BareUpsert:
    """Writes one of ten rows of the floor."""

    def __init__(self, visitor: dict[str, Any]) -> None:
        self.user = str(visitor["user"])
        self.count = 0

    def prepare(self, connection: Connection) -> None:
        """The floor needs nothing."""

    def request(self) -> bytes:
        self.count += 1
        values = {
            "user": self.user,
            "question": str(self.count % 10 + 1),
            "value": str(self.count % 4),
        }
        return request("POST", "/upsert", cookies={}, body=form(values))

    def accepts(self, reply: Reply) -> bool:
        return reply.status == OK and reply.body == b"saved"


SCENARIOS: Final[dict[str, type[Scenario]]] = {
    "page": Page,
    "bare-upsert": BareUpsert,
}
