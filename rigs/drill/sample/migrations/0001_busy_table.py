"""A column that needs no rewriting of the table, only its lock for a moment."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("exams", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE exams_response ADD COLUMN drill_note text",
            reverse_sql="ALTER TABLE exams_response DROP COLUMN drill_note",
        )
    ]
