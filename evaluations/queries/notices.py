"""What notices of the desk say, and where they lead."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format

from accounts.choices import Role
from accounts.models import User
from evaluations.models import MarkingTask, Page, ReEvaluation
from mathvidya.institute.queries import get_institute


@dataclass(frozen=True)
class Notice:
    """`facts` fill the texts; `url` is for staff or the page's owner, `result_url` for the family."""

    facts: dict[str, Any]
    url: str
    result_url: str
    student: User


def admin_ids() -> list[int]:
    return list(User.objects.filter(role=Role.ADMIN, is_active=True).values_list("pk", flat=True))


def facts_of_page(page_id: int) -> Notice:
    page = Page.objects.select_related("attempt__exam", "attempt__student").get(pk=page_id)
    retake = reverse("attempt_retake", args=[page.attempt_id])
    return Notice({"exam": page.attempt.exam.title, "page": page.position}, retake, retake, page.attempt.student)


def facts_of_task(task_id: int) -> Notice:
    task = MarkingTask.objects.select_related("script__attempt__exam", "student").get(pk=task_id)
    due = task.due_at.astimezone(ZoneInfo(get_institute().time_zone))
    facts = {"exam": task.script.attempt.exam.title, "due": date_format(due, "j M, H:i")}
    return Notice(facts, reverse("marking_sla"), "", task.student)


def facts_of_request(request_id: int) -> Notice:
    request = ReEvaluation.objects.select_related("attempt__exam", "attempt__student").get(pk=request_id)
    attempt = request.attempt
    facts = {"exam": attempt.exam.title, "student": attempt.student.get_full_name(), "reason": request.reason}
    return Notice(facts, reverse("marking_sla"), f"/attempts/{attempt.pk}/result", attempt.student)
