"""Schedules of reports, the days they ran on and the mails of each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', "0010_milestones_by_hand"),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('mention', 'Somebody mentions me'), ('comment', 'A new comment in a thread I wrote in'), ('assigned', 'A part or question is assigned to me'), ('due', 'Something assigned to me is due'), ('submitted', 'An assessment of my team is submitted or opened again'), ('revealed', 'The answers of a blind assessment are revealed'), ('report_ready', 'A report I asked for is ready or failed'), ('scheduled', 'A scheduled report is ready, or its schedule stopped'), ('evidence_expired', 'Evidence I added goes out of date')], max_length=20),
        ),
        migrations.AlterField(
            model_name='noticechoice',
            name='kind',
            field=models.CharField(choices=[('mention', 'Somebody mentions me'), ('comment', 'A new comment in a thread I wrote in'), ('assigned', 'A part or question is assigned to me'), ('due', 'Something assigned to me is due'), ('submitted', 'An assessment of my team is submitted or opened again'), ('revealed', 'The answers of a blind assessment are revealed'), ('report_ready', 'A report I asked for is ready or failed'), ('scheduled', 'A scheduled report is ready, or its schedule stopped'), ('evidence_expired', 'Evidence I added goes out of date')], max_length=20),
        ),
        migrations.CreateModel(
            name='ReportSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('weekly', 'Every week'), ('monthly', 'Every month'), ('before_due', 'Before the due date')], max_length=10)),
                ('number', models.PositiveSmallIntegerField()),
                ('format', models.CharField(max_length=10)),
                ('attach', models.BooleanField(default=False)),
                ('since', models.DateField()),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('has_lost_owner', models.BooleanField(default=False)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_schedules', to='assessments.product')),
                ('recipients', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ScheduledRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assessments.report')),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='assessments.reportschedule')),
            ],
        ),
        migrations.CreateModel(
            name='ScheduledMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('try_after', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('', 'Waiting'), ('sent', 'Sent'), ('told', 'Told on the page'), ('dropped', 'Not sent')], max_length=8)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='assessments.scheduledrun')),
            ],
        ),
        migrations.AddIndex(
            model_name='reportschedule',
            index=models.Index(fields=['product', 'id'], name='schedule_by_product'),
        ),
        migrations.AddConstraint(
            model_name='scheduledrun',
            constraint=models.UniqueConstraint(fields=('schedule', 'day'), name='schedule_runs_once_a_day'),
        ),
        migrations.AddIndex(
            model_name='scheduledmail',
            index=models.Index(condition=models.Q(('outcome', '')), fields=['run'], name='scheduled_mail_waiting'),
        ),
        migrations.AddConstraint(
            model_name='scheduledmail',
            constraint=models.UniqueConstraint(fields=('run', 'user'), name='scheduled_mail_once'),
        ),
    ]
