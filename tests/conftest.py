"""Fixtures every test may use: a worker, a site, a browser, each a real process.

`celery_worker` and `site` work on the test database, so a test that uses them also asks for
`transactional_db`: they see committed rows only.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import browsers, examples, processes, services
from tests.patience import PATIENCE_MS, until

expect.set_options(timeout=PATIENCE_MS)
examples.register_profiles()  # before the option that names one is read, and any test

_WORKER_PIDS = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_WORKER_PIDS] = []
    config.pluginmanager.register(_Reported(config))
    from tests.access.counting import MatrixLine  # late: it needs Django's settings

    config.pluginmanager.register(MatrixLine())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what works on the database through a process of ours, so that it is made."""
    for item in items:
        if "database_name" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)  # behind a test's own mark, which wins


def pytest_report_header() -> list[str]:
    return [f"{name}: {said}" for name, said in _used().items()]


class _Reported:
    """Prints what the run really used, collected from every process of it."""

    def __init__(self, config: pytest.Config) -> None:
        self.pids = config.stash[_WORKER_PIDS]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.pids += getattr(node, "workeroutput", {}).get("celery_pids", [])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["celery_pids"] = self.pids

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("services really used")
        for name, said in _used().items():
            terminalreporter.write_line(f"{name}: {said}")
        workers = ", ".join(self.pids) or "not started by these tests"
        terminalreporter.write_line(f"Celery worker process: {workers}")


def _used() -> dict[str, str]:
    return {
        "PostgreSQL": services.postgres_version(),
        "Redis": services.redis_version(),
        "Chromium": browsers.version(),
        "pytest process": str(os.getpid()),
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the test database; before it is dropped, end what a killed process left connected."""
    yield
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()


@pytest.fixture(scope="session")
def database_name(django_db_setup: None) -> str:
    return str(connection.settings_dict["NAME"])


@pytest.fixture(scope="session")
def celery_worker(
    database_name: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[processes.CeleryWorker]:
    """Run `celery -A mlpm worker` on the test database; `.kill()` is `kill -9`."""
    worker = processes.CeleryWorker(database_name, tmp_path_factory.mktemp("worker"))
    worker.start()
    request.config.stash[_WORKER_PIDS].append(str(worker.pid))
    yield worker
    worker.stop()


@pytest.fixture(scope="session")
def collected_static(database_name: str) -> None:
    env = processes.environment(database_name)
    done = processes.run_manage("collectstatic", "--no-input", "--verbosity", "0", env=env)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def site_process(
    database_name: str, collected_static: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[processes.Site]:
    site = processes.Site(database_name, tmp_path_factory.mktemp("site"))
    site.start()
    yield site
    site.stop()


@pytest.fixture
def site(transactional_db: None, site_process: processes.Site) -> Iterator[processes.Site]:
    """Serve the site under gunicorn on the test database; `.stop()` and `.start()` keep its URL.

    What a page asked for last may still be answered when its window is closed: that ends before
    the tables are emptied, which would lock them in another order.
    """
    if not site_process.is_ready():
        site_process.start()
    yield site_process
    until(_nobody_else_asks)


def _nobody_else_asks() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle')"
        )
        return bool(cursor.fetchone()[0])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browsers.chromium()
    if path is None:
        pytest.skip(browsers.HOW_TO_GET_IT)
    with browsers.open_browser(path) as opened:
        yield opened


@pytest.fixture
def make_context(
    browser: Browser, site: processes.Site, tmp_path: Path
) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a fresh, signed-out browser context on the site."""
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=site.url, **options)
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(make_context: Callable[..., BrowserContext]) -> Page:
    return make_context().new_page()


@pytest.fixture
def sign_in(site: processes.Site) -> Callable[[BrowserContext, Any], None]:
    """Return a function that signs a user in to a browser context without the sign-in page."""

    def sign_in_to(context: BrowserContext, user: Any) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": site.url}])

    return sign_in_to
