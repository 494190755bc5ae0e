"""Results: when they come out, for which people, and what a corrected key does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from exams.actions.attempts import submit_attempt
from exams.actions.papers import ItemDraft, create_paper, freeze_paper
from exams.actions.results import record_result, release_if_due
from exams.choices import ReleaseRule
from exams.models import Attempt, KeyVersion, ResultRun
from exams.tasks import publish_due_results
from mathvidya.notifications.models import Notification
from mathvidya.outbox.models import Delivery, Event
from mathvidya.testing.factories.exams import (
    OBJECTIVE,
    RIGHT,
    frozen_paper,
    full_marks,
    items_by_name,
    open_attempt,
    open_exam,
    submitted_attempt,
)

WHO = pytest.mark.parametrize(
    ("who", "before", "after"),
    [("student", 404, 200), ("parent", 404, 200), ("teacher", 200, 200), ("admin", 200, 200),
     ("other_student", 404, 404),
     ("other_parent", 404, 404), ("other_teacher", 404, 404), ("counselor", 404, 404), (None, 401, 401)],
)  # fmt: skip


@WHO
def test_who_sees_a_result_before_and_after_its_release(
    api, student, parent, teacher, batch, request, who, before, after
):
    attempt = submitted_attempt(student=student, exam=open_exam(batch=batch))
    client = api(request.getfixturevalue(who) if who else None)
    url = f"/api/v1/attempts/{attempt.pk}/result"
    assert client.get(url).status_code == before
    record_result(attempt=attempt, reason="marked", written=full_marks(attempt.paper_version))
    release_if_due(attempt=attempt)
    assert client.get(url).status_code == after


@pytest.mark.parametrize("role", ["parent", "counselor", "teacher"])
def test_somebody_who_is_no_student_any_more_reads_no_result_of_their_own(api, student, role):
    exam = open_exam(paper_version=frozen_paper(names=OBJECTIVE))
    url = f"/api/v1/attempts/{submitted_attempt(student=student, exam=exam).pk}/result"
    assert api(student).get(url).status_code == 200
    User.objects.filter(pk=student.pk).update(role=role)
    student.refresh_from_db()
    assert api(student).get(url).status_code == 404


def test_a_guardian_sees_what_was_asked_and_answered_once_the_result_is_out(api, student, parent):
    attempt = submitted_attempt(student=student, exam=open_exam())
    client, url = api(parent), f"/api/v1/attempts/{attempt.pk}"
    before = client.get(url)
    assert before.status_code == 200
    assert {"responses", "order", "etag"}.isdisjoint(before.json())
    released_now(attempt)
    assert {"responses", "order", "etag"} < set(client.get(url).json())


def test_a_result_has_every_question(api, student, batch):
    attempt = submitted_attempt(
        student=student, exam=open_exam(batch=batch), answers={**RIGHT, "single": {"option": "b"}}
    )
    written = full_marks(attempt.paper_version)
    names = items_by_name(attempt.paper_version)
    written[str(names["written"])]["s2"] |= {"award": "0.5", "error_tag": "sign", "comment": "A sign is lost."}
    written[str(names["written_or"])] = {
        step: {"award": "0", "not_attempted": True} for step in written[str(names["written_or"])]
    }
    record_result(attempt=attempt, reason="marked", written=written)
    release_if_due(attempt=attempt)
    body = api(student).get(f"/api/v1/attempts/{attempt.pk}/result").json()
    assert (body["score"], body["max_score"], body["grade"]) == ("13.50", "15.00", "A2")
    items = {name: next(item for item in body["items"] if item["id"] == pk) for name, pk in names.items()}
    assert (items["single"]["verdict"], items["single"]["key"]) == ("wrong", {"option": "a"})
    assert items["single"]["solution"] == "$2$ divides both."
    assert items["written"]["steps"][1]["comment"] == "A sign is lost."
    assert (items["written_or"]["verdict"], items["written_or"]["counted"]) == ("unanswered", False)
    assert items["case"]["parts"]["iii-b"]["counted"] is False


@pytest.mark.parametrize("rule", [ReleaseRule.ON_SUBMIT, ReleaseRule.WHEN_MARKED])
def test_objective_papers_are_released_at_submit(student, rule):
    exam = open_exam(paper_version=frozen_paper(names=OBJECTIVE), release_rule=rule)
    assert submitted_attempt(student=student, exam=exam).published_run is not None


def test_a_set_time_is_kept(student, other_student):
    exam = open_exam(
        paper_version=frozen_paper(names=OBJECTIVE),
        release_rule=ReleaseRule.AT,
        release_at=timezone.now() + timedelta(hours=1),
    )
    submitted_attempt(student=student, exam=exam)
    submitted_attempt(student=other_student, exam=open_exam(paper_version=frozen_paper(ref="w"), release_rule="manual"))
    assert publish_due_results() == 0
    exam.release_at = timezone.now() - timedelta(seconds=1)
    exam.save()
    assert publish_due_results() == 1
    assert publish_due_results() == 0
    assert Attempt.objects.filter(published_run__isnull=False).count() == 1


def test_a_teacher_publishes(api, student, teacher, other_teacher, batch):
    exam = open_exam(paper_version=frozen_paper(names=OBJECTIVE), release_rule=ReleaseRule.MANUAL, batch=batch)
    submitted_attempt(student=student, exam=exam)
    url = f"/api/v1/exams/{exam.pk}/publish-results"
    assert api(student).post(url).status_code == 403
    assert api(other_teacher).post(url).status_code == 404
    assert not Attempt.objects.exclude(published_run=None).exists()
    assert api(teacher).post(url).json() == {"published": 1, "waiting": 0}
    assert api(teacher).post(url).json() == {"published": 0, "waiting": 0}


def test_the_same_inputs_make_no_second_run(student):
    attempt = submitted_attempt(student=student)
    one = record_result(attempt=attempt, reason="marked", written=full_marks(attempt.paper_version))
    assert record_result(attempt=attempt, reason="again", written=full_marks(attempt.paper_version)) == one
    assert record_result(attempt=attempt, reason="again", written=None) == one
    assert ResultRun.objects.count() == 2


def test_a_corrected_key_is_previewed_then_applied_and_announced(api, student, parent, teacher, batch, deliver):
    exam = open_exam(batch=batch)
    attempt = submitted_attempt(student=student, exam=exam, answers={**RIGHT, "single": {"option": "b"}})
    record_result(attempt=attempt, reason="marked", written=full_marks(attempt.paper_version))
    release_if_due(attempt=attempt)
    deliver()
    url = f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/key"
    body = {"corrections": {str(items_by_name(attempt.paper_version)["single"]): {"answer": {"option": "b"}}}}
    effects = api(teacher).post(f"{url}?preview=1", body).json()["effects"]
    assert [(effect["before"], effect["after"]) for effect in effects] == [("14.00", "15.00")]
    assert KeyVersion.objects.count() == 1
    assert api(student).post(url, body).status_code == 403
    assert api(teacher).post(url, {**body, "reason": "Misprint"}).json() == {"key": 2, "rescored": 1}
    attempt.refresh_from_db()
    assert (attempt.published_run.score, attempt.runs.count()) == (15, 3)
    assert Event.objects.filter(name="exams.result_published", payload__is_revision=True).count() == 1
    deliver()
    assert Notification.objects.filter(kind="result_revised").count() == 2


@pytest.mark.parametrize(
    ("correction", "score", "full"), [({"everyone": True}, "8.00", "8.00"), ({"dropped": True}, "7.00", "7.00")]
)
def test_everyone_and_dropped(api, student, teacher, batch, correction, score, full):
    exam = open_exam(paper_version=frozen_paper(names=OBJECTIVE), batch=batch)
    attempt = submitted_attempt(student=student, exam=exam, answers={**RIGHT, "single": {"option": "b"}})
    body = {"corrections": {str(items_by_name(attempt.paper_version)["single"]): correction}}
    api(teacher).post(f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/key", body)
    result = api(student).get(f"/api/v1/attempts/{attempt.pk}/result").json()
    assert (result["score"], result["max_score"]) == (score, full)


@pytest.mark.parametrize(
    "correction", [{"answer": {"option": "z"}}, {"answer": None}, {"everyone": False}, {"more": 1}, {}]
)
def test_a_correction_must_fit(api, student, teacher, batch, correction):
    exam = open_exam(batch=batch)
    item = items_by_name(exam.papers.get().paper_version)["single"]
    url = f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/key"
    assert api(teacher).post(url, {"corrections": {str(item): correction}}).status_code == 400
    assert KeyVersion.objects.count() == 1


def test_the_key_stays_closed_while_the_same_paper_is_open(api, student, batch):
    exam = open_exam(paper_version=frozen_paper(names=OBJECTIVE), batch=batch, attempts_allowed=2)
    first = submitted_attempt(student=student, exam=exam)
    url = f"/api/v1/attempts/{first.pk}/result"
    assert "key" in api(student).get(url).json()["items"][0]
    open_attempt(student=student, exam=exam)
    body = api(student).get(url).json()
    assert (body["items"], body["score"]) == ([], "8.00")


def test_verdicts_of_a_question_that_is_asked_again_in_another_paper_are_closed_too(
    api, browser, student, parent, teacher, batch, deliver
):
    """The student's own answer with "right" beside it would be the key, and a new version of the paper asks the same
    questions.
    """
    first = submitted_attempt(student=student, exam=open_exam(paper_version=frozen_paper(names=OBJECTIVE), batch=batch))
    url, page = f"/api/v1/attempts/{first.pk}/result", f"/attempts/{first.pk}/result"
    again = first.paper_version.items.first().question_version
    paper = create_paper(
        ref="later",
        title="Later",
        subject=first.exam.subject,
        by=None,
        duration_minutes=30,
        sections=[{"key": "A", "title": "A", "instructions": "", "groups": []}],
        items=[ItemDraft(question_version=again, section="A", label="1", marks=again.marks)],
    )
    later = open_attempt(student=student, exam=open_exam(paper_version=freeze_paper(version=paper), batch=batch))
    for reader in (student, parent):
        assert api(reader).get(url).json()["items"] == []
        shown = browser(reader).get(page)
        assert shown.status_code == 200
        assert "result-item" not in shown.content.decode().replace("result-items", "")
    assert api(teacher).get(url).json()["items"][0]["key"] == {"option": "a"}
    submit_attempt(attempt=later)
    assert api(student).get(url).json()["items"][0]["key"] == {"option": "a"}


def test_negative_marks_never_pull_the_total_below_nothing(student):
    exam = open_exam(paper_version=frozen_paper(names=("single", "truth"), negative="1"))
    run = submitted_attempt(student=student, exam=exam, answers={"single": {"option": "b"}}).runs.get()
    assert (run.score, run.body["items"][str(run.attempt.responses.get().item_id)]["score"]) == (0, "-1.00")


def released_now(attempt):
    record_result(attempt=attempt, reason="marked", written=full_marks(attempt.paper_version))
    release_if_due(attempt=attempt)
    return attempt


def released(student, exam):
    return released_now(submitted_attempt(student=student, exam=exam))


def notices(person):
    return [(notice.kind, notice.facts["total"]) for notice in Notification.objects.filter(user=person).order_by("pk")]


def test_each_student_gets_a_notice_of_their_own_result(student, other_student, deliver):
    exam = open_exam(paper_version=frozen_paper(names=("single", "truth")))
    submitted_attempt(student=student, exam=exam)
    submitted_attempt(student=other_student, exam=exam, answers={"single": {"option": "a"}})
    deliver()
    assert notices(student) == [("result_published", "2")]
    assert notices(other_student) == [("result_published", "1")]


def test_a_result_that_was_replaced_before_its_notice_went_out_is_not_announced(api, student, teacher, batch, deliver):
    version = frozen_paper(names=("single", "truth"))
    exam = open_exam(paper_version=version, batch=batch)
    submitted_attempt(student=student, exam=exam)
    body = {"corrections": {str(items_by_name(version)["single"]): {"answer": {"option": "b"}}}, "reason": "Misprint"}
    answer = api(teacher).post(f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/key", body)
    assert answer.json()["rescored"] == 1
    deliver()
    assert notices(student) == [("result_revised", "1")]
    assert not Delivery.objects.filter(done_at=None).exists()


def test_the_results_of_an_exam_come_page_by_page(api, student, other_student, teacher, batch, queries_of):
    exam = open_exam(batch=batch, attempts_allowed=5)
    attempts = [released(student, exam).pk for _ in range(2)]
    url = f"/api/v1/exams/{exam.pk}/results"
    client = api(teacher)
    client.get(url)
    few = queries_of(lambda: client.get(url))
    attempts += [released(student, exam).pk for _ in range(3)]
    assert queries_of(lambda: client.get(url)) == few
    found, following = [], f"{url}?page_size=2"
    while following:
        page = client.get(following).json()
        assert set(page) == {"next", "previous", "results"}
        assert len(page["results"]) <= 2
        found += [row["attempt"] for row in page["results"]]
        following = page["next"]
    assert found == attempts[::-1]
    row = client.get(url).json()["results"][0]
    assert (row["student"]["id"], row["score"], row["is_published"]) == (student.pk, "15.00", True)
    assert "items" not in row
    assert client.get(f"{url}?cursor=nonsense").status_code == 400
    assert api(other_student).get(url).json().get("results", []) == []


@pytest.mark.parametrize(("who", "status"), [("other_teacher", 404), ("counselor", 404), (None, 401)])
def test_the_results_of_an_exam_are_not_for_everybody(api, student, batch, request, who, status):
    exam = open_exam(batch=batch)
    released(student, exam)
    client = api(request.getfixturevalue(who) if who else None)
    assert client.get(f"/api/v1/exams/{exam.pk}/results").status_code == status
    assert client.get(f"/api/v1/tests/{exam.pk}/results").status_code == (401 if who is None else 404)


def test_the_page_says_why_the_questions_are_closed(browser, student, parent, teacher, batch):
    version = frozen_paper()
    attempt = released(student, open_exam(batch=batch, paper_version=version))
    url, words = f"/attempts/{attempt.pk}/result", "are closed for now"
    assert words not in browser(student).get(url).content.decode()
    live = open_attempt(student=student, exam=open_exam(batch=batch, paper_version=version))
    for reader in (student, parent):
        page = browser(reader).get(url).content.decode()
        assert page.count(words) == 1
        assert 'class="result-item' not in page
        assert "result-tools" not in page
        assert 'id="nothing-lost"' not in page
        assert 'id="marked-title"' not in page
    page = browser(teacher).get(url).content.decode()
    assert words not in page
    assert 'class="result-item' in page
    submit_attempt(attempt=live)
    assert words not in browser(student).get(url).content.decode()
