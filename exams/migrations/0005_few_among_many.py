"""What is looked for often and is seldom much: a student's open sittings, and results that are still to come out."""

from django.conf import settings
from django.db import migrations, models

OPEN = models.Q(("status__in", ["open", "paused"]))
UNPUBLISHED = models.Q(("published_run", None), ("status", "submitted"))


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0004_fewer_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["exam"], condition=UNPUBLISHED, name="attempt_unpublished"),
        ),
        migrations.RemoveConstraint(model_name="attempt", name="one_open_attempt"),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                fields=("student", "exam_paper"), condition=OPEN, name="one_open_attempt"
            ),
        ),
    ]
