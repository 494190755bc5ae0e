"""Keys lose the indexes that others begin with: each was written with every attempt, answer and result."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import deletion


def without_index(model: str, name: str, index: str, field: models.Field) -> migrations.SeparateDatabaseAndState:
    """Drop the index alone: Django would make SQLite copy the table."""
    table, column = f"exams_{model}", f"{name}_id"
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunSQL(f"DROP INDEX IF EXISTS {index}", f"CREATE INDEX IF NOT EXISTS {index} ON {table} ({column})")
        ],
        state_operations=[migrations.AlterField(model, name, field)],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0003_typed_maths"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        without_index(
            "attempt",
            "exam",
            "exams_attempt_exam_id_3d78bf6c",
            models.ForeignKey("exams.exam", on_delete=deletion.PROTECT, related_name="attempts", db_index=False),
        ),
        without_index(
            "attempt",
            "exam_paper",
            "exams_attempt_exam_paper_id_57d8d1e8",
            models.ForeignKey("exams.exampaper", on_delete=deletion.PROTECT, related_name="attempts", db_index=False),
        ),
        without_index(
            "attempt",
            "student",
            "exams_attempt_student_id_b8424c79",
            models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=deletion.PROTECT, related_name="attempts", db_index=False),
        ),
        without_index(
            "response",
            "attempt",
            "exams_response_attempt_id_d250d9ca",
            models.ForeignKey("exams.attempt", on_delete=deletion.CASCADE, related_name="responses", db_index=False),
        ),
        without_index(
            "resultrun",
            "attempt",
            "exams_resultrun_attempt_id_bcf04e93",
            models.ForeignKey("exams.attempt", on_delete=deletion.CASCADE, related_name="runs", db_index=False),
        ),
    ]
