"""Drafts of question banks are reviewed by a second person, where an organisation wants it.

Of a draft that is open already only its last writer is known.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _note_writers(apps, schema_editor):
    drafts = apps.get_model("assessments", "BankDraft").objects.exclude(changed_by=None)
    for draft in drafts.only("changed_by_id"):
        draft.writers = [draft.changed_by_id]
        draft.save(update_fields=["writers"])


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0016_fewer_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='bankdraft',
            name='writers',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='organisation',
            name='reviews_banks',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('mention', 'Somebody mentions me'), ('comment', 'A new comment in a thread I wrote in'), ('assigned', 'A part or question is assigned to me'), ('due', 'Something assigned to me is due'), ('submitted', 'An assessment of my team is submitted or opened again'), ('revealed', 'The answers of a blind assessment are revealed'), ('report_ready', 'A report I asked for is ready or failed'), ('scheduled', 'A scheduled report is ready, or its schedule stopped'), ('evidence_expired', 'Evidence I added goes out of date'), ('bank_review', 'A draft of a question bank waits for a review, or has one')], max_length=20),
        ),
        migrations.AlterField(
            model_name='noticechoice',
            name='kind',
            field=models.CharField(choices=[('mention', 'Somebody mentions me'), ('comment', 'A new comment in a thread I wrote in'), ('assigned', 'A part or question is assigned to me'), ('due', 'Something assigned to me is due'), ('submitted', 'An assessment of my team is submitted or opened again'), ('revealed', 'The answers of a blind assessment are revealed'), ('report_ready', 'A report I asked for is ready or failed'), ('scheduled', 'A scheduled report is ready, or its schedule stopped'), ('evidence_expired', 'Evidence I added goes out of date'), ('bank_review', 'A draft of a question bank waits for a review, or has one')], max_length=20),
        ),
        migrations.CreateModel(
            name='DraftReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('asked', 'Waits for a review'), ('approved', 'Approved'), ('sent_back', 'Sent back')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('comment', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='assessments.bankdraft')),
            ],
        ),
        migrations.RunPython(_note_writers, migrations.RunPython.noop),
    ]
