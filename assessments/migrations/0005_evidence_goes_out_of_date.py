"""Evidence knows the day it is too old, and a removed file may lose its bytes."""

from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

from assessments.scoring.days import months_after

BATCH = 500


def fill_in_stale_days(apps, _editor):
    """Give every row that stands its day; nobody is told about what is already too old."""
    evidence = apps.get_model("assessments", "Evidence")
    dated = evidence.objects.filter(removed_at__isnull=True).exclude(
        dated__isnull=True, expires_on__isnull=True
    )
    months = dict(
        dated.values_list(
            "assessment_id", "assessment__bank_version__content__scoring__evidence_months"
        )
    )
    rows = []
    for row in dated.order_by("pk"):
        aged = months_after(row.dated, months[row.assessment_id] or 12) if row.dated else None
        last = min(day for day in (aged, row.expires_on) if day is not None)
        row.stale_on = last + timedelta(days=1)
        row.told_at = row.added_at if row.stale_on <= timezone.now().date() else None
        rows.append(row)
    evidence.objects.bulk_update(rows, ["stale_on", "told_at"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_teams_work_together")]

    operations = [
        migrations.AddField("evidence", "stale_on", models.DateField(blank=True, null=True)),
        migrations.AddField("evidence", "told_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField(
            "evidence",
            "file",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="assessments.evidencefile",
            ),
        ),
        migrations.RemoveConstraint("evidence", "evidence_is_link_or_file"),
        migrations.AddConstraint(
            "evidence",
            models.CheckConstraint(
                condition=(Q(file__isnull=True) ^ Q(url="")) | Q(removed_at__isnull=False),
                name="evidence_is_link_or_file",
            ),
        ),
        migrations.RunPython(fill_in_stale_days, migrations.RunPython.noop),
        migrations.AddIndex(
            "evidence",
            models.Index(
                fields=["stale_on"],
                name="evidence_to_tell",
                condition=Q(told_at__isnull=True, removed_at__isnull=True, stale_on__isnull=False),
            ),
        ),
    ]
