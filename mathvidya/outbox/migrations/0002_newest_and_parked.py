"""Indexes for the admin's list of events, the newest first, and for the few deliveries that are parked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["-created_at"], name="event_newest"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(parked_at__isnull=False), fields=["parked_at"], name="delivery_parked"
            ),
        ),
    ]
