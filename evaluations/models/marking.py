"""Marking tasks with leases, and the append-only marks and annotations made under them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.choices import AnnotationKind, ErrorTag, TaskPurpose, TaskState
from evaluations.models.scripts import Page, Script
from exams.models import PaperItem
from learning.curriculum.models import Subject

IS_OPEN = models.Q(state__in=["waiting", "claimed"])
# Always true. A claim has no condition on `fence`, so the planner cannot take this index, which has no subject, for it.
IN_QUEUE = IS_OPEN & models.Q(fence__gte=0)


class MarkingTaskQuerySet(models.QuerySet["MarkingTask"]):
    def open(self) -> Self:
        """Return tasks that wait or are claimed; the index `task_open` has them in the order of their due times."""
        return self.filter(IN_QUEUE)

    def waiting(self) -> Self:
        return self.filter(state=TaskState.WAITING, ready_at__lte=timezone.now())

    def overdue(self) -> Self:
        return self.open().filter(due_at__lt=timezone.now())


class MarkingTask(models.Model):
    """One marking of one script. `fence` grows with every claim: a write with an older one is refused."""

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="tasks")
    purpose = models.CharField(_("purpose"), max_length=14, choices=TaskPurpose, default=TaskPurpose.FIRST)
    # A claim writes the row into each of its indexes: keys have none of their own where one of Meta does.
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+", db_index=False)
    student = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Kept on the row, so that a claim needs no join to the attempt"),
    )
    state = models.CharField(_("state"), max_length=10, choices=TaskState, default=TaskState.WAITING)
    ready_at = models.DateTimeField()
    due_at = models.DateTimeField(_("promised by"))
    marker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="marking_tasks",
        db_index=False,
    )
    reserved_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text=_("Only this teacher may claim it"),
    )
    not_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text=_("Marked it before"),
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    warn_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("From then on the promised time is at risk")
    )
    warned_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MarkingTaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["script", "purpose"],
                condition=models.Q(state__in=["waiting", "claimed"]),
                name="one_open_task_per_purpose",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="claimed") | models.Q(marker__isnull=False, lease_until__isnull=False),
                name="claimed_has_lease",
            ),
        ]
        indexes = [
            # Partial: without it a claim from a million scripts took 2.8 s.
            models.Index(fields=["subject", "due_at", "id"], condition=models.Q(state="waiting"), name="task_waiting"),
            models.Index(fields=["lease_until"], condition=models.Q(state="claimed"), name="task_leased"),
            # What a teacher has claimed today, which each claim counts, and what they hold: neither reads what is done.
            models.Index(fields=["marker", "claimed_at"], name="task_by_claim"),
            models.Index(fields=["marker"], condition=models.Q(state="claimed"), name="task_held"),
            models.Index(fields=["reserved_for"], condition=~models.Q(reserved_for=None), name="task_reserved"),
            models.Index(fields=["not_for"], condition=~models.Q(not_for=None), name="task_not_for"),
            models.Index(fields=["due_at", "id"], condition=IN_QUEUE, name="task_open"),
            models.Index(fields=["done_at"], condition=models.Q(state="done"), name="task_done"),
            # What the sweep of promised times looks for: a handful, however many scripts wait.
            models.Index(fields=["due_at"], condition=IS_OPEN & models.Q(escalated_at=None), name="task_to_escalate"),
            models.Index(
                fields=["warn_at"],
                condition=IS_OPEN & models.Q(warned_at=None, escalated_at=None),
                name="task_to_warn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.script_id}"


class Mark(models.Model):
    """An award for one step of one item. Never changed: a correction supersedes it.

    `step` is the key in the scheme; within a case study it is "part.step".
    """

    task = models.ForeignKey(MarkingTask, on_delete=models.PROTECT, related_name="marks")
    item = models.ForeignKey(PaperItem, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    award = models.DecimalField(max_digits=4, decimal_places=2)
    is_not_attempted = models.BooleanField(default=False)
    error_tag = models.CharField(max_length=12, choices=ErrorTag, blank=True)
    comment = models.CharField(max_length=500, blank=True)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    follows_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text=_("Carried-on error")
    )
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(award__gte=0), name="award_not_negative"),
            models.CheckConstraint(
                condition=models.Q(is_not_attempted=False) | models.Q(award=0), name="not_attempted_earns_nothing"
            ),
            models.UniqueConstraint(
                fields=["task", "item", "step"], condition=models.Q(supersedes=None), name="one_first_mark_per_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}.{self.step}: {self.award}"


class Annotation(models.Model):
    """Ink over a page, in 0..1 coordinates of the upright image. `shape` by kind: docs/marking.md."""

    task = models.ForeignKey(MarkingTask, on_delete=models.CASCADE, related_name="annotations")
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="annotations")
    client_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=AnnotationKind)
    shape = models.JSONField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["task", "client_id"], name="annotation_client_id")]

    def __str__(self) -> str:
        return self.kind


class PageView(models.Model):
    """Says that a page was shown to this marker; without one for every page a script cannot be submitted."""

    task = models.ForeignKey(MarkingTask, on_delete=models.CASCADE, related_name="page_views")
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "page", "by"], name="page_seen_once")]

    def __str__(self) -> str:
        return f"{self.task_id} saw {self.page_id}"
