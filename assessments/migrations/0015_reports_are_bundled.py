"""Reports of many products asked for at once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0014_reports_are_sealed'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportBundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=10)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.organisation')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BundleMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product_name', models.CharField(max_length=200)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('assessment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assessments.assessment')),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assessments.report')),
                ('bundle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='assessments.reportbundle')),
            ],
        ),
        migrations.AddIndex(
            model_name='reportbundle',
            index=models.Index(fields=['requested_by', '-id'], name='bundle_by_person'),
        ),
        migrations.AddIndex(
            model_name='reportbundle',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['id'], name='bundle_unended'),
        ),
        migrations.AddConstraint(
            model_name='bundlemember',
            constraint=models.UniqueConstraint(fields=('bundle', 'assessment'), name='bundled_once'),
        ),
    ]
