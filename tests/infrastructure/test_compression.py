"""PostgreSQL compresses what is large with lz4, which writes it faster (ADR 0043)."""

import pytest
from django.db import connection
from django.utils import timezone

from assessments.banks.models import BankUpload
from tests.factories import UserFactory

COLUMNS = """
    SELECT relname, attname, attcompression FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    JOIN pg_type ON pg_type.oid = atttypid
    WHERE relkind = 'r' AND relname LIKE 'assessments\\_%' AND attnum > 0
        AND typname IN ('jsonb', 'bytea') AND NOT attisdropped
"""


@pytest.mark.django_db
def test_every_large_column_of_ours_is_compressed_with_lz4():
    with connection.cursor() as cursor:
        cursor.execute("SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression'")
        assert "lz4" in cursor.fetchone()[0], "this server was built without lz4"
        cursor.execute(COLUMNS)
        found = {(table, column): method for table, column, method in cursor.fetchall()}
    assert ("assessments_reportfile", "content") in found
    assert {column for column, method in found.items() if method != "l"} == set()


@pytest.mark.django_db
def test_what_is_stored_is_compressed_with_it_and_read_back_equal():
    content = b"asked and answered " * 10_000
    upload = BankUpload.objects.create(
        user=UserFactory(), name="large.yaml", content=content, digest="", at=timezone.now()
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_column_compression(content) FROM assessments_bankupload")
        assert cursor.fetchall() == [("lz4",)]
    upload.refresh_from_db()
    assert bytes(upload.content) == content
