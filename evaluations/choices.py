"""Fixed vocabularies of the marking desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import FAMILY_ROLES, Role
from mathvidya.notifications.choices import NoticeKind


class PageState(models.TextChoices):
    DECLARED = "declared", _("Waiting for the photograph")
    RECEIVED = "received", _("Being checked")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")
    REPLACED = "replaced", _("Replaced by a newer one")
    REMOVED = "removed", _("Removed by the student")
    EXPIRED = "expired", _("Never arrived")


class Refusal(models.TextChoices):
    """Why a file is not a page, in words that tell the student what to do."""

    EMPTY = "page_empty", _("The file is empty. Please take the photograph again.")
    UNREADABLE = "page_unreadable", _("This file cannot be opened as a picture or PDF. Please take it again.")
    TYPE = "page_type", _("Only JPEG, PNG, HEIC and PDF files are taken.")
    TOO_MANY_PIXELS = "page_too_many_pixels", _("The picture is too large (over 40 megapixels). Choose a smaller size.")
    TOO_SMALL = "page_too_small", _("The picture is too small to read. Please take the photograph again, closer.")
    TOO_HEAVY = "page_too_heavy", _("The file is too demanding to open. Please send a plain photograph instead.")
    PDF_ENCRYPTED = "pdf_encrypted", _("The PDF has a password. Please send it without one.")
    PDF_ACTIVE = "pdf_active", _("The PDF holds scripts or attached files. Please send it as a plain scan.")
    PDF_TOO_LONG = "pdf_too_long", _("The PDF has more than 40 pages.")
    PAGE_LIMIT = "page_limit", _("With this PDF the answer sheet would have more than 60 pages.")
    LOST = "page_lost", _("The file was lost on our side; we are sorry. Please send it again.")
    MISMATCH = "page_mismatch", _("What arrived is not the file that was announced. Please send it again.")


class TaskPurpose(models.TextChoices):
    FIRST = "first", _("First marking")
    SECOND = "second", _("Second marking")
    MODERATION = "moderation", _("Moderation")
    RE_EVALUATION = "re_evaluation", _("Re-evaluation")


class TaskState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CLAIMED = "claimed", _("Being marked")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class ErrorTag(models.TextChoices):
    """What kind of error cost the marks."""

    CONCEPT = "concept", _("Concept")
    METHOD = "method", _("Method")
    CALCULATION = "calculation", _("Calculation")
    SIGN = "sign", _("Sign")
    UNITS = "units", _("Units")
    COPYING = "copying", _("Copied wrongly")
    INCOMPLETE = "incomplete", _("Incomplete")
    PRESENTATION = "presentation", _("Presentation")


class AnnotationKind(models.TextChoices):
    PEN = "pen", _("Pen")
    TICK = "tick", _("Tick")
    CROSS = "cross", _("Cross")
    COMMENT = "comment", _("Comment")


class RequestState(models.TextChoices):
    OPEN = "open", _("Open")
    UPHELD = "upheld", _("Marks changed")
    UNCHANGED = "unchanged", _("Marks unchanged")


PAGE_BOUNCED = NoticeKind(
    code="page_bounced", label=_("A page cannot be read"), roles=frozenset({Role.STUDENT}), texts="evaluations/notices"
)
PROMISE_AT_RISK = NoticeKind(
    code="promise_at_risk",
    label=_("A promised time comes near"),
    roles=frozenset({Role.TEACHER, Role.ADMIN}),
    texts="evaluations/notices",
)
PROMISE_MISSED = NoticeKind(
    code="promise_missed",
    label=_("A promised time has passed"),
    roles=frozenset({Role.TEACHER, Role.ADMIN}),
    texts="evaluations/notices",
)
RE_EVALUATION_REQUESTED = NoticeKind(
    code="re_evaluation_requested",
    label=_("A re-evaluation is asked for"),
    roles=frozenset({Role.ADMIN}),
    texts="evaluations/notices",
)
RE_EVALUATION_CLOSED = NoticeKind(
    code="re_evaluation_closed",
    label=_("A re-evaluation is decided"),
    roles=FAMILY_ROLES,
    texts="evaluations/notices",
)
NOTICE_KINDS = [PAGE_BOUNCED, PROMISE_AT_RISK, PROMISE_MISSED, RE_EVALUATION_REQUESTED, RE_EVALUATION_CLOSED]
