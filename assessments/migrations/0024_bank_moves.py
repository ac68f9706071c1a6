"""Assessments move to another version of their bank, and keep aside what has no place there."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0023_actions_are_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='to_check',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='assessments.bankversion'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('mention', 'Somebody mentions me'), ('comment', 'A new comment in a thread I wrote in'), ('assigned', 'A part or question is assigned to me'), ('due', 'Something assigned to me is due'), ('action', 'An action becomes mine, or gets another day'), ('action_due', 'An action of mine is due'), ('submitted', 'An assessment of my team is submitted or opened again'), ('bank_moved', 'An assessment of my team moves to another bank version'), ('revealed', 'The answers of a blind assessment are revealed'), ('report_ready', 'A report I asked for is ready or failed'), ('scheduled', 'A scheduled report is ready, or its schedule stopped'), ('evidence_expired', 'Evidence I added goes out of date'), ('bank_review', 'A draft of a question bank waits for a review, or has one')], max_length=20),
        ),
        migrations.AlterField(
            model_name='noticechoice',
            name='kind',
            field=models.CharField(choices=[('mention', 'Somebody mentions me'), ('comment', 'A new comment in a thread I wrote in'), ('assigned', 'A part or question is assigned to me'), ('due', 'Something assigned to me is due'), ('action', 'An action becomes mine, or gets another day'), ('action_due', 'An action of mine is due'), ('submitted', 'An assessment of my team is submitted or opened again'), ('bank_moved', 'An assessment of my team moves to another bank version'), ('revealed', 'The answers of a blind assessment are revealed'), ('report_ready', 'A report I asked for is ready or failed'), ('scheduled', 'A scheduled report is ready, or its schedule stopped'), ('evidence_expired', 'Evidence I added goes out of date'), ('bank_review', 'A draft of a question bank waits for a review, or has one')], max_length=20),
        ),
        migrations.AddField(
            model_name='milestone',
            name='of_move',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='BankMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.JSONField(default=list)),
                ('before', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bank_moves', to='assessments.assessment')),
                ('from_version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='assessments.bankversion')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('milestone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assessments.milestone')),
                ('to_version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='assessments.bankversion')),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='undone_by', to='assessments.bankmove')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='KeptAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question_code', models.CharField(max_length=100, verbose_name='question')),
                ('with_question', models.BooleanField(default=False)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_aside', to='assessments.assessment')),
                ('bank_version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='assessments.bankversion')),
                ('move', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_aside', to='assessments.bankmove')),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='returned', to='assessments.bankmove')),
            ],
            options={
                'indexes': [models.Index(fields=['assessment', 'question_code'], name='kept_aside_of')],
            },
        ),
    ]
