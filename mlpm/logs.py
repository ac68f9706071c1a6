"""Log settings: JSON lines in production, plain lines elsewhere; never the text of an answer.

Nor the secret of a link, which stands in an address that was not found or failed.
"""

import logging
import re
from typing import Any, Final

import structlog

_SHARED: Final[list[Any]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]
_SECRET: Final = re.compile(
    r"(/invitations/|/shared/|/accounts/confirm-email/|/accounts/password/reset/key/)[^\s/\"'?&]{16,}"
)


def configure(*, as_json: bool, level: str) -> dict[str, Any]:
    """Set structlog up and return Django's `LOGGING`, both writing the same lines."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": _rendering(as_json=as_json),
            }
        },
        "filters": {"refusals": {"()": lambda: _refusal_in_one_line}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "django.request": {"filters": ["refusals"]},
            "django.db.backends": {"level": "WARNING"},  # its lines hold what people typed
        },
    }


def _refusal_in_one_line(record: logging.LogRecord) -> bool:
    """Keep the traceback of our faults only: 400, 403 and 404 are answers, not faults."""
    if record.levelno < logging.ERROR:
        record.exc_info = None
    return True


def _rendering(*, as_json: bool) -> list[Any]:
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if as_json:
        rendered = structlog.processors.JSONRenderer()
        return [meta, structlog.processors.format_exc_info, rendered, without_secrets]
    plain = structlog.dev.plain_traceback  # the rich one prints locals: what people typed
    console = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)
    return [meta, console, without_secrets]


def without_secrets(_logger: Any, _method: str, line: Any) -> Any:
    """Cut the secrets of links out of a finished line."""
    return _SECRET.sub(r"\1[secret]", line)
