"""Every published result emits how each item went: one event, with the facts that mastery, review and XP need."""

import pytest

from exams.actions.results import publish_result, record_result
from learning.curriculum.models import Chapter, Topic, Unit
from mathvidya.lib.process_caches import clear_all
from mathvidya.outbox.models import Event
from mathvidya.testing.factories.exams import (
    OBJECTIVE,
    frozen_paper,
    full_marks,
    items_by_name,
    open_attempt,
    open_exam,
    submitted_attempt,
)
from questions.events import ItemAnswered
from questions.models import Question, QuestionVersion

pytestmark = pytest.mark.django_db
ANSWERS = {"single": {"option": "a"}, "numeric": {"value": "4"}, "multiple": {"options": ["a", "b"]}}


def events():
    return list(Event.objects.filter(name="questions.item_answered").order_by("pk"))


def by_name(event, version):
    """The facts of an event by the short name of their question."""
    names = {
        item.question_version_id: item.question_version.question.ref.rpartition("-")[2]
        for item in version.items.select_related("question_version__question")
    }
    return {names[fact["question_version_id"]]: fact for fact in event.payload["items"]}


def sat(student, batch, **more):
    paper = frozen_paper(names=("single", "numeric", "multiple", "truth"), negative="0.25")
    return submitted_attempt(student=student, exam=open_exam(paper_version=paper, batch=batch, **more), answers=ANSWERS)


def test_a_result_published_at_submit_emits_all_items_in_one_event(student, batch):
    attempt = sat(student, batch, release_rule="on_submit")
    (event,) = events()
    assert (event.topic, event.key, event.version) == ("progress-updates", str(student.pk), 1)
    rest = {name: value for name, value in event.payload.items() if name != "items"}
    assert rest == {
        "student_id": student.pk,
        "where": "exam",
        "where_id": attempt.pk,
        "at": attempt.submitted_at.isoformat(),
        "is_revision": False,
    }
    facts = by_name(event, attempt.paper_version)
    assert {name: (fact["verdict"], fact["score"], fact["max"]) for name, fact in facts.items()} == {
        "single": ("right", "1.00", "1.00"),
        "numeric": ("wrong", "0.00", "2.00"),
        "multiple": ("partly", "1.33", "2.00"),
        "truth": ("unanswered", "0", "1.00"),
    }
    single = QuestionVersion.objects.get(question__ref="test-paper-single")
    assert facts["single"] == {
        "question_version_id": single.pk,
        "question_id": single.question_id,
        "topic": "",
        "chapter": "",
        "verdict": "right",
        "score": "1.00",
        "max": "1.00",
        "first_try": True,
        "hints": 0,
        "seconds": None,
    }


def test_nothing_is_emitted_before_the_result_is_out(student, batch, teacher, api):
    attempt = sat(student, batch, release_rule="manual")
    assert events() == []
    api(teacher).post(f"/api/v1/exams/{attempt.exam_id}/publish-results")
    (event,) = events()
    assert event.payload["where_id"] == attempt.pk
    assert len(event.payload["items"]) == 4
    api(teacher).post(f"/api/v1/exams/{attempt.exam_id}/publish-results")
    assert len(events()) == 1


def test_what_a_person_marked_says_so(student, batch):
    attempt = submitted_attempt(student=student, exam=open_exam(paper_version=frozen_paper(), batch=batch))
    run = record_result(attempt=attempt, reason="marked", written=full_marks(attempt.paper_version))
    publish_result(run=run)
    facts = by_name(events()[0], attempt.paper_version)
    assert {name: fact["verdict"] for name, fact in facts.items() if name not in OBJECTIVE} == {
        "written": "person", "written_or": "person", "case": "person"
    }  # fmt: skip


@pytest.mark.parametrize("correction", [{"everyone": True}, {"dropped": True}])
def test_a_changed_result_is_emitted_again_and_what_a_correction_decided_does_not_count(
    api, teacher, student, batch, correction
):
    attempt = sat(student, batch, release_rule="on_submit")
    item = str(items_by_name(attempt.paper_version)["numeric"])
    url = f"/api/v1/exams/{attempt.exam_id}/papers/{attempt.exam_paper_id}/key"
    api(teacher).post(url, {"corrections": {item: correction}})
    first, again = events()
    assert (again.payload["where_id"], again.payload["is_revision"]) == (first.payload["where_id"], True)
    facts = by_name(again, attempt.paper_version)
    assert (facts["numeric"]["verdict"], facts["single"]["verdict"]) == ("void", "right")


def test_a_second_attempt_is_no_first_try(student, batch):
    exam = sat(student, batch, release_rule="on_submit", attempts_allowed=2).exam
    submitted_attempt(student=student, exam=exam, answers=ANSWERS)
    assert [{fact["first_try"] for fact in event.payload["items"]} for event in events()] == [{True}, {False}]


def test_the_topic_is_that_of_the_publication(student, batch, maths_10):
    unit = Unit.objects.create(subject=maths_10, number=1, name="Numbers")
    chapters = [Chapter.objects.create(unit=unit, code=f"c{n}", number=n, name="C") for n in (1, 2)]
    one, other = [Topic.objects.create(chapter=c, code=f"t-{c.code}", number=1, name="T") for c in chapters]
    attempt = sat(student, batch, release_rule="manual")
    question = Question.objects.filter(ref="test-paper-single")
    for topic, is_revision in ((one, False), (other, True)):
        question.update(topic=topic, chapter=topic.chapter)
        clear_all()  # a minute goes by
        written = {"0": {}} if is_revision else None
        publish_result(run=record_result(attempt=attempt, reason="again", written=written))
    facts = [by_name(event, attempt.paper_version)["single"] for event in events()]
    assert [(fact["topic"], fact["chapter"]) for fact in facts] == [
        (one.code, one.chapter.code), (other.code, other.chapter.code)
    ]  # fmt: skip


def test_an_event_that_is_delivered_twice_is_of_the_same_place(student, batch):
    """What is kept by place is replaced, not added to, however often the event comes."""
    attempt = sat(student, batch, release_rule="on_submit")
    kept = {}
    for event in events() * 2:
        answered = ItemAnswered(**event.payload)
        kept[answered.where, answered.where_id] = answered.items
    assert {place: len(items) for place, items in kept.items()} == {("exam", attempt.pk): 4}


def test_a_second_submit_in_the_same_minute_asks_no_more(student, other_student, batch, queries_of):
    from exams.actions.attempts import submit_attempt

    exam = open_exam(paper_version=frozen_paper(names=OBJECTIVE), release_rule="on_submit")
    waiting = open_exam(paper_version=frozen_paper(ref="other", names=OBJECTIVE), release_rule="manual")
    submit_attempt(attempt=open_attempt(student=student, exam=exam))
    submit_attempt(attempt=open_attempt(student=student, exam=waiting))
    out, held = open_attempt(student=other_student, exam=exam), open_attempt(student=other_student, exam=waiting)
    assert queries_of(lambda: submit_attempt(attempt=out)) == queries_of(lambda: submit_attempt(attempt=held))
