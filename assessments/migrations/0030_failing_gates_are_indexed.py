"""PostgreSQL keeps which gates a product fails in a table of its own, so that one can be asked for.

It is an index the database keeps by itself, as it keeps the others: no statement of ours writes
it. A row is written only when the gates that fail change, or the level, product, team or due day
they stand with; an ordinary save writes none. Nothing reads it on SQLite, so it is not there.
"""

from django.db import migrations

TABLE = """
CREATE TABLE assessments_failinggate (
    assessment_id bigint NOT NULL,
    code varchar(100) NOT NULL,
    organisation_id bigint NOT NULL,
    team_id bigint NOT NULL,
    bank_id bigint NOT NULL,
    level_rank integer NOT NULL,
    product_name varchar(200) NOT NULL,
    due_date date NOT NULL,
    PRIMARY KEY (assessment_id, code)
);
"""

INDEX = """
CREATE INDEX failing_gate_{scope}_{order} ON assessments_failinggate
    ({scope}_id, bank_id, code, level_rank, {column}, assessment_id);
"""
INDEXES = "".join(
    INDEX.format(scope=scope, order=order, column=column)
    for scope in ("organisation", "team")
    for order, column in (("name", "product_name"), ("due", "due_date"))
)

FUNCTIONS = """
CREATE FUNCTION assessments_failing_gates_of(one assessments_assessment) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN one.is_current AND one.fails_gate
        THEN COALESCE(one.summary -> 'gates_failing', '[]') ELSE '[]' END
$$;

CREATE FUNCTION assessments_index_failing_gates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    failing jsonb;
BEGIN
    IF TG_OP = 'UPDATE' AND (
        OLD.is_current, OLD.fails_gate, OLD.organisation_id, OLD.team_id, OLD.bank_id,
        OLD.level_rank, OLD.product_name, OLD.due_date, OLD.summary -> 'gates_failing'
    ) IS NOT DISTINCT FROM (
        NEW.is_current, NEW.fails_gate, NEW.organisation_id, NEW.team_id, NEW.bank_id,
        NEW.level_rank, NEW.product_name, NEW.due_date, NEW.summary -> 'gates_failing'
    ) THEN
        RETURN NULL;
    END IF;
    failing := assessments_failing_gates_of(NEW);
    DELETE FROM assessments_failinggate
        WHERE assessment_id = NEW.id AND NOT jsonb_exists(failing, code);
    INSERT INTO assessments_failinggate AS kept
        SELECT NEW.id, gate, NEW.organisation_id, NEW.team_id, NEW.bank_id,
            COALESCE(NEW.level_rank, -1), NEW.product_name, COALESCE(NEW.due_date, '9999-12-31')
        FROM jsonb_array_elements_text(failing) gate
        ON CONFLICT (assessment_id, code) DO UPDATE SET
            organisation_id = EXCLUDED.organisation_id, team_id = EXCLUDED.team_id,
            bank_id = EXCLUDED.bank_id, level_rank = EXCLUDED.level_rank,
            product_name = EXCLUDED.product_name, due_date = EXCLUDED.due_date
        WHERE (kept.organisation_id, kept.team_id, kept.bank_id, kept.level_rank,
                kept.product_name, kept.due_date)
            IS DISTINCT FROM (EXCLUDED.organisation_id, EXCLUDED.team_id, EXCLUDED.bank_id,
                EXCLUDED.level_rank, EXCLUDED.product_name, EXCLUDED.due_date);
    RETURN NULL;
END $$;

CREATE FUNCTION assessments_forget_failing_gates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM assessments_failinggate WHERE assessment_id = OLD.id;
    RETURN NULL;
END $$;

CREATE FUNCTION assessments_empty_failing_gates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE assessments_failinggate;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER failing_gates_come AFTER INSERT ON assessments_assessment
    FOR EACH ROW WHEN (NEW.is_current AND NEW.fails_gate)
    EXECUTE FUNCTION assessments_index_failing_gates();
CREATE TRIGGER failing_gates_change AFTER UPDATE ON assessments_assessment
    FOR EACH ROW WHEN (OLD.is_current AND OLD.fails_gate OR NEW.is_current AND NEW.fails_gate)
    EXECUTE FUNCTION assessments_index_failing_gates();
CREATE TRIGGER failing_gates_go AFTER DELETE ON assessments_assessment
    FOR EACH ROW WHEN (OLD.is_current AND OLD.fails_gate)
    EXECUTE FUNCTION assessments_forget_failing_gates();
CREATE TRIGGER failing_gates_all_go AFTER TRUNCATE ON assessments_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_empty_failing_gates();
"""

FILL = """
INSERT INTO assessments_failinggate
    SELECT one.id, gate, one.organisation_id, one.team_id, one.bank_id,
        COALESCE(one.level_rank, -1), one.product_name, COALESCE(one.due_date, '9999-12-31')
    FROM assessments_assessment one,
        jsonb_array_elements_text(assessments_failing_gates_of(one)) gate;
"""

UNMAKE = """
DROP TRIGGER failing_gates_all_go ON assessments_assessment;
DROP TRIGGER failing_gates_go ON assessments_assessment;
DROP TRIGGER failing_gates_change ON assessments_assessment;
DROP TRIGGER failing_gates_come ON assessments_assessment;
DROP FUNCTION assessments_empty_failing_gates();
DROP FUNCTION assessments_forget_failing_gates();
DROP FUNCTION assessments_index_failing_gates();
DROP FUNCTION assessments_failing_gates_of(assessments_assessment);
DROP TABLE assessments_failinggate;
"""


def _on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statements, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("assessments", "0029_portfolio_sorts_by_trend")]

    operations = [
        migrations.RunPython(
            _on_postgresql(TABLE + FUNCTIONS + TRIGGERS + FILL + INDEXES), _on_postgresql(UNMAKE)
        )
    ]
