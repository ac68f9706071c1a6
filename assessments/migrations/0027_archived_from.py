"""An archived assessment keeps the state it was archived in, to come back in that one.

Those that are archived already have theirs in the audit log.
"""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

STATES = [("open", "Open"), ("submitted", "Submitted"), ("closed", "Archived")]


def read_the_log(apps, editor):
    events = apps.get_model("assessments", "AuditEvent").objects.filter(
        verb="assessment.archived", object_type="assessment", object_id=OuterRef("pk")
    )
    last = events.order_by("-at", "-pk").values(before=KT("detail__before"))[:1]
    rows = apps.get_model("assessments", "Assessment").objects.filter(state="closed")
    rows.update(archived_from=Coalesce(Subquery(last), Value("open")))


class Migration(migrations.Migration):
    dependencies = [("assessments", "0026_risks_are_ranked")]

    operations = [
        migrations.AddField(
            "assessment",
            "archived_from",
            models.CharField(blank=True, choices=STATES, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.RunPython(read_the_log, migrations.RunPython.noop),
    ]
