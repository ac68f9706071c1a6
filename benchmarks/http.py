"""A keep-alive HTTP client that costs next to nothing, so that the server is what is measured."""

import gzip
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.servers import HOST

_PIECE = 262_144


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """Give the first header of a name (lower case), or an empty text."""
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.lower() == name.encode():
                return value.strip().decode("latin-1")
        return ""

    def text(self) -> str:
        packed = self.header("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    def cookies(self) -> dict[str, str]:
        found = {}
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.lower() == b"set-cookie":
                name, _, content = value.strip().partition(b";")[0].partition(b"=")
                found[name.decode()] = content.decode("latin-1")
        return found


class Connection:
    """One browser's connection; opened when first used and again when the server closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def hand_over(self, request: bytes) -> socket.socket:
        """Send a request without waiting for its reply."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request)
        return self.socket

    def send(self, request: bytes) -> Reply:
        reply = self._receive(self.hand_over(request))
        if reply.header("connection").lower() == "close":
            self.close()
        return reply

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def _receive(self, connection: socket.socket) -> Reply:
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += _more(connection)
        head, body = received[:end], received[end + 4 :]
        reply = Reply(int(head[9:12]), head, b"")
        if reply.header("transfer-encoding") == "chunked":
            while not body.endswith(b"0\r\n\r\n"):
                body += _more(connection)
            return Reply(reply.status, head, _joined(body))
        length = int(reply.header("content-length") or 0)
        while len(body) < length:
            body += _more(connection)
        return Reply(reply.status, head, body)


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(_PIECE)
    if not piece:
        raise ConnectionError("the server closed the connection in the middle of a reply")
    return piece


def _joined(chunked: bytes) -> bytes:
    parts, rest = [], chunked
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size, 16)
        parts.append(rest[:length])
        rest = rest[length + 2 :]
        if not length:
            break
    return b"".join(parts)


def request(
    method: str,
    path: str,
    *,
    cookies: Mapping[str, str],
    body: bytes = b"",
    kind: str = "application/x-www-form-urlencoded",
    headers: Mapping[str, str] | None = None,
    address: str = "203.0.113.7",
) -> bytes:
    """Build the bytes of a request as the proxy in front of the site passes it on."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {HOST}",
        "X-Forwarded-Proto: https",
        f"X-Forwarded-For: {address}",
        "Accept: text/html",
        "Accept-Encoding: gzip",
        "Accept-Language: en",
        "Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()),
    ]
    if method != "GET":
        lines += [f"Origin: https://{HOST}", f"Content-Type: {kind}"]
        lines += [f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def form(values: list[tuple[str, str]] | dict[str, str]) -> bytes:
    return urlencode(values).encode()
