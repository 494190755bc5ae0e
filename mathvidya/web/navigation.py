"""Who sees which entry in the navigation: data, read by the `navigation` template tag.

An entry appears when its address exists, so an app that is not installed leaves no dead link.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STUDENT, PARENT, TEACHER, COUNSELOR, ADMIN = "student", "parent", "teacher", "counselor", "admin"
TABS_ON_PHONE = 5


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: the name of its address, what it is called, its icon, and whose it is."""

    url_name: str
    label: str | Promise
    icon: str
    roles: tuple[str, ...]


ENTRIES = (
    Entry("home", _("Home"), "home", (STUDENT, PARENT, TEACHER, COUNSELOR)),
    Entry("overview", _("Overview"), "chart", (ADMIN,)),
    Entry("children", _("Children"), "people", (PARENT,)),
    Entry("exam_list", _("Exams"), "clipboard", (STUDENT,)),
    Entry("marking_queue", _("Marking"), "pen", (TEACHER,)),
    Entry("exam_manage", _("Exams"), "clipboard", (TEACHER, ADMIN)),
    Entry("result_list", _("Results"), "award", (STUDENT, PARENT)),
    Entry("marking_sla", _("Promises"), "clock", (ADMIN,)),
    Entry("question_list", _("Questions"), "question", (TEACHER, ADMIN)),
    Entry("paper_list", _("Papers"), "paper", (TEACHER, ADMIN)),
    Entry("admin:index", _("People"), "people", (ADMIN,)),
    Entry("person_me", _("Profile"), "person", (STUDENT,)),
)


@dataclass(frozen=True)
class Link:
    """An entry as it stands on one page."""

    url: str
    label: str | Promise
    icon: str
    is_current: bool


def find_url(name: str) -> str | None:
    """The address of that name, or None where no app offers it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def links_for(role: str, path: str) -> list[Link]:
    """What a person of `role` sees on the page at `path`; the closest address is the current one."""
    found = [(entry, url) for entry in ENTRIES if role in entry.roles and (url := find_url(entry.url_name))]
    here = max((url for _, url in found if path == url or path.startswith(url.rstrip("/") + "/")), key=len, default="")
    return [Link(url, entry.label, entry.icon, url == here) for entry, url in found]
