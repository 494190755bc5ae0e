"""Every task goes to a queue that has workers: in the deployment and in the demo. One that nobody declared fails."""

from datetime import timedelta

import pytest
from celery.exceptions import QueueNotFound

from mathvidya.celery import app
from mathvidya.demo import runner
from mathvidya.lib.queues import Queue
from mathvidya.testing.project import root_packages
from rigs.product import production_commands

app.loader.import_default_modules()  # one process of many tests has otherwise only some of them


def queue_of(task_name):
    """The queue that the router would send a task to."""
    return app.amqp.router.route({}, task_name, task_type=app.tasks[task_name])["queue"].name


def our_tasks():
    return sorted(name for name in app.tasks if name.split(".")[0] in root_packages())


def listened_to():
    """{process of docker-compose.yml: its queues}."""
    workers = {name: words for name, words in production_commands().items() if "celery" in words and "-Q" in words}
    return {name: words[words.index("-Q") + 1].split(",") for name, words in workers.items()}


@pytest.mark.parametrize("name", our_tasks())
def test_a_task_goes_to_a_queue_of_the_list(name):
    assert queue_of(name) in list(Queue)


def test_each_queue_has_a_worker_of_its_own():
    assert sorted(listened_to().values()) == sorted([name.value] for name in Queue)


def test_the_demo_listens_to_all(monkeypatch):
    asked = {}

    class Controller:
        def __init__(self, **options):
            asked.update(options)

        def start(self):
            pass

        def stop(self):
            pass

    monkeypatch.setattr(runner, "WorkController", Controller)
    with runner.worker():
        pass
    assert asked["queues"] == [name.value for name in Queue]
    assert asked["concurrency"] > len(Queue)


def test_the_beat_starts_tasks_that_exist_and_those_that_exams_wait_for():
    entries = app.conf.beat_schedule
    assert {entry["task"] for entry in entries.values()} <= set(our_tasks())
    assert entries["exams.tasks.submit_overdue_attempts"]["schedule"] == timedelta(seconds=20)
    assert {"exams.tasks.publish_due_results", "mathvidya.outbox.tasks.reconcile_outbox"} <= set(entries)


def test_letters_pages_and_daily_work_keep_nobody_waiting():
    assert queue_of("mathvidya.notifications.tasks.send_delivery") == Queue.MAIL
    assert queue_of("evaluations.tasks.prepare_page") == Queue.PAGES
    assert queue_of("mathvidya.ops.tasks.prune") == Queue.REPORTS
    assert queue_of("exams.tasks.submit_overdue_attempts") == Queue.DEFAULT


def test_a_queue_that_nobody_declared_is_refused():
    with pytest.raises(QueueNotFound):
        app.amqp.router.route({"queue": "somewhere"}, "exams.tasks.submit_overdue_attempts")
    with pytest.raises(KeyError):
        app.amqp.queues["somewhere"]  # as a worker with `-Q somewhere` looks it up
