"""The few answers that are to be looked at again are found by the version they were given to."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("assessments", "0027_archived_from")]

    operations = [
        migrations.AddIndex(
            "answer",
            models.Index(
                fields=["to_check"], name="answer_to_check", condition=Q(to_check__isnull=False)
            ),
        ),
    ]
