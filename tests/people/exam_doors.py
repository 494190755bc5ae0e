"""Every door to an exam: to see it, to take it, to manage it, to hear of it."""

from asgiref.sync import async_to_sync

from exams.events import ExamPublished
from exams.handlers import announce_exam
from exams.models import Attempt, Exam
from mathvidya.notifications.models import Notification
from mathvidya.testing.sockets import Socket
from tests.people.visitors import Door, Things, Visitor, answers, dashboard, each, listed, pages, shown


def by_socket(visitor: Visitor, exam: Exam) -> bool:
    """Whether the socket says a first word."""
    ws = Socket(f"/ws/exam/{exam.pk}", token=visitor.token)

    async def first_word() -> bool:
        if not (await ws.open())[0]:
            return False
        answer = await ws.receive_output(3)
        await ws.leave()
        return bool(answer["type"] == "websocket.send")

    return async_to_sync(first_word)()


def by_notice(visitor: Visitor, exam: Exam) -> bool:
    announce_exam(ExamPublished(exam_id=exam.pk))
    return Notification.objects.filter(user=visitor.user, kind="exam_scheduled").exists()


def by_start(visitor: Visitor, exam: Exam) -> bool:
    """Whether an attempt begins."""
    before = Attempt.objects.filter(exam=exam).count()
    visitor.app.post(f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/start")
    return Attempt.objects.filter(exam=exam).count() > before


def on_home_of_app(visitor: Visitor, things: Things) -> set[str]:
    held = [row["id"] for row in dashboard("student", "open_exams")(visitor)]
    return {name for name, exam in things.items() if exam.pk in held}


def upcoming_on_home(visitor: Visitor, things: Things) -> set[str]:
    held = [row["id"] for row in dashboard("student", "upcoming")(visitor)]
    return {name for name, exam in things.items() if exam.pk in held}


def next_of_a_child(visitor: Visitor, things: Things) -> set[str]:
    """What a guardian's home names as the next exam of one of the children."""
    held = [card["next_exam"]["id"] for card in dashboard("children")(visitor) if card["next_exam"]]
    return {name for name, exam in things.items() if exam.pk in held}


def running_on_home(visitor: Visitor, things: Things) -> set[str]:
    held = [row["id"] for row in dashboard("teacher", "running_exams")(visitor)]
    return {name for name, exam in things.items() if exam.pk in held}


def may_delete(visitor: Visitor, exam: Exam) -> bool:
    """Whether the answer is about the exam (409: it has begun) and not about the person."""
    return visitor.app.delete(f"/api/v1/exams/{exam.pk}").status_code in {204, 409}


SEES: dict[str, Door] = {
    "list of the app": listed("/api/v1/exams"),
    "exam in the app": answers(lambda exam: f"/api/v1/exams/{exam.pk}"),
}
SITS: dict[str, Door] = {
    **SEES,
    "home of the app": on_home_of_app,
    "home page": shown("/home", lambda exam: exam.title),
    "list page": shown("/exams", lambda exam: exam.title),
    "exam page": pages(lambda exam: f"/exams/{exam.pk}"),
    "start": each(by_start),
}


def socket(visitor: Visitor, exams: Things) -> set[str]:
    """The exams whose socket lets the visitor in. It reads in threads of its own: no open transaction reaches it."""
    return {name for name, exam in exams.items() if by_socket(visitor, exam)}


COMES: dict[str, Door] = {
    "home of the app": upcoming_on_home,
    "home page": shown("/home", lambda exam: exam.title),
}
COMES_FOR_A_CHILD: dict[str, Door] = {
    "home of the app": next_of_a_child,
    "home page": shown("/home", lambda exam: exam.title),
}
HEARS: dict[str, Door] = {"notice": each(by_notice)}
MANAGES: dict[str, Door] = {
    **SEES,
    "list page": shown("/exams/manage", lambda exam: exam.title),
    "exam page": pages(lambda exam: f"/exams/manage/{exam.pk}"),
    "delete": each(may_delete),
}
