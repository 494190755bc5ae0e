"""The home screen of each role: what it shows, and on which page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.queries.guardians import invitations_to
from insights.queries.homes import get_overview, get_parent_home, get_student_home, get_teacher_home
from mathvidya.lib.registry import Registry


@dataclass(frozen=True)
class Home:
    """`read(user)` returns what the home shows, by the names that template and API use.

    `read_fast(user id)` returns the same as JSON values, for a role whose app asks so often that it may not cost more
    (docs/hot-paths.md).
    """

    template: str
    read: Callable[[User], dict[str, Any]]
    read_fast: Callable[[int], dict[str, Any]] | None = None


# By role. Another app that gives a role its home registers it in ready().
homes: Registry[Home] = Registry("home screen")


def get_dashboard(user: User) -> dict[str, Any]:
    """Return {"role": …} and what that role's home shows. Raises NotRegistered for a role without a home."""
    return {"role": user.role, **homes[user.role].read(user)}


def student_home(user: User) -> dict[str, Any]:
    """Return what a student's home shows."""
    return {"student": get_student_home(user)}


def parent_home(user: User) -> dict[str, Any]:
    """Return what a parent's home shows."""
    return {"children": get_parent_home(user), "invited": invitations_to(user)}


def teacher_home(user: User) -> dict[str, Any]:
    """Return what a teacher's home shows."""
    return {"teacher": get_teacher_home(user)}


def counselor_home(user: User) -> dict[str, Any]:
    """Return what a counsellor's home shows: nothing of the institute's yet."""
    return {}


def admin_home(user: User) -> dict[str, Any]:
    """Return what an administrator's home shows."""
    return {"overview": get_overview()}
