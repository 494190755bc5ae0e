"""From the submission to the queue, and who may take what from it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from evaluations.actions.leases import return_expired_leases
from evaluations.actions.promises import warn_of_promised_times
from evaluations.actions.scripts import create_script, refresh_script
from evaluations.choices import PageState
from evaluations.models import MarkingTask, Page, Script
from evaluations.tasks import return_expired_leases as return_task
from evaluations.tasks import warn_of_promised_times as warn_task
from evaluations.views import desk as views
from learning.classroom.models import Teaching
from mathvidya.audit.models import AuditEntry
from mathvidya.institute.queries import forget_institute, promised_time
from mathvidya.lib import counts
from mathvidya.notifications.models import Notification
from mathvidya.outbox.models import Event
from mathvidya.testing.factories.evaluations import ready_page, waiting_task
from mathvidya.testing.factories.exams import frozen_paper, open_attempt, open_exam, submitted_attempt

pytestmark = pytest.mark.django_db
CLAIM = "/api/v1/evaluations/claim"
QUEUE = "/api/v1/evaluations/queue"


def test_submission_becomes_a_script_once(student, exam, deliver):
    sat = submitted_attempt(student=student, exam=exam)
    deliver()
    task = MarkingTask.objects.get()
    promise = promised_time(sat.submitted_at, exam.promise_hours)
    assert task.due_at == task.script.due_at == promise
    create_script(attempt_id=sat.pk)
    assert (Script.objects.count(), MarkingTask.objects.count()) == (1, 1)


def test_a_paper_without_written_questions_makes_no_script(student, batch, maths_10, deliver):
    exam = open_exam(batch=batch, paper_version=frozen_paper(names=("single", "numeric")))
    submitted_attempt(student=student, exam=exam)
    deliver()
    assert not Script.objects.exists()


def test_a_script_waits_ten_minutes_for_announced_pages(api, student, teacher, attempt, deliver):
    from exams.actions.attempts import submit_attempt

    page = ready_page(attempt, 1, state=PageState.DECLARED, image="", received_at=None)
    submit_attempt(attempt=attempt)
    deliver()
    assert api(teacher).post(CLAIM, {}).json()["code"] == "nothing_waiting"
    Page.objects.filter(pk=page.pk).update(state=PageState.READY)
    refresh_script(attempt_id=attempt.pk)
    assert api(teacher).post(CLAIM, {}).status_code == 200


def test_claim_takes_the_most_urgent_and_counts_the_fence(api, teacher, student, exam, batch):
    later = waiting_task(student=student, exam=exam)
    sooner = waiting_task(student=student, exam=open_exam(batch=batch, paper_version=frozen_paper(ref="b")))
    MarkingTask.objects.filter(pk=sooner.pk).update(due_at=later.due_at - timedelta(hours=1))
    lease = api(teacher).post(CLAIM, {}).json()
    assert (lease["id"], lease["fence"]) == (sooner.pk, 1)
    assert datetime.fromisoformat(lease["lease_until"]) > timezone.now() + timedelta(minutes=29)
    assert api(teacher).post(CLAIM, {"task": later.pk}).json()["id"] == later.pk
    assert api(teacher).post(CLAIM, {}).json()["code"] == "nothing_waiting"
    assert api(teacher).post(CLAIM, {"task": later.pk}).json()["code"] == "task_not_free"


def test_who_claims(api, task, student, parent, other_teacher, counselor, admin):
    for person, status in (
        (None, 401),
        (student, 403),
        (parent, 403),
        (counselor, 403),
        (admin, 403),
        (other_teacher, 404),
    ):
        assert api(person).post(CLAIM, {}).status_code == status
        assert api(person).post(CLAIM, {"task": task.pk}).status_code in (401, 403, 409)
    task.refresh_from_db()
    assert (task.state, task.fence) == ("waiting", 0)


def test_a_session_needs_the_pages_token(browser, teacher, task):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.cookies = browser(teacher).cookies
    assert client.post(CLAIM, "{}", content_type="application/json").status_code == 403
    task.refresh_from_db()
    assert task.state == "waiting"


def test_an_unassigned_teacher_loses_sight_of_it(api, desk, teacher):
    assert api(teacher).get(desk.url).status_code == 200
    Teaching.objects.all().delete()
    assert api(teacher).get(desk.url).status_code == 404
    body = {"fence": desk.fence, "marks": desk.marks}
    assert api(teacher).put(f"{desk.url}/marks", body).status_code == 404


def test_daily_capacity(api, teacher, student, exam, batch):
    from accounts.models import TeacherProfile

    TeacherProfile.objects.update_or_create(user=teacher, defaults={"daily_capacity": 1})
    waiting_task(student=student, exam=exam)
    waiting_task(student=student, exam=open_exam(batch=batch, paper_version=frozen_paper(ref="b")))
    assert api(teacher).post(CLAIM, {}).status_code == 200
    answer = api(teacher).post(CLAIM, {})
    assert (answer.status_code, answer.json()["code"]) == (409, "capacity_reached")


def test_an_expired_lease_goes_back_with_its_promised_time(api, desk, teacher):
    due = desk.task.due_at
    assert return_expired_leases() == 0
    assert return_expired_leases(now=timezone.now() + timedelta(minutes=31)) == 1
    assert return_task() == 0
    task = MarkingTask.objects.get()
    assert (task.state, task.marker, task.due_at) == ("waiting", None, due)
    late = desk.client.put(f"{desk.url}/marks", {"fence": desk.fence, "marks": desk.marks})
    assert (late.status_code, late.json()["code"]) == (409, "lease_lost")
    assert not task.marks.exists()
    again = api(teacher).post(CLAIM, {"task": task.pk}).json()
    saved = desk.client.put(f"{desk.url}/marks", {"fence": again["fence"], "marks": desk.marks})
    assert saved.status_code == 200


def test_a_heartbeat_keeps_the_lease_and_release_gives_it_back(desk):
    MarkingTask.objects.update(lease_until=timezone.now() + timedelta(seconds=5))
    assert desk.client.post(f"{desk.url}/heartbeat", {"fence": desk.fence}).status_code == 200
    assert return_expired_leases(now=timezone.now() + timedelta(minutes=29)) == 0
    assert desk.client.post(f"{desk.url}/release", {"fence": desk.fence + 1}).status_code == 409
    assert desk.client.post(f"{desk.url}/release", {"fence": desk.fence}).status_code == 204
    assert MarkingTask.objects.get().state == "waiting"


def test_reassigning_is_audited_and_reserves(api, desk, admin, teacher, maths_10, other_teacher):
    body = {"teacher": other_teacher.pk, "reason": "She is ill"}
    assert api(teacher).post(f"{desk.url}/reassign", body).status_code == 403
    assert api(admin).post(f"{desk.url}/reassign", body).json()["code"] == "not_a_teacher_of_this"
    Teaching.objects.create(teacher=other_teacher, subject=maths_10)
    assert api(admin).post(f"{desk.url}/reassign", body).status_code == 200
    entry = AuditEntry.objects.get(action="evaluations.task_reassigned")
    assert (entry.reason, entry.facts) == ("She is ill", {"from": teacher.pk, "to": other_teacher.pk})
    assert api(teacher).post(CLAIM, {}).json()["code"] == "nothing_waiting"
    assert desk.client.post(f"{desk.url}/heartbeat", {"fence": desk.fence}).json()["code"] == "lease_lost"
    assert api(other_teacher).post(CLAIM, {}).status_code == 200


def test_promised_times_are_warned_of_once_before_and_once_after(desk, admin, teacher, deliver):
    deliver()
    assert warn_of_promised_times() == 0
    due = desk.task.due_at
    assert warn_of_promised_times(now=due - timedelta(minutes=30)) == 1
    assert warn_of_promised_times(now=due - timedelta(minutes=29)) == 0
    assert warn_of_promised_times(now=due + timedelta(minutes=1)) == 1
    assert warn_of_promised_times(now=due + timedelta(minutes=2)) == 0
    assert warn_task() == 0
    deliver()
    notified = set(Notification.objects.values_list("user__first_name", "kind"))
    assert notified == {(who, kind) for who in ("Nila", "Devi") for kind in ("promise_at_risk", "promise_missed")}
    assert Event.objects.filter(name="evaluations.promise_at_risk").count() == 2


def test_the_promise_is_the_same_instant_in_every_zone(student, exam, settings):
    sat = submitted_attempt(student=student, exam=exam)
    dues = []
    for zone in ("UTC", "Asia/Kolkata", "America/New_York"):
        settings.TIME_ZONE = zone
        forget_institute()
        with transaction.atomic():
            dues.append(create_script(attempt_id=sat.pk).due_at.astimezone(UTC))
            transaction.set_rollback(True)  # a script that exists keeps its promise, whatever the zone
    assert dues == [dues[0]] * 3


def test_queue_and_board_by_role(api, browser, task, teacher, other_teacher, admin, student, parent, counselor):
    for person, count in ((teacher, 1), (admin, 1), (other_teacher, 0)):
        assert len(api(person).get(QUEUE).json()["results"]) == count
        assert api(person).get("/api/v1/evaluations/sla").json()["waiting"] == count
    for person in (student, parent, counselor):
        assert api(person).get(QUEUE).status_code == 403
        assert api(person).get("/api/v1/evaluations/sla").status_code == 403
        assert api(person).get(f"/api/v1/evaluations/{task.pk}").status_code == 404
        for page in ("/marking", "/marking/promises", f"/marking/{task.pk}"):
            assert browser(person).get(page).status_code == 404
    assert api(other_teacher).get(f"/api/v1/evaluations/{task.pk}").status_code == 404
    assert browser(other_teacher).get(f"/marking/{task.pk}").status_code == 404
    for page in ("/marking", "/marking/promises", f"/marking/{task.pk}"):
        assert browser(teacher).get(page).status_code == 200
        assert browser(admin).get(page).status_code == 200


def test_queries_do_not_grow_with_the_queue(api, browser, teacher, admin, student, exam, batch, queries_of, task):
    reads = (
        lambda: api(teacher).get(QUEUE),
        lambda: browser(admin).get("/marking/promises"),
        lambda: browser(teacher).get("/marking"),
    )
    [read() for read in reads]
    few = [queries_of(read) for read in reads]
    for number in range(3):
        waiting_task(student=student, exam=open_exam(batch=batch, paper_version=frozen_paper(ref=f"n{number}")))
    assert [queries_of(read) for read in reads] == few


@pytest.mark.parametrize(
    ("waiting", "lead", "lines"),
    [
        (1, "1 script waits for you.", "The most urgent first"),
        (4, "4 scripts wait for you.", "The 2 most urgent"),
        (5, "4+ scripts wait for you.", "The 2 most urgent"),
    ],
)
def test_the_page_counts_what_waits_and_shows_its_head(
    browser, teacher, student, batch, task, monkeypatch, waiting, lead, lines
):
    monkeypatch.setattr(views, "QUEUE_SHOWN", 2)
    monkeypatch.setattr(counts, "COUNTED", 4)
    for number in range(waiting - 1):
        waiting_task(student=student, exam=open_exam(batch=batch, paper_version=frozen_paper(ref=f"n{number}")))
    page = browser(teacher).get("/marking").content.decode()
    assert lead in page
    assert lines in page
    assert page.count('name="task"') == min(waiting, 2)


def test_claiming_and_releasing_on_the_page(browser, teacher, task):
    client = browser(teacher)
    assert client.post("/marking/claim").url == f"/marking/{task.pk}"
    task.refresh_from_db()
    client.post(f"/marking/{task.pk}/release", {"fence": task.fence})
    task.refresh_from_db()
    assert task.state == "waiting"
    assert client.get("/marking/claim").status_code == 405


def test_an_open_attempt_is_not_in_the_queue(api, teacher, student, exam):
    open_attempt(student=student, exam=exam)
    assert api(teacher).get(QUEUE).json()["results"] == []


def test_the_board_leads_through_all_promises_and_back(browser, admin, student, batch, task, monkeypatch):
    monkeypatch.setattr(views, "BOARD_SHOWN", 2)
    tasks = [task]
    for number in range(4):
        exam = open_exam(batch=batch, paper_version=frozen_paper(ref=f"n{number}"))
        tasks.append(waiting_task(student=student, exam=exam))
    for place, one in enumerate(tasks):
        MarkingTask.objects.filter(pk=one.pk).update(due_at=timezone.now() + timedelta(hours=place))
    client, address, seen = browser(admin), "/marking/promises", []
    while address:
        page = client.get(address).content.decode()
        seen.append([int(pk) for pk in re.findall(r'href="/marking/(\d+)"', page)])
        found = re.search(r'rel="next" href="([^"]*)"', page)
        address = found and found[1].replace("&amp;", "&")
    assert seen == [[tasks[0].pk, tasks[1].pk], [tasks[2].pk, tasks[3].pk], [tasks[4].pk]]
    back = re.search(r'rel="prev" href="([^"]*)"', page)[1]
    assert f'href="/marking/{tasks[3].pk}"' in client.get(back.replace("&amp;", "&")).content.decode()


def test_a_script_is_handed_on_from_a_page_of_its_own(browser, admin, teacher, other_teacher, task):
    client, address = browser(admin), f"/marking/{task.pk}/reassign"
    page = client.get(address).content.decode()
    assert (f'value="{teacher.pk}"' in page, f'value="{other_teacher.pk}"' in page) == (True, False)
    refused = client.post(address, {"to": teacher.pk, "reason": ""})
    assert (refused.status_code, MarkingTask.objects.get(pk=task.pk).reserved_for) == (422, None)
    assert client.post(address, {"to": teacher.pk, "reason": "Ill"}).status_code == 302
    assert MarkingTask.objects.get(pk=task.pk).reserved_for == teacher
