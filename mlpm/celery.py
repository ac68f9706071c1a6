"""The Celery application; its options are in `mlpm.queue`, its tasks in `assessments.tasks`."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
# Django's checks load every page, 16 MB that no task needs; `migrate` and `make check` run them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("mlpm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["assessments"])


def keep_django_logging(**_: Any) -> None:
    """Leave logging as Django configured it: Celery skips its own once this is connected."""


def prepare(**_: Any) -> None:
    from django.conf import settings

    from mlpm import checks, memory, queue

    memory.share_heaps()
    checks.refuse_unsafe_start()
    queue.forget_taken_messages(settings.MLPM_VAR / "queue")


setup_logging.connect(keep_django_logging)
worker_init.connect(prepare)
