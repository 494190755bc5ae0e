"""A guardian's consent: given per purpose, withdrawn as easily, every decision kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.people import links_in_force
from accounts.actions.sessions import sign_out_everywhere
from accounts.choices import Purpose
from accounts.events import ConsentGiven, ConsentWithdrawn
from accounts.models import ConsentRecord, Guardianship, User
from accounts.queries.consent import purposes_granted
from accounts.rules.notice import METHOD_VERIFIED_EMAIL, NOTICE_VERSION
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit


class LearningNeeded(DomainError):
    code = "learning_consent_needed"
    status = 400
    detail = _("Without consent to exams, marking and results there is nothing this account could do.")


@transaction.atomic
def record_consent(*, child: User, by: User, purposes: list[str], link: Guardianship, method: str) -> None:
    """Record the first decision: one row for every purpose, granted or not. Raises LearningNeeded (400)."""
    if Purpose.LEARNING not in purposes:
        raise LearningNeeded(fields={"purposes": [str(LearningNeeded.detail)]})
    _append(child=child, by=by, link=link, method=method, decisions={str(p): p in purposes for p in Purpose})
    _clear(child)
    emit(ConsentGiven(student_id=child.pk, purposes=sorted(purposes)))


@transaction.atomic
def change_consent(*, child: User, by: User, purposes: list[str], link: Guardianship | None) -> None:
    """Record what changed in the guardian's choice. Without LEARNING the child is signed out at once."""
    before = purposes_granted(child)
    after = {str(purpose) for purpose in Purpose if purpose in purposes}
    changed = {str(p): str(p) in after for p in Purpose if (str(p) in before) != (str(p) in after)}
    if not changed:
        return
    _append(child=child, by=by, link=link, method=METHOD_VERIFIED_EMAIL, decisions=changed)
    given, withdrawn = sorted(after - before), sorted(before - after)
    if Purpose.LEARNING in given:
        _clear(child)
    if given:
        emit(ConsentGiven(student_id=child.pk, purposes=given))
    if Purpose.LEARNING in withdrawn:
        User.objects.filter(pk=child.pk).update(consented_at=None)
        child.consented_at = None
        sign_out_everywhere(user=child, because="consent_withdrawn")
    if withdrawn:
        emit(ConsentWithdrawn(student_id=child.pk, purposes=withdrawn))


@transaction.atomic
def suspend_if_alone(*, child: User, by: User, link: Guardianship) -> None:
    """Withdraw the consent of a minor who has no guardian left, because nobody answers for it any more."""
    if child.is_minor(timezone.localdate()) and not links_in_force().filter(child=child).exists():
        change_consent(child=child, by=by, purposes=[], link=link)


def _append(
    *, child: User, by: User, link: Guardianship | None, method: str, decisions: dict[str, bool]
) -> list[ConsentRecord]:
    return ConsentRecord.objects.bulk_create(
        ConsentRecord(
            child=child,
            given_by=by,
            link=link,
            purpose=purpose,
            granted=granted,
            notice_version=NOTICE_VERSION,
            method=method,
        )
        for purpose, granted in decisions.items()
    )


def _clear(child: User) -> None:
    child.consented_at = timezone.now()
    child.save(update_fields=["consented_at"])
