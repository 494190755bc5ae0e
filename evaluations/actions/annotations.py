"""Ink over the pages, which pages were seen, and pages that cannot be read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from evaluations.actions.leases import hold_task
from evaluations.choices import AnnotationKind, PageState
from evaluations.events import PageBounced
from evaluations.models import Annotation, MarkingTask, Page, PageView
from evaluations.rules.shapes import MOST_ANNOTATIONS, BadShape, read_shape
from mathvidya.lib.errors import DomainError, NotFound
from mathvidya.outbox.registry import emit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class BadAnnotations(DomainError):
    code = "annotations_invalid"
    status = 400
    detail = _("Some drawings cannot be taken. Nothing was saved.")


class NoReason(DomainError):
    code = "reason_missing"
    status = 400
    detail: "StrOrPromise" = _("Say in a few words what is wrong with the page; the student will read it.")


@transaction.atomic
def put_annotations(
    *, task: MarkingTask, marker: User, fence: int, page_id: int, annotations: list[Mapping[str, Any]]
) -> list[Annotation]:
    """Make `annotations` (client_id, kind, shape) all that is drawn on this page. Raises LeaseLost, BadAnnotations."""
    task = hold_task(task_id=task.pk, marker=marker, fence=fence)
    page = _page_of(task, page_id)
    wanted = _read_all(annotations)
    present = {drawn.client_id: drawn for drawn in task.annotations.all()}
    taken = {name for name, drawn in present.items() if drawn.page_id != page.pk}
    if doubled := taken & wanted.keys():
        raise BadAnnotations(fields={"annotations": [f"{name} is on another page." for name in sorted(doubled)]})
    gone = [drawn.pk for name, drawn in present.items() if drawn.page_id == page.pk and name not in wanted]
    task.annotations.filter(pk__in=gone).delete()
    changed, fresh = [], []
    for client_id, (kind, shape) in wanted.items():
        drawn = present.get(client_id)
        if drawn is None:
            fresh.append(Annotation(task=task, page=page, client_id=client_id, kind=kind, shape=shape))
        elif (drawn.kind, drawn.shape) != (kind, shape):
            drawn.kind, drawn.shape, drawn.at = kind, shape, timezone.now()
            changed.append(drawn)
    Annotation.objects.bulk_create(fresh)
    Annotation.objects.bulk_update(changed, ["kind", "shape", "at"])
    return list(task.annotations.filter(page=page))


def _read_all(annotations: object) -> dict[str, tuple[str, dict[str, Any]]]:
    if not isinstance(annotations, list) or len(annotations) > MOST_ANNOTATIONS:
        raise BadAnnotations(fields={"annotations": [f"A list of at most {MOST_ANNOTATIONS} drawings."]})
    wanted: dict[str, tuple[str, dict[str, Any]]] = {}
    for position, raw in enumerate(annotations):
        where = f"annotations.{position}"
        client_id = raw.get("client_id") if isinstance(raw, dict) else None
        if not isinstance(client_id, str) or not 0 < len(client_id) <= 40 or client_id in wanted:
            raise BadAnnotations(fields={where: ["Each has a client_id of its own, 1 to 40 characters."]})
        if raw.get("kind") not in AnnotationKind.values:
            raise BadAnnotations(fields={where: [f"Kinds are {', '.join(AnnotationKind.values)}."]})
        try:
            wanted[client_id] = (raw["kind"], read_shape(raw["kind"], raw.get("shape")))
        except BadShape as error:
            raise BadAnnotations(fields={where: [str(error)]}) from error
    return wanted


@transaction.atomic
def see_page(*, task: MarkingTask, marker: User, fence: int, page_id: int) -> None:
    """Note that the page was shown to this marker. Raises LeaseLost, NotFound."""
    task = hold_task(task_id=task.pk, marker=marker, fence=fence)
    PageView.objects.get_or_create(task=task, page=_page_of(task, page_id), by=marker)


@transaction.atomic
def bounce_page(*, task: MarkingTask, marker: User, fence: int, page_id: int, reason: str) -> Page:
    """Ask the student for a new photograph of a page; once per page. Raises LeaseLost, NotFound, NoReason."""
    task = hold_task(task_id=task.pk, marker=marker, fence=fence)
    if not isinstance(reason, str) or not 0 < len(reason.strip()) <= 300:
        raise NoReason
    page = _page_of(task, page_id)
    if page.bounced_at is None:
        page.bounced_at, page.bounce_reason = timezone.now(), reason.strip()
        page.save(update_fields=["bounced_at", "bounce_reason"])
        emit(
            PageBounced(
                page_id=page.pk, attempt_id=page.attempt_id, student_id=task.student_id, reason=page.bounce_reason
            )
        )
    return page


def _page_of(task: MarkingTask, page_id: int) -> Page:
    page = Page.objects.filter(pk=page_id, attempt=task.script.attempt_id, state=PageState.READY).first()
    if page is None:
        raise NotFound
    return page
