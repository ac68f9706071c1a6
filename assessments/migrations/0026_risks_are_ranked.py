"""Results of risk rules have a rank and a figure to sort by, in the index that serves scores.

They are counted again by the next sweep, which takes every result up that is out of date.
"""

from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Now, TruncDate

RANK = Coalesce("level_rank", Value(-1))
KEY = Coalesce("score", "risk_free", Value(-1))
SCOPES = ("organisation", "team")


def have_counted(apps, editor):
    """Let the next sweep count the results of banks with risk rules, none of a blind one."""
    rows = apps.get_model("assessments", "Assessment").objects
    risks = rows.filter(bank_version__content__scoring__method="risk_rules")
    risks.exclude(mode="blind", revealed_at=None).update(stale_on=TruncDate(Now()))


class Migration(migrations.Migration):
    dependencies = [("assessments", "0025_translations_go_stale")]

    operations = [
        migrations.AddField(
            "assessment", "risk_free", models.PositiveIntegerField(blank=True, null=True)
        ),
        *(migrations.RemoveIndex("assessment", f"portfolio_{scope}_score") for scope in SCOPES),
        *(
            migrations.AddIndex(
                "assessment",
                models.Index(
                    *(F(scope), F("bank"), RANK, F("fails_gate"), KEY, F("id")),
                    name=f"portfolio_{scope}_score",
                    condition=Q(is_current=True),
                ),
            )
            for scope in SCOPES
        ),
        migrations.RunPython(have_counted, migrations.RunPython.noop),
    ]
