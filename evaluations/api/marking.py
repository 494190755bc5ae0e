"""The hot paths of the desk: plain views, race-safe actions, without DRF's cost (docs/hot-paths.md)."""

from typing import Any

from django.http import HttpRequest

from accounts.access.permissions import person_asking, who_asks
from accounts.choices import Role
from accounts.models import User
from evaluations.access.desk import get_task
from evaluations.access.markers import require_role
from evaluations.actions.annotations import BadAnnotations, NoReason, bounce_page, put_annotations, see_page
from evaluations.actions.leases import CapacityReached, LeaseLost, NotFree, NothingWaiting, claim_task
from evaluations.actions.marks import BadMarks, put_marks
from evaluations.actions.overrides import NotMarkedYet, OverrideReasonMissing, override_marks
from evaluations.actions.submission import PagesComing, ScriptUnfinished, submit_marking
from evaluations.api import serializers as bodies
from evaluations.models import MarkingTask
from evaluations.queries.marks import as_json, counted_marks, current_marks
from mathvidya.api.strict_json import read_json
from mathvidya.fastlane.views import hot_view
from mathvidya.lib.errors import Forbidden, Invalid


def _integer(body: dict[str, Any], name: str, default: int | None = None) -> int:
    value = body.get(name, default)
    if type(value) is not int or value < 0:
        raise Invalid(fields={name: ["A whole number is needed."]})
    return value


def _opened(request: HttpRequest, pk: int) -> tuple[User, MarkingTask, dict[str, Any]]:
    """Who asks, the task they may see, and the body. Raises NotFound and what refuses a body."""
    marker = person_asking(request)
    return marker, get_task(marker, pk), read_json(request)


@hot_view(
    ["POST"],
    refuses=(CapacityReached, NotFree, NothingWaiting, Forbidden),
    request=bodies.ClaimIn,
    responses=bodies.LeaseOut,
)
def claim(request: HttpRequest) -> dict[str, Any]:
    """Take the most urgent script of one's queue, or the one named by `task`: never one script to two."""
    teacher = who_asks(request)
    require_role(teacher, Role.TEACHER)
    lease = claim_task(teacher_id=teacher.user_id, task_id=_integer(read_json(request), "task", 0))
    return {"id": lease.task_id, "fence": lease.fence, "due_at": lease.due_at, "lease_until": lease.lease_until}


@hot_view(
    ["PUT"],
    refuses=(LeaseLost, BadMarks, NotMarkedYet, OverrideReasonMissing),
    request=bodies.MarksIn,
    responses=bodies.SavedMarksOut,
)
def marks(request: HttpRequest, task: int) -> dict[str, Any]:
    """Save awards, all of them or none; repeating changes nothing. A lost lease gets 409 `lease_lost`.

    An administrator overrides the marks of a script that is done: with `reason`, without `fence`.
    """
    marker, found, body = _opened(request, task)
    if marker.role == Role.ADMIN:
        override_marks(task=found, by=marker, reason=body.get("reason"), marks=body.get("marks", []))
        counted = [as_json(mark) for mark in counted_marks(found.script_id).values()]
        return {"fence": found.fence, "lease_until": None, "marks": counted}
    held = put_marks(task=found, marker=marker, fence=_integer(body, "fence"), marks=body.get("marks", []))
    counted = [as_json(mark) for mark in current_marks(held).values()]
    return {"fence": held.fence, "lease_until": held.lease_until, "marks": counted}


@hot_view(["PUT"], refuses=(BadAnnotations, LeaseLost), request=bodies.AnnotationsIn, responses=bodies.DrawnOut)
def annotations(request: HttpRequest, task: int) -> dict[str, Any]:
    """Replace all that is drawn on one page."""
    marker, found, body = _opened(request, task)
    fence, page = _integer(body, "fence"), _integer(body, "page")
    drawn = put_annotations(
        task=found, marker=marker, fence=fence, page_id=page, annotations=body.get("annotations", [])
    )
    listed = [{"client_id": one.client_id, "kind": one.kind, "shape": one.shape} for one in drawn]
    return {"fence": fence, "page": page, "annotations": listed}


@hot_view(["POST"], refuses=(LeaseLost,), request=bodies.PageSeenIn, responses={204: None})
def page_seen(request: HttpRequest, task: int) -> None:
    """Note that a page was on the screen."""
    marker, found, body = _opened(request, task)
    see_page(task=found, marker=marker, fence=_integer(body, "fence"), page_id=_integer(body, "page"))


@hot_view(["POST"], refuses=(NoReason, LeaseLost), request=bodies.BounceIn, responses=bodies.BouncedOut)
def page_bounce(request: HttpRequest, task: int) -> dict[str, Any]:
    """Ask the student for a new photograph of a page."""
    marker, found, body = _opened(request, task)
    page = bounce_page(
        task=found,
        marker=marker,
        fence=_integer(body, "fence"),
        page_id=_integer(body, "page"),
        reason=body.get("reason", ""),
    )
    return {"page": page.pk, "bounced_at": page.bounced_at, "reason": page.bounce_reason}


@hot_view(
    ["POST"], refuses=(LeaseLost, PagesComing, ScriptUnfinished), request=bodies.FenceIn, responses=bodies.SubmittedOut
)
def submit(request: HttpRequest, task: int) -> dict[str, Any]:
    """Submit the marking; 409 `script_unfinished` lists what is unseen and undecided."""
    marker, found, body = _opened(request, task)
    run = submit_marking(task=found, marker=marker, fence=_integer(body, "fence"))
    return {"id": found.pk, "state": "done", "score": str(run.score), "max_score": str(run.max_score)}
