"""Times `import_bank` of a file again and again, each time undone; prints JSON.

Run as `python -m benchmarks.bank_import FILE TIMES` with the product's settings, on a database
that does not hold the bank yet.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from typing import Any, Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlpm.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 -- needs the settings loaded above
from django.db import connection, transaction  # noqa: E402

COUNTED: Final = ("SELECT", "INSERT", "UPDATE", "DELETE")


def main(file: str, times: int) -> None:
    measured = [_imported(file) for _ in range(times)]
    print(
        json.dumps(
            {
                "milliseconds": [milliseconds for milliseconds, _ in measured],
                "statements": max(statements for _, statements in measured),
            }
        )
    )


def _imported(file: str) -> tuple[float, int]:
    statements: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with transaction.atomic(), redirect_stdout(StringIO()), connection.execute_wrapper(count):
        started = time.perf_counter()
        call_command("import_bank", file)
        took = (time.perf_counter() - started) * 1000
        transaction.set_rollback(True)
    return took, sum(sql.lstrip().upper().startswith(COUNTED) for sql in statements)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
