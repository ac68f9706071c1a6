"""The current assessment of a product knows the score before it: the portfolio sorts by trend."""

from django.db import migrations, models
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

RANK = Coalesce("level_rank", Value(-1))
KEY = Coalesce(F("score") - F("score_before"), Value(0), output_field=IntegerField())


def fill_in(apps, editor):
    """Repeat the score of the newest assessment before that has one, if it is of the same bank."""
    rows = apps.get_model("assessments", "Assessment").objects
    earlier = Q(created_at__lt=OuterRef("created_at")) | Q(
        created_at=OuterRef("created_at"), pk__lt=OuterRef("pk")
    )
    before = rows.filter(earlier, product=OuterRef("product"), score__isnull=False)
    same = Case(When(bank=OuterRef("bank"), then=F("score")))
    newest = before.exclude(state="closed").order_by("-created_at", "-pk").annotate(same=same)
    rows.filter(is_current=True).update(score_before=Subquery(newest.values("same")[:1]))


class Migration(migrations.Migration):
    dependencies = [("assessments", "0028_answers_to_check")]

    operations = [
        migrations.AddField(
            "assessment", "score_before", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        *(
            migrations.AddIndex(
                "assessment",
                models.Index(
                    *(F(scope), F("bank"), RANK, F("fails_gate"), KEY, F("id")),
                    name=f"portfolio_{scope}_trend",
                    condition=Q(is_current=True),
                ),
            )
            for scope in ("organisation", "team")
        ),
    ]
