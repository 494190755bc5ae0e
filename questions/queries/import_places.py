"""Where the rows of a file belong: codes to rows, loaded once for a whole file."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.curriculum.models import Chapter, Subject, Topic
from mathvidya.lib.errors import DomainError

# Which subjects the one who imports may write in; None: any.
Allowed = Callable[[Subject], bool] | None


class BadImport(DomainError):
    code = "bad_import"
    status = 400
    detail = gettext_lazy("The file cannot be read as questions.")


class Syllabus:
    """Subjects, chapters and topics by their codes."""

    def __init__(self, may_write: Allowed) -> None:
        self.subjects = {subject.code: subject for subject in Subject.objects.all()}
        self.chapters = {chapter.code: chapter for chapter in Chapter.objects.select_related("unit")}
        self.topics = {topic.code: topic for topic in Topic.objects.all()}
        self.may_write = may_write

    def is_closed(self, subject_id: int) -> bool:
        """Return whether the importer may not write in this subject."""
        subject = next(subject for subject in self.subjects.values() if subject.pk == subject_id)
        return self.may_write is not None and not self.may_write(subject)

    def place(self, row: Mapping[str, Any]) -> tuple[Subject | None, Chapter | None, Topic | None, list[str]]:
        """Return subject, chapter and topic of a row, and what is wrong with them."""
        subject = self.subjects.get(str(row.get("subject", "")))
        chapter = self.chapters.get(str(row.get("chapter", "")))
        topic = self.topics.get(str(row.get("topic", "")))
        wrong = []
        if subject is None:
            known = ", ".join(sorted(self.subjects))
            wrong.append(
                _("subject: there is no %(code)s; known are %(known)s.") % {"code": row.get("subject"), "known": known}
            )
        elif self.is_closed(subject.pk):
            wrong.append(_("subject: you do not teach it."))
        if row.get("chapter") and chapter is None:
            wrong.append(_("chapter: there is no %(code)s.") % {"code": row["chapter"]})
        if row.get("topic") and topic is None:
            wrong.append(_("topic: there is no %(code)s.") % {"code": row["topic"]})
        return subject, chapter, topic, wrong
