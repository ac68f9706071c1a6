"""`manage.py serve`: the web server and the Celery worker of one machine, in one command."""

import errno
import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management.base import BaseCommand, CommandError

from assessments.management.supervisor import (
    Child,
    StartFailedError,
    Supervisor,
    end_with_parent,
)


class Command(BaseCommand):
    help = "Run the site and its worker together until Ctrl-C; nothing is left running."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--check-port", action="store_true", help="only see if it is free")
        parser.add_argument("--then", help="a management command to run once both are up")

    def handle(self, *_: Any, host: str, port: int, then: str | None, **options: Any) -> None:
        self.refuse_used_port(host, port)
        if options["check_port"]:
            return
        self.refuse_unsafe()
        os.environ.setdefault("BASE_URL", f"http://{_address(host, port)}")
        supervisor = Supervisor([_web(host, port), _worker()], self.say)
        try:
            supervisor.run(lambda: self.announce(host, port, then))
        except StartFailedError as error:
            raise CommandError(f"{error}: the lines above say why") from error
        self.say("Stopped.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def refuse_unsafe(self) -> None:
        found = run_checks(databases=["default"])
        errors = [message for message in found if message.level >= ERROR]
        for message in errors:
            self.stderr.write(f"refused to start: {message.msg}")
        if errors:
            raise SystemExit(3)

    def refuse_used_port(self, host: str, port: int) -> None:
        if not 0 <= port < 65536:  # noqa: PLR2004 -- sixteen bits
            raise CommandError(f"port {port} is none: choose one from 1 to 65535")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(_no_port(port, error)) from error

    def announce(self, host: str, port: int, then: str | None) -> None:
        if then:
            command = [sys.executable, "manage.py", *then.split()]
            subprocess.run(  # noqa: S603 -- our own command line, no shell
                command,
                cwd=settings.BASE_DIR,
                check=False,
                preexec_fn=end_with_parent(signal.SIGKILL),
            )
        self.say(f"\nServing at http://{host}:{port}/ : press Ctrl-C to stop.")


def _no_port(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: stop what uses it, or choose another: make run PORT=8001"
    return f"port {port} cannot be used: {error.strerror}"


def _project() -> str:
    return os.environ["DJANGO_SETTINGS_MODULE"].partition(".")[0]


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _web(host: str, port: int) -> Child:
    command = [sys.executable, "-m", "gunicorn", f"{_project()}.wsgi"]
    command += ["-c", str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py")]
    command += ["-b", _address(host, port)]
    return Child("web server", command, settings.BASE_DIR, must_start=True, orphaned=signal.SIGTERM)


def _worker() -> Child:
    command = [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "-q"]
    command += ["-A", _project(), "worker", "-P", "threads", "-c", "2"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return Child("worker", command, settings.BASE_DIR)
