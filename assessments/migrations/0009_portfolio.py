"""What the portfolio filters and sorts by stands in columns of the assessment, with indexes.

Scores are counted again by the next sweep, which takes every result up that is out of date.
"""

from datetime import date

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Now, TruncDate

RANK = Coalesce("level_rank", Value(-1))
ORDERS = {
    "name": F("product_name"),
    "score": Coalesce("score", Value(-1)),
    "age": F("touched_at"),
    "due": Coalesce("due_date", Value(date(9999, 12, 31))),
}
CURRENT = Q(is_current=True)


def fill_in(apps, editor):
    """Repeat bank and product, mark the newest of each product, and have the results counted."""
    rows = apps.get_model("assessments", "Assessment").objects
    versions = apps.get_model("assessments", "BankVersion").objects
    products = apps.get_model("assessments", "Product").objects
    rows.update(
        bank=Subquery(versions.filter(pk=OuterRef("bank_version")).values("bank")),
        product_name=Subquery(products.filter(pk=OuterRef("product")).values("name")),
    )
    kept = rows.exclude(state="closed")
    later = Q(created_at__gt=OuterRef("created_at")) | Q(
        created_at=OuterRef("created_at"), pk__gt=OuterRef("pk")
    )
    newer = kept.filter(later, product=OuterRef("product"))
    current = kept.filter(~Exists(newer), product__archived_at=None).values("pk")
    rows.filter(pk__in=current).update(is_current=True)
    rows.exclude(mode="blind", revealed_at=None).update(stale_on=TruncDate(Now()))
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the table is altered next


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_reports_are_shared")]

    operations = [
        migrations.AddField(
            "assessment",
            "bank",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="assessments",
                to="assessments.bank",
            ),
        ),
        migrations.AddField(
            "assessment",
            "product_name",
            models.CharField(default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField("assessment", "is_current", models.BooleanField(default=False)),
        migrations.AddField("assessment", "fails_gate", models.BooleanField(default=False)),
        migrations.AddField("assessment", "is_complete", models.BooleanField(default=False)),
        migrations.AddField(
            "assessment", "score", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.AddField(
            "assessment", "level_rank", models.PositiveSmallIntegerField(blank=True, null=True)
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AlterField(
            "assessment",
            "bank",
            models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="assessments",
                to="assessments.bank",
            ),
        ),
        migrations.AddIndex(
            "assessment",
            models.Index(
                fields=["organisation", "bank", "-touched_at", "team", "score"],
                name="assessment_to_compare",
                condition=CURRENT & Q(is_complete=True),
            ),
        ),
        *(
            migrations.AddIndex(
                "assessment",
                models.Index(
                    *(F(scope), F("bank"), RANK, F("fails_gate"), key, F("id")),
                    name=f"portfolio_{scope}_{order}",
                    condition=CURRENT,
                ),
            )
            for scope in ("organisation", "team")
            for order, key in ORDERS.items()
        ),
    ]
