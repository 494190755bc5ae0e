"""The time from which a promised time is at risk stands on the row, so that an index can find it."""

from datetime import timedelta

from django.db import migrations, models


def set_warn_at(apps, schema_editor):
    """What evaluations.rules.promises says today; only open tasks are warned of."""
    tasks = apps.get_model("evaluations", "MarkingTask").objects.filter(state__in=["waiting", "claimed"], warned_at=None)
    for task in tasks.only("created_at", "due_at").iterator(chunk_size=2000):
        task.warn_at = task.due_at - max((task.due_at - task.created_at) * 0.25, timedelta(hours=2))
        task.save(update_fields=["warn_at"])


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="markingtask",
            name="warn_at",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="From then on the promised time is at risk", null=True
            ),
        ),
        migrations.RunPython(set_warn_at, migrations.RunPython.noop),
    ]
