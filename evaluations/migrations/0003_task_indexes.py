"""Indexes for the head of the queue, for what was marked lately, and for the sweep of promised times.

They are partial: what is marked is in one of them, the rest of the table in none.
"""

from django.conf import settings
from django.db import migrations, models

OPEN = models.Q(state__in=["waiting", "claimed"])


class Migration(migrations.Migration):
    dependencies = [
        ("curriculum", "0001_initial"),
        ("evaluations", "0002_warn_at"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="markingtask",
            index=models.Index(condition=OPEN & models.Q(fence__gte=0), fields=["due_at", "id"], name="task_open"),
        ),
        migrations.AddIndex(
            model_name="markingtask",
            index=models.Index(condition=models.Q(state="done"), fields=["done_at"], name="task_done"),
        ),
        migrations.AddIndex(
            model_name="markingtask",
            index=models.Index(condition=OPEN & models.Q(escalated_at=None), fields=["due_at"], name="task_to_escalate"),
        ),
        migrations.AddIndex(
            model_name="markingtask",
            index=models.Index(
                condition=OPEN & models.Q(warned_at=None, escalated_at=None), fields=["warn_at"], name="task_to_warn"
            ),
        ),
    ]
