"""Starting an attempt."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exams.choices import ExamKind
from exams.models import Attempt
from mathvidya.testing.factories.accounts import UserFactory
from mathvidya.testing.factories.classroom import batch_of
from mathvidya.testing.factories.exams import frozen_paper, items_by_name, open_exam


def start(client, exam):
    return client.post(f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/start")


def test_the_paper_comes_without_its_key(api, student, batch):
    exam = open_exam(batch=batch)
    answer = start(api(student), exam)
    assert answer.status_code == 201
    body = answer.json()
    items = [item for section in body["paper"]["sections"] for item in section["items"]]
    assert len(items) == exam.papers.get().paper_version.items.count() > 0
    assert sorted(body["order"]) == sorted(item["id"] for item in items)
    assert all({"answer", "solution", "hint", "scheme"}.isdisjoint(item["spec"]) for item in items)
    text = answer.content.decode()
    assert "Writes the formula" not in text
    assert "divides both" not in text
    assert body["attempt"]["status"] == "open"
    assert 3590 <= body["attempt"]["remaining_seconds"] <= 3600


def test_a_second_start_goes_on_with_the_same_attempt(api, student, batch):
    exam = open_exam(batch=batch)
    first, second = start(api(student), exam), start(api(student), exam)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["attempt"]["id"] == second.json()["attempt"]["id"]
    assert first.json()["order"] == second.json()["order"]
    assert Attempt.objects.count() == 1


def test_one_row_is_written_however_many_questions(api, student, batch):
    exam = open_exam(batch=batch)
    client = api(student)
    with CaptureQueriesContext(connection) as captured:
        assert start(client, exam).status_code == 201
    writes = [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "\nINSERT", "UPDATE"))]
    assert len(writes) == 1


def test_the_deadline_is_the_duration_but_never_after_the_close(api, student, batch):
    exam = open_exam(batch=batch, minutes=60, closes_at=timezone.now() + timedelta(minutes=20))
    assert start(api(student), exam).status_code == 201
    assert Attempt.objects.get().deadline_at == exam.closes_at


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ({"opens_at": timedelta(hours=1), "closes_at": timedelta(hours=2)}, "exam_not_open"),
        ({"opens_at": timedelta(hours=-2), "closes_at": timedelta(hours=-1)}, "exam_closed"),
    ],
)
def test_only_in_its_window(api, student, batch, window, code):
    now = timezone.now()
    exam = open_exam(batch=batch, **{name: now + delta for name, delta in window.items()})
    answer = start(api(student), exam)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert not Attempt.objects.exists()


def test_as_often_as_the_exam_allows(api, student, batch):
    exam = open_exam(batch=batch, attempts_allowed=2)
    client, seen = api(student), []
    for _ in range(2):
        pk = start(client, exam).json()["attempt"]["id"]
        client.post(f"/api/v1/attempts/{pk}/submit")
        seen.append(pk)
    answer = start(client, exam)
    assert (answer.status_code, answer.json()["code"]) == (409, "attempts_used_up")
    assert sorted(Attempt.objects.values_list("pk", flat=True)) == sorted(seen)


@pytest.mark.parametrize(
    ("who", "status"),
    [("other_student", 404), ("parent", 403), ("teacher", 403), ("counselor", 403), ("admin", 403), (None, 401),
     ("pending_student", 403)],
)  # fmt: skip
def test_strangers_start_nothing(api, batch, student, request, who, status):
    exam = open_exam(batch=batch)
    person = request.getfixturevalue(who) if who else None
    assert start(api(person), exam).status_code == status
    assert not Attempt.objects.exists()


def test_an_exam_without_batches_is_for_the_class(api, other_student):
    exam = open_exam()
    assert start(api(other_student), exam).status_code == 201
    twelfth = UserFactory(programmes=["cbse-12"])
    assert start(api(twelfth), exam).status_code == 404


def test_an_unpublished_exam_does_not_exist(api, student, batch):
    assert start(api(student), open_exam(batch=batch, published_at=None)).status_code == 404


def test_somebody_who_left_the_batch_is_out(api, student, batch):
    exam = open_exam(batch=batch)
    batch.members.update(left_on=timezone.localdate())
    assert start(api(student), exam).status_code == 404


def test_order_and_options_come_from_the_seed(api, student, batch):
    exam = open_exam(batch=batch, shuffle_questions=True, shuffle_options=True)
    body = start(api(student), exam).json()
    names = {pk: name for name, pk in items_by_name(exam.papers.get().paper_version).items()}
    order = [names[pk] for pk in body["order"]]
    assert set(order[:6]) == {"single", "multiple", "truth", "assertion", "numeric", "text"}
    assert abs(order.index("written") - order.index("written_or")) == 1
    assert sorted(body["option_order"][str(body["order"][order.index("single")])]) == ["a", "b", "c", "d"]


def test_the_three_doors_lead_to_one_engine(api, student, batch):
    exam = open_exam(batch=batch, kind=ExamKind.TEST, paper_version=frozen_paper(names=("single",)))
    client = api(student)
    assert client.get(f"/api/v1/tests/{exam.pk}/questions").status_code == 404
    started = client.post(f"/api/v1/tests/{exam.pk}/start")
    item, attempt = started.json()["order"][0], started.json()["attempt"]["id"]
    questions = client.get(f"/api/v1/tests/{exam.pk}/questions")
    assert questions.json() == started.json()["paper"]
    again = client.get(f"/api/v1/tests/{exam.pk}/questions", HTTP_IF_NONE_MATCH=questions["ETag"])
    assert again.status_code == 304
    saved = client.post(
        f"/api/v1/tests/{exam.pk}/responses",
        {"responses": [{"item": item, "answer": {"option": "a"}, "client_seq": 1}]},
        format="json",
    )
    assert saved.json()["saved"] == [item]
    one = client.post(f"/api/v1/tests/{exam.pk}/submit").json()
    assert client.post(f"/api/v1/attempts/{attempt}/submit").json() == one
    assert client.post(f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/submit").json() == one
    assert client.get(f"/api/v1/tests/{exam.pk}/results").json()["results"][0]["score"] == "1.00"


def test_staff_without_a_second_factor_are_sent_to_set_one_up(browser, teacher, batch, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    answer = start(browser(teacher), open_exam(batch=batch))
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_setup_required")
    assert not Attempt.objects.exists()


def test_an_exam_of_two_batches_is_listed_once(api, student, batch):
    exam = open_exam(batch=batch)
    exam.batches.add(batch_of("cbse-10", name="X B"))
    rows = api(student).get("/api/v1/exams").json()["results"]
    assert [row["id"] for row in rows] == [exam.pk]


@pytest.mark.parametrize("kind", [ExamKind.EXAM, ExamKind.TEST])
def test_an_exam_for_ones_own_batch_opens_none_of_another(api, student, batch, kind):
    paper = frozen_paper(names=("single",))
    open_exam(batch=batch, kind=kind, paper_version=paper)
    theirs = open_exam(batch=batch_of("cbse-10", name="X B"), kind=kind, paper_version=paper, title="For X B")
    assert start(api(student), theirs).status_code == 404
    assert api(student).post(f"/api/v1/tests/{theirs.pk}/start").status_code == 404
    assert not Attempt.objects.exists()
