"""The one call behind a home screen, by role."""

from typing import Any

from accounts.choices import Role
from accounts.models import User
from accounts.queries.guardians import invitations_to
from insights.queries.homes import get_overview, get_parent_home, get_student_home, get_teacher_home


def get_dashboard(user: User) -> dict[str, Any]:
    """{"role": …} and what that role's home shows, under `student`, `children` (and `invited`), `teacher` or
    `overview`."""
    dashboard: dict[str, Any] = {"role": user.role}
    if user.role == Role.STUDENT:
        dashboard["student"] = get_student_home(user)
    elif user.role == Role.PARENT:
        dashboard["children"] = get_parent_home(user)
        dashboard["invited"] = invitations_to(user)
    elif user.role == Role.TEACHER:
        dashboard["teacher"] = get_teacher_home(user)
    elif user.role == Role.ADMIN:
        dashboard["overview"] = get_overview()
    return dashboard
