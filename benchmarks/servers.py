"""Starts everything a run needs, as in production, on free ports; all of it ends with the run."""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.production import production_python
from tests import services

ROOT: Final = Path(__file__).resolve().parent.parent
HOST: Final = "readiness.example.org"
# A commit is on the disk before the client hears of it.
DURABLE: Final = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_connections=100")
LAYOUT: Final = {"WEB_CONCURRENCY": "2", "WEB_THREADS": "4"}


@dataclass(frozen=True)
class Servers:
    """The addresses of a PostgreSQL with durable commits and a Redis, and where logs go.

    `python` runs what is measured: of an environment that holds what production installs.
    """

    folder: Path
    database_server: str
    redis_url: str
    python: str

    def environment(self, database: str, **more: str) -> dict[str, str]:
        """Build the environment of a production process; TLS ends at a proxy, played by us."""
        return {
            **os.environ,
            **LAYOUT,
            "DJANGO_SETTINGS_MODULE": "mlpm.settings",
            "MLPM_ENV": "production",
            "MLPM_VAR": str(self.folder / "var"),
            "SECRET_KEY": SECRET,
            "BASE_URL": f"https://{HOST}",
            "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
            "TRUSTED_PROXIES": "1",
            "LOG_LEVEL": "WARNING",
            "DATABASE_URL": f"{self.database_server}/{database}",
            "REDIS_URL": self.redis_url,
            **more,
        }

    @property
    def redis_pid(self) -> int:
        import redis

        with redis.Redis.from_url(self.redis_url) as client:
            return int(client.info("server")["process_id"])

    def create_database(self, name: str, like: str = "template0") -> None:
        self.run_sql("postgres", f"CREATE DATABASE {name} TEMPLATE {like}")

    def run_sql(self, database: str, sql: str) -> list[tuple[object, ...]]:
        import psycopg2

        url = f"{self.database_server}/{database}".replace("postgres://", "postgresql://")
        connection = psycopg2.connect(url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()


SECRET: Final = secrets.token_urlsafe(60)


def start_servers() -> Servers:
    folder = services.new_folder("readiness-benchmark-")
    database = services.start_postgres(services.new_folder("benchmark-postgres-"), DURABLE)
    redis = services.start_redis(services.new_folder("benchmark-redis-"))
    python = production_python(folder / "environment")
    return Servers(folder, database.rpartition("/")[0], f"{redis}/0", python)


class Site:
    """One gunicorn, two workers of four threads, as `deploy/gunicorn.conf.py` lays it out."""

    def __init__(self, servers: Servers, database: str, application: str, live: str) -> None:
        self.port = services.free_port()
        self.database = database
        log = servers.folder / f"gunicorn-{database}.log"
        env = servers.environment(database, BIND=f"127.0.0.1:{self.port}")
        command = [servers.python, "-m", "gunicorn", application, "-c", "deploy/gunicorn.conf.py"]
        self.process = services.start(command, log=log, env=env)
        self.live = f"http://127.0.0.1:{self.port}{live}"
        services.wait_for(self.is_ready, self.process, log)
        self.log = log

    def is_ready(self) -> bool:
        try:
            urlopen(self.live, timeout=2).close()  # noqa: S310 -- our own
        except (URLError, OSError):
            return False
        return len(family(self.process.pid)) > int(LAYOUT["WEB_CONCURRENCY"])

    def stop(self) -> None:
        services.stop(self.process)

    def cpu_seconds(self) -> float:
        """Read the CPU time this site's processes have used so far."""
        return sum(_cpu_seconds(pid) for pid in family(self.process.pid))


def start_worker(servers: Servers, database: str) -> subprocess.Popen[bytes]:
    log = servers.folder / "worker.log"
    command = [servers.python, "-m", "celery", "-A", "mlpm", "worker", "-P", "threads"]
    command += ["-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle"]
    env = servers.environment(database, LOG_LEVEL="INFO")  # it says when it is ready
    process = services.start(command, log=log, env=env)
    services.wait_for(lambda: b"ready." in log.read_bytes(), process, log)
    return process


def manage(servers: Servers, database: str, *arguments: str) -> str:
    """Run `manage.py` on a database and return what it printed; raise when it fails."""
    return python(servers, database, "manage.py", *arguments)


def prepare_product(servers: Servers, database: str) -> None:
    """Make a database with the product's tables, and collect the static files of its pages."""
    servers.create_database(database)
    manage(servers, database, "migrate", "--verbosity", "0")
    manage(servers, database, "collectstatic", "--no-input", "--verbosity", "0")


def prepare_floor(servers: Servers, database: str, users: int) -> list[dict[str, object]]:
    """Fill the floor's database; return user ids with their session keys."""
    servers.create_database(database)
    command = [sys.executable, "-m", "benchmarks.floor.seed", str(users)]
    found: list[dict[str, object]] = json.loads(_run(command, servers.environment(database)))
    return found


def python(servers: Servers, database: str, *arguments: str) -> str:
    """Run Python with the product's settings on a database and return what it printed."""
    return _run([sys.executable, *arguments], servers.environment(database))


def _run(command: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[1:])} failed:\n{done.stdout}{done.stderr}"[-4000:])
    return done.stdout


def timed_manage(servers: Servers, database: str, *arguments: str) -> float:
    started = time.perf_counter()
    manage(servers, database, *arguments)
    return time.perf_counter() - started


def family(pid: int) -> list[int]:
    """Give a process and all that descend from it."""
    children = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    found = [int(child) for text in children for child in text.split()]
    return [pid, *(member for child in found for member in family(child))]


def pss_mib(pids: Iterable[int]) -> float:
    """Sum the proportional set size of processes in MiB."""
    return sum(_pss_kib(pid) for pid in pids) / 1024


def _pss_kib(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except ProcessLookupError:
        return 0  # ended, and not yet waited for by its parent: it holds nothing any more
    for line in rollup.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def spent_seconds(pid: int) -> float:
    """Read the CPU time of a process and all that descend from it, the ended ones included."""
    return sum(_cpu_seconds(member, counted=4) for member in family(pid))


def _cpu_seconds(pid: int, counted: int = 2) -> float:
    """Read user and system time; with `counted` 4 those of ended children too."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 11 + counted])) / os.sysconf("SC_CLK_TCK")
