"""Who may read the syllabus: everyone who is signed in."""

from learning.curriculum.models import Subject
from mathvidya.lib.errors import NotFound


def get_subject(code: str) -> Subject:
    """Return the subject of this code. Raises NotFound (404)."""
    subject = Subject.objects.select_related("programme").filter(code=code).first()
    if subject is None:
        raise NotFound
    return subject
