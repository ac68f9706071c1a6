"""The database fills `archived_from` itself, so that a process from before it can insert a row."""

from django.db import migrations, models

STATES = [("open", "Open"), ("submitted", "Submitted"), ("closed", "Archived")]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0030_failing_gates_are_indexed")]

    operations = [
        migrations.AlterField(
            "assessment",
            "archived_from",
            models.CharField(blank=True, choices=STATES, db_default="", default="", max_length=10),
        ),
    ]
