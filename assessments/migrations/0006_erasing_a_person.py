"""PostgreSQL lets the words of history and audit log change while a person is being erased.

Only in a transaction that says so (`mlpm.erasing`), and only the columns that can hold a name.
"""

from django.db import migrations

STAYS = """
CREATE OR REPLACE FUNCTION assessments_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_lose text[] := ARRAY[TG_ARGV[0]];
BEGIN
    IF TG_NARGS > 1 AND current_setting('mlpm.erasing', true) = 'on' THEN
        may_lose := may_lose || string_to_array(TG_ARGV[1], ',');
    END IF;
    IF (to_jsonb(NEW) ->> TG_ARGV[0] IS NULL
            OR to_jsonb(NEW) -> TG_ARGV[0] = to_jsonb(OLD) -> TG_ARGV[0])
        AND to_jsonb(NEW) - may_lose = to_jsonb(OLD) - may_lose
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'row % of % was written once and cannot change', OLD.id, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
STAYS_BEFORE = """
CREATE OR REPLACE FUNCTION assessments_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) ->> TG_ARGV[0] IS NULL
        AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'row % of % was written once and cannot change', OLD.id, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
TRIGGER = """
DROP TRIGGER event_stays ON {table};
CREATE TRIGGER event_stays BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION assessments_event_stays({given});
"""
TABLES = [
    ("assessments_answerevent", "'by_id'", "'value,reason,note'"),
    ("assessments_auditevent", "'actor_id'", "'object_name,detail'"),
]
MAKE = STAYS + "".join(
    TRIGGER.format(table=table, given=f"{person}, {words}") for table, person, words in TABLES
)
UNMAKE = STAYS_BEFORE + "".join(
    TRIGGER.format(table=table, given=person) for table, person, _words in TABLES
)


def _on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statements, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_evidence_goes_out_of_date")]

    operations = [migrations.RunPython(_on_postgresql(MAKE), _on_postgresql(UNMAKE))]
