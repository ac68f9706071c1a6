"""How gunicorn serves the site: threads for waiting, processes for work, ids in the log."""

import gc
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from mlpm import env, memory

memory.share_heaps()
gc.disable()  # until the workers fork: what it frees leaves holes, which they would each fill

_production = env.choice("MLPM_ENV", ("embedded", "production"), "embedded") == "production"

bind = env.text("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = env.number("WEB_CONCURRENCY", 2 if _production else 1, at_least=1)
threads = env.number("WEB_THREADS", 4 if _production else 8, at_least=1)
preload_app = True  # an unsafe set-up ends the master, and workers share memory
timeout = 30
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 -- heartbeats only
control_socket_disable = True
loglevel = "warning"


def when_ready(server: Arbiter) -> None:
    """Load what every request needs before the workers fork, so that they share it."""
    from django.urls import get_resolver

    _ = get_resolver().reverse_dict  # every page, and every address by its name
    gc.freeze()  # a collection in a worker would copy the shared pages
    # A page makes thousands of objects: at 700 the collector would run some ten times in each, at
    # 50,000 every worker would hold 10 MB of what is done with.
    gc.set_threshold(5_000, 20, 50)
    server.log.info("ready on %s", bind)


def post_fork(_server: Arbiter, _worker: Worker) -> None:
    gc.enable()
