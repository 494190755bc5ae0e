"""Races on PostgreSQL with real threads. What is acknowledged is scored; what happens once happens once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from django.db import connection, connections
from django.utils import timezone

from exams.access.attempts import get_ref_to_answer
from exams.actions.attempts import AttemptClosed, save_responses, start_attempt, submit_attempt, submit_overdue
from exams.models import Attempt, Response, ResultRun
from exams.rules.scoring import receipt_of
from mathvidya.outbox.models import Event
from mathvidya.testing.factories.accounts import UserFactory
from mathvidya.testing.factories.exams import OBJECTIVE, frozen_paper, items_by_name, open_attempt, open_exam

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*calls):
    """Run the calls at one moment, each in a thread with a connection of its own; their results or errors, in order."""
    gate = threading.Barrier(len(calls))

    def run(call):
        try:
            connection.ensure_connection()
            gate.wait()
            return call()
        except Exception as error:  # noqa: BLE001  (handed back to the test)
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.fixture
def exam():
    return open_exam(paper_version=frozen_paper(names=OBJECTIVE))


def attempt(exam):
    row = open_attempt(student=UserFactory(), exam=exam)
    ref = get_ref_to_answer(row.student_id, "student", row.pk)
    return SimpleNamespace(pk=row.pk, row=row, ref=ref, items=items_by_name(row.paper_version))


def saver(room, name, answer, seq):
    rows = [{"item": room.items[name], "answer": answer, "client_seq": seq}]
    return lambda: save_responses(attempt=room.ref, responses=rows)


def test_an_acknowledged_answer_is_scored_whichever_comes_first(exam):
    accepted = 0
    for _ in range(40):
        room = attempt(exam)
        save, submit = saver(room, "single", {"option": "a"}, 1), lambda r=room: submit_attempt(attempt=r.row)
        results = together(
            save, submit, saver(room, "truth", {"value": True}, 1), saver(room, "text", {"text": "prime"}, 1)
        )
        saves = [results[0], *results[2:]]
        run = ResultRun.objects.get(attempt=room.pk)
        stored = dict(Response.objects.filter(attempt=room.pk).values_list("item_id", "answer"))
        kept = sum(not isinstance(result, Exception) for result in saves)
        assert all(isinstance(result, AttemptClosed) for result in saves if isinstance(result, Exception)), saves
        assert len(stored) == kept == run.score
        assert results[1].receipt == receipt_of(dict(sorted(stored.items())))
        accepted += kept
    assert 0 < accepted <= 120  # that all of them come too late in forty rounds is no race


def test_a_save_that_waits_for_the_submit_is_refused(exam):
    room = attempt(exam)
    from django.db import transaction

    submitted = threading.Event()

    def submit_slowly():
        with transaction.atomic():
            receipt = submit_attempt(attempt=room.row)
            submitted.set()
            threading.Event().wait(0.5)
        return receipt

    def save_meanwhile():
        submitted.wait(5)
        return saver(room, "single", {"option": "a"}, 1)()

    _, saved = together(submit_slowly, save_meanwhile)
    assert isinstance(saved, AttemptClosed)
    assert not Response.objects.exists()


def test_a_submit_that_waits_for_a_save_scores_it(exam):
    room = attempt(exam)
    from django.db import transaction

    saved = threading.Event()

    def save_slowly():
        with transaction.atomic():
            outcome = saver(room, "single", {"option": "a"}, 1)()
            saved.set()
            threading.Event().wait(0.5)
        return outcome

    def submit_meanwhile():
        saved.wait(5)
        return submit_attempt(attempt=room.row)

    outcome, _ = together(save_slowly, submit_meanwhile)
    assert outcome.saved == [room.items["single"]]
    assert ResultRun.objects.get().score == 1


def test_eight_submits_are_one(exam):
    for _ in range(10):
        room = attempt(exam)
        saver(room, "single", {"option": "a"}, 1)()
        rows = together(*[lambda r=room: submit_attempt(attempt=r.row)] * 8)
        assert len({(row.receipt, row.submitted_at, row.submitted_by) for row in rows}) == 1, rows
        assert ResultRun.objects.filter(attempt=room.pk).count() == 1
        events = Event.objects.filter(name="exams.attempt_submitted", payload__attempt_id=room.pk)
        assert events.count() == 1


def test_eight_starts_are_one(exam):
    student, paper = UserFactory(), exam.papers.get()
    starts = together(*[lambda: start_attempt(student_id=student.pk, exam_id=exam.pk, exam_paper_id=paper.pk)] * 8)
    assert len({started.attempt.id for started in starts}) == 1, starts
    assert sum(started.is_new for started in starts) == 1
    assert Attempt.objects.count() == 1


def test_four_sweepers_share_the_overdue(exam):
    for _ in range(25):
        attempt(exam)
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(seconds=1))
    assert sum(together(*[submit_overdue] * 4)) == 25
    assert Event.objects.filter(name="exams.attempt_submitted").count() == 25
    assert ResultRun.objects.count() == 25


def test_two_devices_in_any_order_end_with_the_newest(exam):
    room = attempt(exam)
    order = [7, 2, 9, 4, 1, 10, 3, 8, 6, 5]
    letters = "abcd"
    calls = [saver(room, "single", {"option": letters[seq % 4]}, seq) for seq in order]
    for outcome in together(*calls):
        assert not isinstance(outcome, Exception), outcome
    row = Response.objects.get()
    assert (row.client_seq, row.answer) == (10, {"option": letters[10 % 4]})


def test_batches_in_opposite_order_do_not_deadlock(exam):
    room = attempt(exam)
    names = list(OBJECTIVE)
    from mathvidya.testing.factories.exams import RIGHT

    def batch(order, seq):
        rows = [{"item": room.items[name], "answer": RIGHT[name], "client_seq": seq} for name in order]
        return lambda: save_responses(attempt=room.ref, responses=rows)

    outcomes = together(*[batch(names if n % 2 else names[::-1], n) for n in range(1, 9)])
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert set(Response.objects.values_list("client_seq", flat=True)) == {8}


def test_at_the_deadline_saves_are_monotone(exam):
    """Saves around the deadline: what was taken counts, and after the first refusal nothing is taken any more."""
    room = attempt(exam)
    deadline = timezone.now() + timedelta(seconds=1)
    Attempt.objects.filter(pk=room.pk).update(deadline_at=deadline)
    outcomes = []
    for seq in count(1):
        try:
            outcomes.append(saver(room, "single", {"option": "a"}, seq)())
        except AttemptClosed:
            outcomes.append(None)
        if outcomes[-10:] == [None] * 10:
            break
    taken = [outcome is not None for outcome in outcomes]
    assert True in taken
    assert taken == sorted(taken, reverse=True)
    assert submit_attempt(attempt=room.row).submitted_by == "clock"
    assert ResultRun.objects.get().score == 1
