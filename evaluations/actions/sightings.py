"""Records that staff looked at a child's answer sheet."""

from accounts.choices import Role
from accounts.models import User
from evaluations.models import Page
from mathvidya.audit.records import record


def note_staff_view(*, page: Page, viewer: User) -> None:
    """Audit an administrator's look at a page. A teacher's look is the marking itself, which has its own record."""
    if viewer.role == Role.ADMIN:
        record(actor=viewer, action="evaluations.page_viewed", target=page, facts={"student": page.attempt.student_id})
