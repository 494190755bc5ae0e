"""Who may see which answer sheet."""

from django.db.models import QuerySet

from accounts.choices import Role
from accounts.models import User
from evaluations.models import Page
from exams.access.attempts import attempts_visible_to
from exams.choices import AttemptStatus
from exams.models import Attempt
from mathvidya.lib.errors import NotFound


def pages_visible_to(user: User) -> QuerySet[Page]:
    """Return the pages of attempts one may read; a guardian sees them after submission. Nobody sees the handwriting of
    an erased person: it is only kept, for as long as the law asks.
    """
    pages = Page.objects.filter(attempt__in=attempts_visible_to(user).order_by().values("pk"))
    pages = pages.filter(attempt__student__erased_at=None)
    if user.role == Role.PARENT:
        pages = pages.filter(attempt__status=AttemptStatus.SUBMITTED)
    return pages


def get_page_to_view(user: User, pk: int) -> Page:
    """Return a page whose picture is ready. Raises NotFound."""
    page = pages_visible_to(user).exclude(image="").select_related("attempt").filter(pk=pk).first()
    if page is None:
        raise NotFound
    return page


def get_page_of(attempt: Attempt, pk: int) -> Page:
    """Return a page of an attempt that was already checked. Raises NotFound."""
    page = Page.objects.select_related("attempt", "upload", "replaces").filter(attempt=attempt, pk=pk).first()
    if page is None:
        raise NotFound
    return page
