"""Every save wrote five indexes that others, which begin with the same column, make needless."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0015_reports_are_bundled'),
    ]

    operations = [
        migrations.AlterField(
            model_name='answerevent',
            name='answer',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='assessments.answer'),
        ),
        migrations.AlterField(
            model_name='answerevent',
            name='assessment',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.assessment'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='assessments.organisation'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='product',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='assessments.product'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='team',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='assessments.team'),
        ),
    ]
