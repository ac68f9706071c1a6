"""Shows where the time of one page goes: runs it again and again in this process, profiled.

Run as `python -m benchmarks.profile section|answer-save|section-save|home [--times N]`.
"""

import argparse
import cProfile
import os
import pstats
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, Final

from benchmarks import clicks, servers
from benchmarks.http import Reply

PAGES: Final = ("section", "answer-save", "section-save", "home")


class InProcess:
    """Stands in for a connection: hands the bytes of a request to the WSGI application."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def send(self, request: bytes) -> Reply:
        head, _, body = request.partition(b"\r\n\r\n")
        answered: list[Any] = []
        chunks = self.application(_environ(head.decode("latin-1"), body), _into(answered))
        content = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        status, headers = answered
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
        return Reply(int(status[:3]), "\r\n".join(lines).encode("latin-1"), content)

    def close(self) -> None:
        """Nothing is open."""


def _into(answered: list[Any]) -> Callable[..., None]:
    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        answered[:] = [status, headers]

    return start_response


def _environ(head: str, body: bytes) -> dict[str, Any]:
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    path, _, query = path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": servers.HOST,
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    for name, value in (line.split(": ", 1) for line in lines):
        key = name.upper().replace("-", "_")
        environ[key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"] = value
    return environ


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", choices=PAGES)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--sort", default="tottime")
    options = parser.parse_args()
    os.chdir(servers.ROOT)
    started = servers.start_servers()
    servers.prepare_product(started, "base")
    servers.manage(started, "base", "seed_benchmark", "--assessments", "100")
    os.environ.update(started.environment("base"))
    from mlpm.wsgi import application

    show(options, clicks.visitors(started, "base", 1)[0], InProcess(application))


def show(options: argparse.Namespace, visitor: dict[str, Any], connection: Any) -> None:
    """Print the CPU time of the page, its statements, and the functions that cost most."""
    from django.db import connection as database

    from benchmarks.scenarios import SCENARIOS

    visitor["cookies"] = clicks.sign_in(connection, visitor["email"], clicks.PASSWORD)
    kind = options.page if options.page in SCENARIOS else "page"
    scenario = SCENARIOS[kind]({**visitor, "path": visitor.get(options.page, "")})
    scenario.prepare(connection)

    def once() -> float:
        began = time.process_time()
        reply = connection.send(scenario.request())
        took = (time.process_time() - began) * 1000
        if not scenario.accepts(reply):
            raise SystemExit(f"{reply.status} {reply.text()[:2000]}")
        return took

    for _ in range(10):
        once()
    taken = [once() for _ in range(options.times)]
    statements: Counter[str] = Counter()

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements[sql[:160]] += 1
        return execute(sql, *rest)

    with database.execute_wrapper(count):
        once()
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(options.times):
        once()
    profiler.disable()
    pstats.Stats(profiler).sort_stats(options.sort).print_stats(45)
    print("\n".join(f"{number} x {sql}" for sql, number in statements.items()))
    print(f"{options.page}: {statistics.median(taken):.2f} ms CPU, lowest {min(taken):.2f}")


if __name__ == "__main__":
    main()
