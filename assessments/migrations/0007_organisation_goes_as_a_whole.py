"""A bank version in use cannot be deleted alone, but goes with the organisation that uses it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_erasing_a_person")]

    operations = [
        migrations.AlterField(
            model_name="assessment",
            name="bank_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="assessments",
                to="assessments.bankversion",
            ),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="bank_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="assessments.bankversion",
            ),
        ),
    ]
