"""A schedule of reports knows who made it; of those there are, it is who owns them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _note_makers(apps, schema_editor):
    schedules = apps.get_model("assessments", "ReportSchedule").objects
    schedules.update(made_by=models.F("owner"))


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0020_newer_versions_are_taken_over'),
    ]

    operations = [
        migrations.AddField(
            model_name='reportschedule',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(_note_makers, migrations.RunPython.noop),
    ]
