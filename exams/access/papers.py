"""Who may see and change papers: the author, teachers of the subject, administrators."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from exams.models import Paper, PaperVersion
from mathvidya.lib.errors import DomainError, NotFound
from questions.access.authors import editable_by


class BadPaper(DomainError):
    code = "bad_paper"
    status = 400
    detail = gettext_lazy("This paper cannot be set.")


def papers_editable_by(user: User) -> QuerySet[Paper]:
    """Return papers that `user` may read and change, keys and all."""
    return editable_by(user, Paper.objects.all())


def get_paper(user: User, pk: int) -> Paper:
    """Return one of papers_editable_by(user). Raises NotFound (404)."""
    paper = papers_editable_by(user).select_related("subject").prefetch_related("versions").filter(pk=pk).first()
    if paper is None:
        raise NotFound
    return paper


def get_paper_version(user: User, pk: int, number: int | None = None) -> PaperVersion:
    """Return version `number` of a paper, by default its newest. Raises NotFound (404)."""
    versions = PaperVersion.objects.filter(paper_id=pk, paper__in=papers_editable_by(user))
    if number is not None:
        versions = versions.filter(number=number)
    version = versions.select_related("paper__subject").order_by("-number").first()
    if version is None:
        raise NotFound
    return version


def get_version_to_set(user: User, ref: str, number: int | None = None) -> PaperVersion:
    """Return a frozen version of the paper called `ref`, by default its newest.

    Raises BadPaper (400) naming `paper` or `version`.
    """
    paper = papers_editable_by(user).filter(ref=ref).first()
    if paper is None:
        raise BadPaper(fields={"paper": [_("You may use no paper of this reference.")]})
    versions = paper.versions.select_related("paper__subject").order_by("-number")
    if number is None:
        newest = versions.exclude(frozen_at=None).first()
        if newest is None:
            raise BadPaper(fields={"paper": [_("This paper has no version that is frozen.")]})
        return newest
    asked = versions.filter(number=number).first()
    if asked is None:
        raise BadPaper(fields={"version": [_("This paper has no such version.")]})
    if asked.frozen_at is None:
        raise BadPaper(fields={"version": [_("This version of the paper is not frozen.")]})
    return asked
