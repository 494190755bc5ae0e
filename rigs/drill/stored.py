"""Reads what database, objects and mails hold at the end of a fault. Needs Django set up."""

import hashlib
import re
from collections import Counter
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection

from evaluations.choices import PageState, TaskPurpose
from evaluations.events import PagePrepared, PageReceived
from evaluations.models import Mark, MarkingTask, Page
from exams.events import AttemptSubmitted
from exams.models import Attempt, Response, ResultRun
from mathvidya.notifications.models import Notification
from mathvidya.outbox.models import Delivery, Event
from mathvidya.outbox.registry import handlers_of
from rigs.drill.checker import Effect, Stored
from rigs.drill.history import History

MESSAGE_ID = re.compile(r"^Message-ID: <notice-(\d+)@", re.MULTILINE)


def read_stored(history: History, *, mails: Path) -> Stored:
    """Return everything that this history's promises should have led to."""
    connection.close()  # the server may have been restarted since the last look
    submitted = list(history.promised("submit"))
    attempts = {attempt for attempt, _ in history.promised("answer")} | set(submitted)
    pages = list(history.promised("page"))
    tasks = {task for task, _, _ in history.promised("marks")} | set(history.promised("marked"))
    return Stored(
        answers={
            (attempt, item): (seq, answer)
            for attempt, item, seq, answer in Response.objects.filter(attempt__in=attempts).values_list(
                "attempt", "item", "client_seq", "answer"
            )
        },
        pages={
            page.pk: hash_of(page.upload.key) for page in Page.objects.filter(pk__in=pages).select_related("upload")
        },
        receipts=dict(Attempt.objects.filter(pk__in=submitted).values_list("pk", "receipt")),
        marks={
            (task, item, step): f"{award.normalize():f}"
            for task, item, step, award in Mark.objects.filter(task__in=tasks, superseded_by=None).values_list(
                "task", "item", "step", "award"
            )
        },
        scores=scores_of(list(history.promised("marked"))),
        effects=[*effects_of_submitting(submitted), *effects_of_pages(pages), *effects_of_results(submitted, mails)],
    )


def hash_of(key: str) -> str:
    """Return the SHA-256 of the stored object; empty where there is none."""
    if not default_storage.exists(key):
        return ""
    with default_storage.open(key) as file:
        return hashlib.sha256(file.read()).hexdigest()


def scores_of(tasks: list[int]) -> dict[int, str]:
    """Return {task: score of its attempt's newest run} of the tasks that are done."""
    done = MarkingTask.objects.filter(pk__in=tasks, state="done").select_related("script")
    return {task.pk: str(ResultRun.objects.filter(attempt=task.script.attempt_id)[0].score) for task in done}


def effects_of_submitting(attempts: list[int]) -> list[Effect]:
    """Return what must be once for each attempt: first run, event, its deliveries done, a script if needed."""
    effects: list[Effect] = []
    runs = Counter(ResultRun.objects.filter(attempt__in=attempts, reason="submitted").values_list("attempt", flat=True))
    events = Event.objects.filter(name=AttemptSubmitted.name, payload__attempt_id__in=attempts)
    emitted = Counter(events.values_list("payload__attempt_id", flat=True))
    deliveries = Delivery.objects.filter(event__in=events).exclude(done_at=None)
    done = Counter(deliveries.values_list("event__payload__attempt_id", flat=True))
    handlers = len(handlers_of(AttemptSubmitted.name))
    tasks = Counter(
        MarkingTask.objects.filter(script__attempt__in=attempts, purpose=TaskPurpose.FIRST).values_list(
            "script__attempt", flat=True
        )
    )
    incomplete = set(
        ResultRun.objects.filter(attempt__in=attempts, number=1, is_complete=False).values_list("attempt", flat=True)
    )
    for attempt in attempts:
        effects += [
            Effect("first result", attempt, runs[attempt]),
            Effect("event of submitting", attempt, emitted[attempt]),
            Effect("deliveries of submitting", attempt, done[attempt], wanted=handlers),
            Effect("marking task", attempt, tasks[attempt], wanted=1 if attempt in incomplete else 0),
        ]
    return effects


def effects_of_pages(pages: list[int]) -> list[Effect]:
    """Return what must be once for each page: received, prepared, to be looked at."""
    ready = dict(Page.objects.filter(pk__in=pages, state=PageState.READY).values_list("pk", "image"))
    events = Event.objects.filter(payload__page_id__in=pages)
    counted = Counter(events.values_list("name", "payload__page_id"))
    return [
        effect
        for page in pages
        for effect in (
            Effect("receipt of page", page, counted[PageReceived.name, page]),
            Effect("preparation of page", page, counted[PagePrepared.name, page]),
            Effect("picture of page", page, int(page in ready and default_storage.exists(ready[page]))),
        )
    ]


def effects_of_results(attempts: list[int], mails: Path) -> list[Effect]:
    """Return what must be once for each published result: a notice to its student, and a mail of that notice."""
    out = dict(
        Attempt.objects.filter(pk__in=attempts).exclude(published_run=None).values_list("published_run", "student")
    )
    keys = {f"result:{run}": run for run in out}
    notices = list(Notification.objects.filter(key__in=keys, user__in=out.values()).values_list("pk", "key"))
    noted, sent = Counter(keys[key] for _, key in notices), letters_in(mails)
    return [
        *(Effect("notice of result", run, noted[run]) for run in out),
        *(Effect("mail of notice", notice, sent[notice]) for notice, _ in notices),
    ]


def letters_in(folder: Path) -> Counter[int]:
    """Return {notice: how many mails of it left}."""
    texts = (file.read_text(errors="replace") for file in folder.glob("*.log"))
    return Counter(int(found) for text in texts for found in MESSAGE_ID.findall(text))
