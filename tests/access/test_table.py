"""docs/access.md is the table of the routes as they are."""

from pathlib import Path

from mlpm.access import table

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "access.md"


def test_the_written_table_is_that_of_the_code():
    assert WRITTEN.read_text("utf-8") == table(), "python manage.py access_table > docs/access.md"
