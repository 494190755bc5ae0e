"""Stores in each row the time from which its promised time is at risk, so that an index can find it."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import ExpressionWrapper, F
from django.db.models.functions import Cast


def set_warn_at(apps, schema_editor):
    """Set what evaluations.rules.promises says today, in two statements; only open tasks get a warning."""
    tasks = apps.get_model("evaluations", "MarkingTask").objects.filter(state__in=["waiting", "claimed"], warned_at=None)
    duration = models.DurationField()
    two_hours_are_a_quarter = F("created_at") + timedelta(hours=8)
    # Cast: SQLite divides a duration to text.
    quarter = Cast(ExpressionWrapper((F("due_at") - F("created_at")) / 4, duration), duration)
    tasks.filter(due_at__lte=two_hours_are_a_quarter).update(warn_at=F("due_at") - timedelta(hours=2))
    tasks.filter(due_at__gt=two_hours_are_a_quarter).update(warn_at=F("due_at") - quarter)


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
