"""A draft remembers which version of its bank's origin was taken over into it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0019_drafts_have_a_history'),
    ]

    operations = [
        migrations.AddField(
            model_name="bankdraft",
            name="merged_in",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='bankdraft',
            name='merged_from',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assessments.bankversion'),
        ),
    ]
