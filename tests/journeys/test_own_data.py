"""One's data through all apps: a download has everything of one person and nothing of another; erasure leaves marks."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from accounts.actions.erasure import erase_person
from accounts.choices import ACCOUNT_NOTICE
from accounts.events import PersonErased
from accounts.models import ConsentRecord, Guardianship, RefreshFamily, StudentProfile, User
from evaluations.actions.forgetting import purge_pages
from evaluations.models import Annotation, Mark, MarkingTask, Page, ReEvaluation
from exams.actions.forgetting import purge_answers
from exams.actions.results import publish_result, record_result
from exams.models import Attempt, AttemptEvent, Response, ResultRun, TimeEntry
from learning.classroom.models import BatchMember, Teaching
from mathvidya.notifications.actions import notify
from mathvidya.notifications.choices import Platform
from mathvidya.notifications.models import Device, Inbox, Notification, Preference
from mathvidya.outbox.registry import emit
from mathvidya.testing.factories.evaluations import waiting_task
from mathvidya.testing.factories.exams import frozen_paper, full_marks, open_exam
from mathvidya.testing.project import columns
from mathvidya.uploads.models import Upload

# Never in a download: secrets, storage keys, ids of requests, and what another field says already.
NOT_EXPORTED = columns("not_exported")


def plant(row, seed):
    """Write a canary into every text and JSON field of `row` that may hold any text; returns the canaries."""
    label, canaries = row._meta.label, {}
    for field in row._meta.concrete_fields:
        if field.choices or field.primary_key or field.name in NOT_EXPORTED.get(label, ()):
            continue
        canary = f"{seed}{row._meta.model_name}{field.name}"
        if isinstance(field, models.JSONField):
            canaries[field.name] = {"note": canary}
        elif isinstance(field, models.CharField | models.TextField):
            canaries[field.name] = canary[: field.max_length] if field.max_length else canary
    type(row)._default_manager.filter(pk=row.pk).update(**canaries)
    return [value["note"] if isinstance(value, dict) else value for value in canaries.values()]


@pytest.fixture
def world(student, other_student, parent, other_parent, teacher, batch):
    """Two students with a row of every kind; the first one's attempt is marked and released."""

    def live(person, guardian):
        exam = open_exam(paper_version=frozen_paper(ref=f"paper-{person.pk}"))
        task = waiting_task(student=person, exam=exam)
        attempt = task.script.attempt
        page = attempt.pages.get()
        default_storage.save(page.image, ContentFile(b"picture of " + person.first_name.encode()))
        default_storage.save(page.upload.key, ContentFile(b"original of " + person.first_name.encode()))
        now = timezone.now()
        item = attempt.paper_version.items.last()
        mark = Mark.objects.create(task=task, item=item, step="s1", award=1, comment="x", page=page, by=teacher)
        ink = Annotation.objects.create(task=task, page=page, client_id="c", kind="comment", shape={})
        MarkingTask.objects.filter(pk=task.pk).update(state="done", marker=teacher, done_at=now)
        run = record_result(attempt=attempt, reason="marked", written=full_marks(attempt.paper_version), by=teacher)
        publish_result(run=run, by=teacher)
        notice = notify(user_ids=[person.pk], kind=ACCOUNT_NOTICE, facts={"title": "t", "text": "x"}, url="/", key="k")
        link = Guardianship.objects.filter(child=person).first() or Guardianship.objects.create(
            child=person, guardian=guardian, guardian_email=guardian.email, status="confirmed"
        )
        family = {"current": f"c{person.pk}", "expires_at": now + timedelta(days=1)}
        return [
            person,
            person.student_profile,
            link,
            ConsentRecord.objects.create(
                child=person, purpose="learning", granted=True, notice_version="1", method="m"
            ),
            RefreshFamily.objects.create(user=person, **family),
            attempt,
            run,
            attempt.responses.first(),
            TimeEntry.objects.create(attempt=attempt, kind="extra", at=now),
            AttemptEvent.objects.create(attempt=attempt, kind="offline"),
            page,
            page.upload,
            mark,
            ink,
            ReEvaluation.objects.create(attempt=attempt, requested_by=person, reason="r"),
            notice[0],
            Device.objects.create(user=person, platform=Platform.ANDROID, token=f"t{person.pk}"),
            Preference.objects.create(user=person, kind="exam_scheduled", channel="email", is_enabled=False),
        ]

    return {"own": live(student, parent), "foreign": live(other_student, other_parent)}


