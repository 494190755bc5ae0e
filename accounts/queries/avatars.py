"""A person's photo."""

from accounts.models import User
from mathvidya.uploads.queries import view_url

SECONDS = 60


def avatar_url(person: User) -> str | None:
    """Return a short-lived address of the photo; None without one."""
    return view_url(person.avatar, filename="photo.jpg", seconds=SECONDS) if person.avatar else None
