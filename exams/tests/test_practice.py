"""Practice may not spoil exams: what may be practised before, during and after a paper is taken."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exams.actions.exams import delete_exam
from exams.actions.papers import create_paper, start_new_version, update_draft
from exams.actions.results import publish_result, record_result
from exams.actions.time_ledger import pause_attempt
from exams.models import Attempt, Exam
from mathvidya.testing.factories.bank import question
from mathvidya.testing.factories.exams import (
    frozen_paper,
    full_marks,
    open_attempt,
    open_exam,
    submitted_attempt,
)
from questions.access.practice import practisable

pytestmark = pytest.mark.django_db
NAMES = ("single", "written")


def refs(student):
    return set(practisable(student).values_list("ref", flat=True))


@pytest.fixture
def paper(db):
    return frozen_paper(ref="to-sit", names=NAMES)


@pytest.fixture
def on_paper(paper):
    """The references of the questions on `paper`."""
    return set(paper.items.values_list("question_version__question__ref", flat=True))


@pytest.fixture
def free(maths_10):
    return question(maths_10, "numeric", ref="free").ref


def over(exam):
    """Move the window of an exam into the past."""
    now = timezone.now()
    Exam.objects.filter(pk=exam.pk).update(opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))


# Each makes a situation of the paper; the name says it.
def draft(paper, batch, student):
    paper.paper.versions.update(frozen_at=None)


def not_set_yet(paper, batch, student):
    pass


def not_set_yet_beside_a_paper_with_more_versions(paper, batch, student):
    start_new_version(paper=frozen_paper(ref="other", names=("numeric",)).paper)


def upcoming_and_unpublished(paper, batch, student):
    later = timezone.now() + timedelta(days=1)
    open_exam(paper_version=paper, batch=batch, opens_at=later, closes_at=later + timedelta(days=1), published_at=None)


def running(paper, batch, student):
    open_exam(paper_version=paper, batch=batch)


def running_and_submitted_by_this_student(paper, batch, student):
    submitted_attempt(student=student, exam=open_exam(paper_version=paper, batch=batch))
    Attempt.objects.update(published_run=published_run_of(Attempt.objects.get()))


def paused_past_the_close(paper, batch, student):
    attempt = open_attempt(student=student, exam=open_exam(paper_version=paper, batch=batch))
    pause_attempt(attempt=attempt, reason="The power is out.", by=None)
    over(attempt.exam)


def open_past_the_close(paper, batch, student):
    over(open_attempt(student=student, exam=open_exam(paper_version=paper, batch=batch)).exam)


def over_and_result_not_out(paper, batch, student):
    over(submitted_attempt(student=student, exam=open_exam(paper_version=paper, batch=batch)).exam)


def over_and_set_again(paper, batch, student):
    over(open_exam(paper_version=paper, batch=batch))
    open_exam(paper_version=paper, batch=batch)


def over_and_begun_anew_as_a_draft(paper, batch, student):
    over(open_exam(paper_version=paper, batch=batch))
    start_new_version(paper=paper.paper)


def withdrawn(paper, batch, student):
    """The paper is free to be set again."""
    delete_exam(exam=open_exam(paper_version=paper, batch=batch), by=None)


def published_run_of(attempt):
    return record_result(attempt=attempt, reason="marked", written=full_marks(attempt.paper_version))


WITHHELD = [
    draft, not_set_yet, not_set_yet_beside_a_paper_with_more_versions, upcoming_and_unpublished, running,
    running_and_submitted_by_this_student, paused_past_the_close, open_past_the_close, over_and_result_not_out,
    over_and_set_again, over_and_begun_anew_as_a_draft, withdrawn,
]  # fmt: skip


@pytest.mark.parametrize("situation", WITHHELD, ids=lambda situation: situation.__name__)
def test_a_paper_that_anybody_still_has_to_sit_gives_nothing_to_practice(
    student, batch, paper, on_paper, free, situation
):
    situation(paper, batch, student)
    assert refs(student) == {free}


def over_and_nobody_came(paper, batch, student):
    over(open_exam(paper_version=paper, batch=batch))


def over_and_never_published(paper, batch, student):
    over(open_exam(paper_version=paper, batch=batch, published_at=None))


def over_and_all_results_out(paper, batch, student):
    attempt = submitted_attempt(student=student, exam=open_exam(paper_version=paper, batch=batch))
    publish_result(run=published_run_of(attempt))
    over(attempt.exam)


def left_behind_by_a_newer_version(paper, batch, student):
    """The newer one holds other questions, and has been sat."""
    newer = start_new_version(paper=paper.paper)
    update_draft(version=newer, items=[])
    over(open_exam(paper_version=newer, batch=batch))


RELEASED = [
    over_and_nobody_came, over_and_never_published, over_and_all_results_out, left_behind_by_a_newer_version,
]  # fmt: skip


@pytest.mark.parametrize("situation", RELEASED, ids=lambda situation: situation.__name__)
def test_a_paper_that_is_over_for_everybody_may_be_practised(student, batch, paper, on_paper, free, situation):
    situation(paper, batch, student)
    assert refs(student) == {free, *on_paper}


def test_a_twin_and_a_newer_version_are_withheld_too(student, batch, paper, maths_10, free):
    pinned = paper.items.get(question_version__type="single_choice").question_version
    question(maths_10, ref="twin", spec=pinned.spec, marks=pinned.marks)
    question(maths_10, ref=pinned.question.ref, spec={**pinned.spec, "stem": "Put better."}, marks=pinned.marks)
    exam = open_exam(paper_version=paper, batch=batch)
    assert refs(student) == {free}
    over(exam)
    assert {"twin", pinned.question.ref} < refs(student)


def test_a_draft_without_questions_withholds_nothing(student, maths_10, free):
    create_paper(ref="empty", title="Empty", subject=maths_10, by=None)
    assert refs(student) == {free}


def test_it_is_one_statement_for_any_number_of_papers(student, batch, queries_of):
    for number in range(3):
        open_exam(paper_version=frozen_paper(ref=f"p{number}", names=NAMES), batch=batch)
        over(open_exam(paper_version=frozen_paper(ref=f"q{number}", names=NAMES), batch=batch))
    assert queries_of(lambda: refs(student)) == 1


def test_a_question_kept_for_practice_stops_a_paper(api, teacher, student, batch, maths_10):
    kept = question(maths_10, use="practice")
    client = api(teacher)
    section = {"key": "A", "title": "A", "items": [{"question": kept.ref, "label": "7", "marks": "1"}]}
    made = client.post("/api/v1/papers", {"ref": "p", "title": "T", "subject": "maths-10", "sections": [section]})
    why = ["Question 7 is kept for practice only."]
    assert made.json()["missing"] == why
    answer = client.post(f"/api/v1/papers/{made.json()['id']}/freeze")
    assert (answer.status_code, answer.json()["code"], answer.json()["missing"]) == (409, "paper_incomplete", why)
    assert client.get(f"/api/v1/papers/{made.json()['id']}").json()["frozen_at"] is None


def test_a_paper_is_offered_and_drawn_only_what_exams_may_use(api, browser, teacher, maths_10):
    for number in range(3):
        question(maths_10, use="practice", ref=f"kept-{number}")
    draft = create_paper(ref="p", title="T", subject=maths_10, by=teacher)
    assert "kept-" not in browser(teacher).get(f"/papers/{draft.paper_id}/bank").content.decode()
    asked = {"blueprint": "choice-3", "subject": "maths-10"}
    assert api(teacher).post("/api/v1/papers/draw", asked).json()["code"] == "bank_too_small"
