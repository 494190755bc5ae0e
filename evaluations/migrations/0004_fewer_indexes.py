"""Indexes of tasks: those that others begin with or that hold little but NULL go, as a claim writes each; and what a
teacher has claimed today is found without reading all that they ever marked."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import deletion


def without_index(model: str, name: str, index: str, field: models.Field) -> migrations.SeparateDatabaseAndState:
    """Drop the index alone: Django would make SQLite copy the table."""
    table, column = f"evaluations_{model}", f"{name}_id"
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunSQL(f"DROP INDEX IF EXISTS {index}", f"CREATE INDEX IF NOT EXISTS {index} ON {table} ({column})")
        ],
        state_operations=[migrations.AlterField(model, name, field)],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("curriculum", "0001_initial"),
        ("evaluations", "0003_task_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="markingtask", index=models.Index(fields=["marker", "claimed_at"], name="task_by_claim")
        ),
        migrations.AddIndex(
            model_name="markingtask",
            index=models.Index(condition=models.Q(state="claimed"), fields=["marker"], name="task_held"),
        ),
        migrations.RemoveIndex(model_name="markingtask", name="task_of_marker"),
        migrations.AddIndex(
            model_name="markingtask",
            index=models.Index(
                condition=~models.Q(reserved_for=None), fields=["reserved_for"], name="task_reserved"
            ),
        ),
        migrations.AddIndex(
            model_name="markingtask",
            index=models.Index(condition=~models.Q(not_for=None), fields=["not_for"], name="task_not_for"),
        ),
        without_index(
            "markingtask",
            "marker",
            "evaluations_markingtask_marker_id_469c9504",
            models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=deletion.SET_NULL, related_name="marking_tasks", db_index=False, null=True, blank=True),
        ),
        without_index(
            "markingtask",
            "not_for",
            "evaluations_markingtask_not_for_id_e4a47c2a",
            models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=deletion.SET_NULL, related_name="+", db_index=False, null=True, blank=True, help_text="Marked it before"),
        ),
        without_index(
            "markingtask",
            "reserved_for",
            "evaluations_markingtask_reserved_for_id_7957770f",
            models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=deletion.SET_NULL, related_name="+", db_index=False, null=True, blank=True, help_text="Only this teacher may claim it"),
        ),
        without_index(
            "markingtask",
            "subject",
            "evaluations_markingtask_subject_id_2052787a",
            models.ForeignKey("curriculum.subject", on_delete=deletion.PROTECT, related_name="+", db_index=False),
        ),
    ]
