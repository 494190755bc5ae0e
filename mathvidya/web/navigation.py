"""Who sees which entry in the navigation. Each app registers its own in ready():
`entries.register("exam_list", Entry(_("Exams"), "clipboard", {Role.STUDENT}), order=40)`.

An entry appears when its address exists, so an app whose addresses are left out leaves no dead link.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from mathvidya.lib.registry import Registry

TABS_ON_PHONE = 5


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: what it is called, its icon, and the roles that see it."""

    label: str | Promise
    icon: str
    roles: Collection[str]


# By the name of the address. Orders are tens: home 10, work of every day 20 to 80, what is prepared 90, oneself 110.
entries: Registry[Entry] = Registry("navigation entry")


@dataclass(frozen=True)
class Link:
    """An entry as it appears on one page."""

    url: str
    label: str | Promise
    icon: str
    is_current: bool


def find_url(name: str) -> str | None:
    """Return the address of that name, or None where no app offers it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def links_for(role: str, path: str) -> list[Link]:
    """Return the links of a person of `role` on the page at `path`; the closest address is the current one."""
    found = [(entry, url) for name, entry in entries.items() if role in entry.roles and (url := find_url(name))]
    here = max((url for _, url in found if path == url or path.startswith(url.rstrip("/") + "/")), key=len, default="")
    return [Link(url, entry.label, entry.icon, url == here) for entry, url in found]
