"""One student's attempt of one paper: the attempt, its answers and its time ledger."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.choices import AttemptStatus, SubmittedBy, TimeKind
from exams.models.exams import Exam, ExamPaper
from exams.models.papers import PaperItem, PaperVersion


class Attempt(models.Model):
    """`deadline_at` is the ledger's sum, kept on the row so that one statement can compare and set."""

    # Where a key has no index of its own, one of Meta begins with it: each would have to be written with every row.
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    exam_paper = models.ForeignKey(ExamPaper, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    paper_version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="attempts")
    student = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts", db_index=False
    )
    number = models.PositiveSmallIntegerField(default=1)
    seed = models.BigIntegerField(help_text=_("Order and parameters derive from it"))
    status = models.CharField(_("status"), max_length=10, choices=AttemptStatus, default=AttemptStatus.OPEN)
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=10, choices=SubmittedBy, blank=True)
    drawn = models.JSONField(
        null=True, blank=True, help_text=_("Values of parametric questions as they were asked: {item: {name: value}}")
    )
    receipt = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 of the answers as submitted"))
    published_run = models.ForeignKey("ResultRun", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["exam_paper", "student", "number"], name="attempt_number"),
            # The student first: the index also finds their open attempts, however many attempts they have.
            models.UniqueConstraint(
                fields=["student", "exam_paper"],
                condition=models.Q(status__in=["open", "paused"]),
                name="one_open_attempt",
            ),
            models.CheckConstraint(
                condition=models.Q(status="submitted", submitted_at__isnull=False)
                | (~models.Q(status="submitted") & models.Q(submitted_at=None)),
                name="submitted_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["student", "-started_at"], name="attempt_of_student"),
            models.Index(fields=["exam", "status"], name="attempt_of_exam"),
            models.Index(fields=["deadline_at"], condition=models.Q(status="open"), name="attempt_overdue"),
            models.Index(
                fields=["exam"], condition=models.Q(published_run=None, status="submitted"), name="attempt_unpublished"
            ),
            # The results of an exam, newest first; counting them reads no row either.
            models.Index(
                fields=["exam", "-published_at", "-id"],
                condition=models.Q(published_run__isnull=False),
                name="attempt_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} in {self.exam_paper_id} ({self.number})"


class Response(models.Model):
    """The newest answer to one item. Written only by exams/adapters/response_store.py, in one statement."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses", db_index=False)
    item = models.ForeignKey(PaperItem, on_delete=models.PROTECT, related_name="+", db_index=False)
    answer = models.JSONField()
    client_seq = models.BigIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "item"], name="one_response_per_item")]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.item_id}"


class TimeEntry(models.Model):
    """Says why the deadline is what it is; append-only."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="time_entries")
    kind = models.CharField(max_length=10, choices=TimeKind)
    seconds = models.IntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.seconds}s"


class AttemptEvent(models.Model):
    """What the student's device reported about the attempt itself (offline, back online); never about the child."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20)
    client_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["attempt", "id"]

    def __str__(self) -> str:
        return self.kind
