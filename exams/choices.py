"""Fixed vocabularies of exams and attempts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import FAMILY_ROLES, Role
from mathvidya.notifications.choices import NoticeKind


class ExamKind(models.TextChoices):
    EXAM = "exam", _("Exam")
    TEST = "test", _("Test")


class ReleaseRule(models.TextChoices):
    ON_SUBMIT = "on_submit", _("At once, if nothing waits for a teacher")
    WHEN_MARKED = "when_marked", _("Each as soon as it is marked")
    AT = "at", _("All at a set time")
    MANUAL = "manual", _("When a teacher publishes")


class AttemptStatus(models.TextChoices):
    OPEN = "open", _("Open")
    PAUSED = "paused", _("Paused")
    SUBMITTED = "submitted", _("Submitted")


class SubmittedBy(models.TextChoices):
    STUDENT = "student", _("Student")
    CLOCK = "clock", _("The clock")


class TimeKind(models.TextChoices):
    """Rows of the time ledger; seconds are added to the deadline."""

    GRANT = "grant", _("Time of the paper")
    EXTRA = "extra", _("Extra time")
    PAUSE = "pause", _("Paused")
    RESUME = "resume", _("Resumed, with the paused time given back")
    CREDIT = "credit", _("Time given back for an outage")


EXAM_SCHEDULED = NoticeKind(
    code="exam_scheduled", label=_("An exam is announced"), roles=frozenset({Role.STUDENT}), texts="exams/notices"
)
RESULT_PUBLISHED = NoticeKind(
    code="result_published", label=_("A result is out"), roles=FAMILY_ROLES, texts="exams/notices"
)
RESULT_REVISED = NoticeKind(
    code="result_revised", label=_("A result was changed"), roles=FAMILY_ROLES, texts="exams/notices"
)
NOTICE_KINDS = [EXAM_SCHEDULED, RESULT_PUBLISHED, RESULT_REVISED]
