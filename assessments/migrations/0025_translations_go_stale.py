"""A draft and a version know which translations are of an older text, and of which."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0024_bank_moves'),
    ]

    operations = [
        migrations.AddField(
            model_name='bankdraft',
            name='made_from',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='bankversion',
            name='made_from',
            field=models.JSONField(default=dict),
        ),
    ]
