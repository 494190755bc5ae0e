"""What the desk deletes of an erased person: remarks at once, pictures after the legal period (docs/people.md)."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.queries.purging import past_keeping
from evaluations.choices import PageState, TaskState
from evaluations.models import Annotation, Mark, MarkingTask, Page, ReEvaluation
from exams.models import Attempt
from mathvidya.uploads.actions import empty_upload
from mathvidya.uploads.choices import UploadState


@transaction.atomic
def forget_remarks(*, student_id: int) -> None:
    """Blank what was written about the person, and take their unmarked scripts off the desk. Harmless to repeat."""
    attempts = Attempt.objects.filter(student=student_id)
    Page.objects.filter(attempt__in=attempts).exclude(bounce_reason="").update(bounce_reason="")
    ReEvaluation.objects.filter(attempt__in=attempts).exclude(reason="").update(reason="")
    MarkingTask.objects.filter(student=student_id, state__in=[TaskState.WAITING, TaskState.CLAIMED]).update(
        state=TaskState.CANCELLED, done_at=timezone.now(), lease_until=None
    )


def purge_pages() -> int:
    """Delete the pictures of people erased over a year ago, with the ink and comments on them. Returns how many pages.

    The rows stay, because marks hang on them; the awards are the marks on record.
    """
    gone = past_keeping(timezone.now())
    Mark.objects.filter(task__in=MarkingTask.objects.filter(student__in=gone)).exclude(comment="").update(comment="")
    Annotation.objects.filter(task__student__in=gone).delete()
    count = 0
    pages = Page.objects.filter(attempt__student__in=gone).exclude(upload__state=UploadState.EXPIRED)
    for page in pages.select_related("upload").iterator():
        with transaction.atomic():
            Page.objects.filter(pk=page.pk).update(state=PageState.REMOVED, image="", thumbnail="", quality={})
            empty_upload(upload=page.upload)
        for key in filter(None, [page.image, page.thumbnail]):
            default_storage.delete(key)
        count += 1
    return count
