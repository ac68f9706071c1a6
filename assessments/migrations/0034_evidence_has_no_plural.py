"""Several pieces of evidence are called evidence; only names change, nothing in the database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0033_large_values_are_compressed_with_lz4")]

    operations = [
        migrations.AlterModelOptions(
            name="evidence", options={"verbose_name_plural": "evidence"}
        ),
    ]
