"""Fixed vocabularies of questions, papers, exams and attempts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import FAMILY_ROLES, Role
from mathvidya.notifications.choices import NoticeKind


class QuestionType(models.TextChoices):
    SINGLE_CHOICE = "single_choice", _("Single choice")
    MULTIPLE_CHOICE = "multiple_choice", _("Multiple choice")
    TRUE_FALSE = "true_false", _("True or false")
    ASSERTION_REASON = "assertion_reason", _("Assertion and reason")
    NUMERIC = "numeric", _("Numeric")
    SHORT_TEXT = "short_text", _("Short text")
    EXPRESSION = "expression", _("Typed maths")
    WRITTEN = "written", _("Written")
    CASE_STUDY = "case_study", _("Case study")


class PartialCredit(models.TextChoices):
    """How a multiple choice with some right and some wrong ticks is scored."""

    ALL_OR_NOTHING = "all_or_nothing", _("All or nothing")
    PROPORTIONAL = "proportional", _("Share of the right ones, nothing with a wrong one")
    RIGHT_MINUS_WRONG = "right_minus_wrong", _("Right ones less wrong ones, not below nothing")


class QuestionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("In the bank")
    RETIRED = "retired", _("Retired")


class CaseVerdict(models.TextChoices):
    """How an answer in typed maths is judged once and for all."""

    RIGHT = "right", _("Right")
    PARTLY = "partly", _("Right in value, not in the form that was asked for")
    WRONG = "wrong", _("Wrong")


class CaseSource(models.TextChoices):
    ALGEBRA = "algebra", _("Algebra")
    AUTHOR = "author", _("The author")
    DISPUTE = "dispute", _("A teacher, after a dispute")


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


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


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
