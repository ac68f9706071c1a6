"""PostgreSQL refuses to change a published bank version, or to delete one while its bank stands.

The check of deletions waits for the commit: when a whole bank goes, its versions go with it.
"""

from django.db import migrations

MAKE = """
CREATE FUNCTION assessments_bank_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.bank_id IS DISTINCT FROM NEW.bank_id
        OR OLD.major IS DISTINCT FROM NEW.major
        OR OLD.minor IS DISTINCT FROM NEW.minor
        OR OLD.digest IS DISTINCT FROM NEW.digest
        OR OLD.notes IS DISTINCT FROM NEW.notes
        OR OLD.content IS DISTINCT FROM NEW.content
    THEN
        RAISE EXCEPTION 'bank version % is published and cannot change', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bank_version_stays BEFORE UPDATE ON assessments_bankversion
    FOR EACH ROW EXECUTE FUNCTION assessments_bank_version_stays();

CREATE FUNCTION assessments_bank_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM assessments_bank WHERE id = OLD.bank_id) THEN
        RAISE EXCEPTION 'bank version % is published and cannot be deleted', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bank_version_is_kept AFTER DELETE ON assessments_bankversion
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION assessments_bank_version_is_kept();
"""

UNMAKE = """
DROP TRIGGER bank_version_is_kept ON assessments_bankversion;
DROP FUNCTION assessments_bank_version_is_kept();
DROP TRIGGER bank_version_stays ON assessments_bankversion;
DROP FUNCTION assessments_bank_version_stays();
"""


def _on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statements, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [migrations.RunPython(_on_postgresql(MAKE), _on_postgresql(UNMAKE))]
