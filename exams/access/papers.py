"""Who may see and change papers: the author, teachers of the subject, administrators."""

from django.db.models import Q, QuerySet

from accounts.choices import Role
from accounts.models import User
from exams.models import Paper, PaperVersion
from learning.classroom.access import subjects_taught_by
from mathvidya.lib.errors import NotFound


def papers_editable_by(user: User) -> QuerySet[Paper]:
    """Papers that `user` may read and change, keys and all."""
    if user.role == Role.ADMIN:
        return Paper.objects.all()
    if user.role == Role.TEACHER:
        return Paper.objects.filter(Q(created_by=user) | Q(subject__in=subjects_taught_by(user)))
    return Paper.objects.none()


def get_paper(user: User, pk: int) -> Paper:
    """One of papers_editable_by(user). Raises NotFound (404)."""
    paper = papers_editable_by(user).select_related("subject").prefetch_related("versions").filter(pk=pk).first()
    if paper is None:
        raise NotFound
    return paper


def get_paper_version(user: User, pk: int, number: int | None = None) -> PaperVersion:
    """Version `number` of a paper, by default its newest. Raises NotFound (404)."""
    versions = PaperVersion.objects.filter(paper_id=pk, paper__in=papers_editable_by(user))
    if number is not None:
        versions = versions.filter(number=number)
    version = versions.select_related("paper__subject").order_by("-number").first()
    if version is None:
        raise NotFound
    return version