def content_of(answer):
    """Everything that is in a ZIP, names included."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return b"\n".join(
        [*(name.encode() for name in archive.namelist()), *map(archive.read, archive.namelist())]
    ).decode()


@pytest.mark.parametrize("who", ["parent", "admin"])
def test_a_download_has_every_field_of_one_student_and_nothing_of_another(
    world, student, other_student, browser, api, request, who
):
    own = [canary for row in world["own"] for canary in plant(row, "zqx")]
    foreign = [canary for row in world["foreign"] for canary in plant(row, "zqy")]
    assert len(own) == len(foreign) > 25
    person = request.getfixturevalue(who)
    admins = f"/admin/accounts/user/{student.pk}/download/"
    answer = browser(person).get(admins) if who == "admin" else api(person).get(f"/api/v1/children/{student.pk}/export")
    text = content_of(answer)
    assert [canary for canary in own if canary not in text] == []
    assert [canary for canary in foreign if canary in text] == []
    assert "picture of Asha" in text
    assert "original of Asha" in text
    assert "Ravi" not in text


def test_marks_that_are_not_released_stay_out_of_the_download(student, teacher, batch, api):
    task = waiting_task(student=student, exam=open_exam())
    item = task.script.attempt.paper_version.items.last()
    Mark.objects.create(task=task, item=item, step="s1", award=1, comment="not yet", by=teacher)
    record_result(attempt=task.script.attempt, reason="not yet", written=None)
    User.objects.filter(pk=student.pk).update(date_of_birth="1990-01-01")
    student.refresh_from_db()
    text = content_of(api(student).get("/api/v1/users/me/export"))
    assert '"result": null' in text
    assert "not yet" not in text


def erase(person, deliver):
    erase_person(person=person)
    for _delivery in range(2):
        emit(PersonErased(user_id=person.pk))
        deliver()


def test_erasure_leaves_marks_without_a_name(world, student, other_student, deliver):
    deliver()
    attempt = Attempt.objects.get(student=student)
    others = {model: model.objects.count() for model in (Notification, Device, Preference, BatchMember)}
    erase(student, deliver)
    assert Attempt.objects.get(pk=attempt.pk).published_run == attempt.published_run
    assert Mark.objects.filter(task__student=student).exists()
    for model in (Notification, Device, Preference, Inbox):
        assert not model.objects.filter(user=student).exists()
        assert model.objects.filter(user=other_student).exists(), model
    assert not BatchMember.objects.filter(student=student).exists()
    assert not Notification.objects.filter(about=student).exists()
    assert (ReEvaluation.objects.get(attempt=attempt).reason, TimeEntry.objects.exclude(reason="").exists()) == (
        "",
        False,
    )
    assert set(Upload.objects.filter(owner=student).values_list("filename", flat=True)) == {""}
    assert others[Device] - 1 == Device.objects.count()
    assert StudentProfile.objects.filter(user=student, school="").exists()


PAGES = [
    "/", "/notifications", "/children", "/classes", "/students", "/results", "/exams", "/marking", "/marking/sla",
    "/admin/", "/admin/accounts/user/", "/admin/accounts/guardianship/", "/admin/audit/auditentry/",
    "/admin/exams/attempt/", "/admin/evaluations/markingtask/", "/admin/classroom/batch/",
    "/api/v1/children", "/api/v1/students", "/api/v1/notifications", "/api/v1/attempts", "/api/v1/results",
]  # fmt: skip


def test_after_erasure_no_page_shows_the_name(world, student, parent, teacher, admin, browser, api, deliver):
    User.objects.filter(pk=student.pk).update(first_name="Xanthippe", last_name="Quirkwell")
    student.refresh_from_db()
    attempt = Attempt.objects.get(student=student)
    places = [*PAGES, f"/attempts/{attempt.pk}/result", f"/api/v1/attempts/{attempt.pk}/result"]
    deliver()

    def seen():
        found = []
        for person in (parent, teacher, admin):
            for place in places:
                client = api(person) if place.startswith("/api") else browser(person)
                answer = client.get(place, follow=True)
                if answer.status_code == 200 and b"Xanthippe" in answer.content:
                    found.append((person.role, place))
        return found

    assert len(seen()) > 5
    erase(student, deliver)
    assert seen() == []


def test_handwriting_is_hidden_at_once_and_deleted_after_a_year(world, student, admin, browser, deliver):
    page = Page.objects.get(attempt__student=student)
    kept = Page.objects.exclude(attempt__student=student).get()
    assert browser(admin).get(f"/pages/{page.pk}/image").status_code == 302
    erase(student, deliver)
    assert browser(admin).get(f"/pages/{page.pk}/image").status_code == 404
    assert (purge_pages(), purge_answers(), default_storage.exists(page.image)) == (0, 0, True)
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert (purge_pages(), purge_answers()) == (1, ResultRun.objects.filter(attempt__student=student).count())
        assert (purge_pages(), purge_answers()) == (0, 0)
    assert not default_storage.exists(page.image)
    assert not Annotation.objects.filter(task__student=student).exists()
    assert set(Mark.objects.filter(task__student=student).values_list("comment", flat=True)) == {""}
    assert not Response.objects.filter(attempt__student=student).exists()
    assert default_storage.exists(kept.image)
    assert Response.objects.exclude(attempt__student=student).exists()


def test_an_erased_teacher_teaches_nothing_and_the_marks_stand(world, teacher, deliver):
    erase(teacher, deliver)
    assert not Teaching.objects.filter(teacher=teacher).exists()
    assert Mark.objects.filter(by=teacher).count() == 2
