"""PostgreSQL keeps the history and the audit log append-only.

A row only ever loses the person who is erased, and goes only together with the assessment or
organisation it belongs to; the check of deletions waits for the commit to see that.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION assessments_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) ->> TG_ARGV[0] IS NULL
        AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'row % of % was written once and cannot change', OLD.id, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION assessments_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner_stands boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE id = ($1).%I)', TG_ARGV[0], TG_ARGV[1])
        INTO owner_stands USING OLD;
    IF owner_stands OR (to_jsonb(OLD) ->> TG_ARGV[1]) IS NULL THEN
        RAISE EXCEPTION 'row % of % was written once and is kept', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER event_stays BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION assessments_event_stays('{person}');
CREATE CONSTRAINT TRIGGER event_is_kept AFTER DELETE ON {table}
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION assessments_event_is_kept('{owner_table}', '{owner}');
"""

TABLES = [
    {
        "table": "assessments_answerevent",
        "person": "by_id",
        "owner_table": "assessments_assessment",
        "owner": "assessment_id",
    },
    {
        "table": "assessments_auditevent",
        "person": "actor_id",
        "owner_table": "assessments_organisation",
        "owner": "organisation_id",
    },
]

MAKE = FUNCTIONS + "".join(TRIGGERS.format(**names) for names in TABLES)
UNMAKE = (
    "".join(
        f"DROP TRIGGER event_is_kept ON {names['table']};"
        f"DROP TRIGGER event_stays ON {names['table']};"
        for names in TABLES
    )
    + "DROP FUNCTION assessments_event_is_kept(); DROP FUNCTION assessments_event_stays();"
)


def _on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statements, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_bank_version_is_immutable")]

    operations = [migrations.RunPython(_on_postgresql(MAKE), _on_postgresql(UNMAKE))]
