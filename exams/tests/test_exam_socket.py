"""/ws/exam/{id}: the clock for students, ticks for those who watch, nothing for the others."""

import pytest
from asgiref.sync import sync_to_async

from exams.models import Attempt
from mathvidya.testing.clients import access_token
from mathvidya.testing.factories.exams import open_attempt, open_exam
from mathvidya.testing.sockets import Socket

pytestmark = pytest.mark.django_db(transaction=True)


@sync_to_async
def exam_for(batch):
    return open_exam(batch=batch)


async def socket_of(user, exam, door="exam"):
    """An open socket; it has said hello unless it was closed."""
    ws = Socket(f"/ws/{door}/{exam.pk}", token=await sync_to_async(access_token)(user))
    assert (await ws.open())[0]
    return ws


async def in_room(user, exam, door="exam"):
    ws = await socket_of(user, exam, door)
    hello = await ws.take()
    assert (hello["type"], hello["data"]) == ("hello", {"exam": exam.pk})
    return ws


@pytest.mark.parametrize("door", ["exam", "test"])
async def test_extra_time_reaches_the_student_and_the_watcher(student, teacher, batch, api, door):
    exam = await exam_for(batch)
    attempt = await sync_to_async(open_attempt)(student=student, exam=exam)
    sits, watches = await in_room(student, exam, door), await in_room(teacher, exam, door)

    client = await sync_to_async(api)(teacher)
    url = f"/api/v1/attempts/{attempt.pk}/extra-time"
    answer = await sync_to_async(client.post)(url, {"minutes": 10, "reason": "The power failed."})
    assert answer.status_code == 200, answer.content

    for ws in (sits, watches):
        message = await ws.take()
        assert message["type"] == "clock"
        assert message["data"]["attempt"] == attempt.pk
        assert message["data"]["status"] == "open"
        assert message["data"]["reason"] == "The power failed."
        held = await Attempt.objects.aget(pk=attempt.pk)
        assert message["data"]["deadline_at"] == held.deadline_at.isoformat()
        await ws.leave()


async def test_pause_and_resume_reach_the_student(student, teacher, batch, api):
    exam = await exam_for(batch)
    attempt = await sync_to_async(open_attempt)(student=student, exam=exam)
    sits = await in_room(student, exam)
    client = await sync_to_async(api)(teacher)
    for verb, status in (("pause", "paused"), ("resume", "open")):
        answer = await sync_to_async(client.post)(f"/api/v1/attempts/{attempt.pk}/{verb}", {"reason": "A fire drill."})
        assert answer.status_code == 200, answer.content
        message = await sits.take()
        assert (message["type"], message["data"]["status"]) == ("clock", status)
    await sits.leave()


async def test_watchers_hear_of_starts_and_of_submitted_papers(student, teacher, batch, api, deliver):
    exam = await exam_for(batch)
    watches = await in_room(teacher, exam)
    client = await sync_to_async(api)(student)
    paper = await exam.papers.aget()
    url = f"/api/v1/exams/{exam.pk}/papers/{paper.pk}/start"

    started = await sync_to_async(client.post)(url)
    assert started.status_code == 201
    pk = started.json()["attempt"]["id"]
    message = await watches.take()
    assert (message["type"], message["data"]) == ("tick", {"attempt": pk})

    assert (await sync_to_async(client.post)(url)).status_code == 200
    assert await watches.receive_nothing(0.2)  # going on with an open attempt is no news

    assert (await sync_to_async(client.post)(f"/api/v1/attempts/{pk}/submit")).status_code == 200
    await sync_to_async(deliver)()
    message = await watches.take()
    assert (message["type"], message["data"]) == ("tick", {"attempt": pk})
    await watches.leave()


async def test_a_student_hears_nothing_of_others(student, other_student, teacher, batch, api):
    exam = await sync_to_async(open_exam)()  # for the whole class
    attempt = await sync_to_async(open_attempt)(student=student, exam=exam)
    hears = await in_room(other_student, exam)
    client = await sync_to_async(api)(teacher)
    url = f"/api/v1/attempts/{attempt.pk}/extra-time"
    assert (await sync_to_async(client.post)(url, {"minutes": 5, "reason": "Late bus."})).status_code == 200
    assert await hears.receive_nothing(0.2)
    await hears.leave()


@pytest.mark.parametrize(
    ("who", "code"),
    [("other_student", 4404), ("other_teacher", 4404), ("counselor", 4404), ("other_parent", 4404), ("parent", 4403)],
)
async def test_strangers_are_shown_out(request, batch, student, who, code):
    user = await sync_to_async(request.getfixturevalue)(who)
    exam = await exam_for(batch)
    ws = await socket_of(user, exam)
    assert await ws.closed_with() == code


async def test_nobody_enters_an_exam_that_is_not(student):
    ws = Socket("/ws/exam/999999", token=await sync_to_async(access_token)(student))
    await ws.open()
    assert await ws.closed_with() == 4404
