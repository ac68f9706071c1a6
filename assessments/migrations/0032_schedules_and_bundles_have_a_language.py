"""Scheduled and bundled reports have a language; those there are go on as before, in English."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0031_archived_from_has_a_default")]

    operations = [
        migrations.AddField(
            model, "language", models.CharField(blank=True, db_default="", max_length=20)
        )
        for model in ("reportschedule", "reportbundle")
    ]
