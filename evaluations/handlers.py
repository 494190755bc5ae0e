"""Reactions to events, run by the relay; each may be delivered twice."""

from accounts.access.people import guardians_of
from accounts.events import PersonErased
from evaluations.actions.disputes import keep_upheld_answers
from evaluations.actions.forgetting import forget_remarks
from evaluations.actions.scripts import create_script
from evaluations.choices import (
    PAGE_BOUNCED,
    PROMISE_AT_RISK,
    PROMISE_MISSED,
    RE_EVALUATION_CLOSED,
    RE_EVALUATION_REQUESTED,
)
from evaluations.events import PageBounced, PageReceived, PromiseAtRisk, ReEvaluationClosed, ReEvaluationRequested
from evaluations.queries.notices import admin_ids, facts_of_page, facts_of_request, facts_of_task
from evaluations.tasks import open_marking, prepare_page
from exams.events import AttemptSubmitted
from exams.queries.marking import is_open_typed
from mathvidya.notifications.actions import notify
from mathvidya.outbox.registry import on


@on(AttemptSubmitted)
def queue_written_answers(event: AttemptSubmitted) -> None:
    """Open the marking at once; where typed maths was left open, a worker first asks algebra, which takes longer."""
    if is_open_typed(event.attempt_id):
        open_marking.delay(event.attempt_id)
    else:
        create_script(attempt_id=event.attempt_id)


@on(PageReceived)
def hand_page_to_workers(event: PageReceived) -> None:
    """Start the task that prepares the page. A second delivery only repeats the task, and a page is prepared once."""
    prepare_page.delay(event.page_id)


@on(PageBounced)
def ask_for_new_photograph(event: PageBounced) -> None:
    notice = facts_of_page(event.page_id)
    facts = {**notice.facts, "reason": event.reason}
    key = f"page-bounced:{event.page_id}"
    notify(user_ids=[event.student_id], kind=PAGE_BOUNCED, facts=facts, url=notice.url, key=key)


@on(PromiseAtRisk)
def warn_marker_and_admins(event: PromiseAtRisk) -> None:
    notice = facts_of_task(event.task_id)
    readers = {*admin_ids(), *([event.marker_id] if event.marker_id else [])}
    kind = PROMISE_MISSED if event.is_late else PROMISE_AT_RISK
    notify(user_ids=readers, kind=kind, facts=notice.facts, url=notice.url, key=f"{kind.code}:{event.task_id}")


@on(ReEvaluationRequested)
def notify_admins_of_request(event: ReEvaluationRequested) -> None:
    notice = facts_of_request(event.request_id)
    key = f"re-evaluation:{event.request_id}"
    facts, kind = notice.facts, RE_EVALUATION_REQUESTED
    notify(user_ids=admin_ids(), kind=kind, facts=facts, url=notice.url, key=key, about=notice.student.pk)


@on(ReEvaluationClosed)
def notify_family_of_decision(event: ReEvaluationClosed) -> None:
    notice = facts_of_request(event.request_id)
    readers = [event.student_id, *guardians_of(notice.student).values_list("pk", flat=True)]
    facts = {**notice.facts, "changed": event.is_upheld}
    key = f"re-evaluation-closed:{event.request_id}"
    url, about = notice.result_url, notice.student.pk
    notify(user_ids=readers, kind=RE_EVALUATION_CLOSED, facts=facts, url=url, key=key, about=about)


@on(ReEvaluationClosed)
def keep_upheld_answers_of(event: ReEvaluationClosed) -> None:
    keep_upheld_answers(request_id=event.request_id)


@on(PersonErased)
def forget_person_at_the_desk(event: PersonErased) -> None:
    forget_remarks(student_id=event.user_id)
