"""PostgreSQL compresses reports, drafts and whatever else is large with lz4, where it has it.

Writing a report's file or the draft of a large bank takes it little over half the time (ADR 0043). What is
stored already stays as it is until it is written again: no table is rewritten.
"""

from django.db import migrations

COMPRESS = """
DO $$
DECLARE
    one record;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_settings
        WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)
    ) THEN
        RETURN;  -- this server was built without it
    END IF;
    FOR one IN
        SELECT attrelid::regclass AS of, attname AS name FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
            AND relname LIKE 'assessments\\_%' AND attnum > 0 AND NOT attisdropped
            AND atttypid IN ('jsonb'::regtype, 'bytea'::regtype)
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION {method}', one.of, one.name);
    END LOOP;
END $$;
"""


def _with(method):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(COMPRESS.replace("{method}", method), params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("assessments", "0032_schedules_and_bundles_have_a_language")]

    operations = [migrations.RunPython(_with("lz4"), _with("default"))]
