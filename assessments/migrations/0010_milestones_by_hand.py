"""A milestone knows the day it was scored on, and whether a person made it by hand."""

from datetime import UTC

from django.db import migrations, models
from django.db.models.functions import TruncDate


def fill_in_days(apps, _editor):
    """Give each milestone of a submit the day it was made on."""
    milestones = apps.get_model("assessments", "Milestone").objects
    milestones.update(scored_on=TruncDate("made_at", tzinfo=UTC))


class Migration(migrations.Migration):
    dependencies = [("assessments", "0009_portfolio")]

    operations = [
        migrations.AddField("milestone", "scored_on", models.DateField(null=True)),
        migrations.AddField("milestone", "by_hand", models.BooleanField(default=False)),
        migrations.RunPython(fill_in_days, migrations.RunPython.noop),
        migrations.AlterField("milestone", "scored_on", models.DateField()),
    ]
