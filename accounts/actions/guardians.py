"""Linking guardians and children."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.consent import record_consent, suspend_if_alone
from accounts.choices import LinkStatus, Role
from accounts.events import GuardianConfirmed, GuardianInvited, GuardianRequested, GuardianRevoked
from accounts.models import Guardianship, User
from accounts.models.users import normalise_email
from accounts.rules.notice import METHOD_VERIFIED_EMAIL
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit


class OwnGuardian(DomainError):
    code = "guardian_is_self"
    status = 400
    detail = _("Give the address of a parent or guardian, not your own.")


class LinkNotOpen(DomainError):
    code = "link_not_open"
    status = 409
    detail = _("This link was confirmed or revoked already.")


class NotYours(DomainError):
    code = "may_not_confirm"
    status = 403
    detail = _("Somebody else has to confirm this link.")


class ReasonNeeded(DomainError):
    code = "reason_needed"
    status = 400
    detail = _("Say why the link ends.")


@transaction.atomic
def invite_guardian(*, child: User, guardian_email: str, relation: str = "") -> Guardianship:
    """Invite the guardian that a child names. A repeat sends the mail again.

    The link grants nothing until it is confirmed.
    """
    address = normalise_email(guardian_email)
    if address == child.email:
        raise OwnGuardian(fields={"guardian_email": [str(OwnGuardian.detail)]})
    open_links = Guardianship.objects.filter(child=child).exclude(status=LinkStatus.REVOKED)
    link = open_links.filter(guardian_email=address).first()
    if link is None:
        link = Guardianship.objects.create(
            child=child, guardian_email=address, relation=relation, requested_by=child, status=LinkStatus.REQUESTED
        )
    elif link.requested_by_id != child.pk:
        link.requested_by = child  # a parent had asked; now both sides have named each other
        link.save(update_fields=["requested_by"])
    if link.status == LinkStatus.REQUESTED:
        emit(GuardianInvited(link_id=link.pk, student_id=child.pk))
    return link


@transaction.atomic
def replace_invitation(*, child: User, guardian_email: str) -> Guardianship:
    """Invite another address for a waiting child, and end earlier invitations that nobody answered."""
    Guardianship.objects.filter(child=child, requested_by=child, status=LinkStatus.REQUESTED).exclude(
        guardian_email=normalise_email(guardian_email)
    ).update(status=LinkStatus.REVOKED, revoked_at=timezone.now())
    return invite_guardian(child=child, guardian_email=guardian_email)


@transaction.atomic
def request_child(*, parent: User, child_email: str, relation: str = "") -> None:
    """Ask for a link from a parent to a child.

    It grants nothing yet, and shows nothing: an unknown address gets the same answer.
    """
    child = User.objects.filter(email=normalise_email(child_email), role=Role.STUDENT, erased_at=None).first()
    if child is None:
        return
    live = Guardianship.objects.filter(child=child, guardian_email=parent.email).exclude(status=LinkStatus.REVOKED)
    if live.exists():
        return
    link = Guardianship.objects.create(
        child=child, guardian=parent, guardian_email=parent.email, relation=relation, requested_by=parent
    )
    emit(GuardianRequested(link_id=link.pk, student_id=child.pk))


@transaction.atomic
def confirm_link(*, link: Guardianship, by: User, purposes: list[str] | None = None, reason: str = "") -> Guardianship:
    """Put a link into force.

    The invited guardian (address verified: see `access.guardians.get_link`) confirms a child's invitation and agrees
    to `purposes`; a student of age confirms a parent's request; an administrator who checked identities confirms
    either, with a reason that is kept. Raises LinkNotOpen (409), NotYours (403), LearningNeeded (400).
    """
    link = Guardianship.objects.select_for_update(of=("self",)).select_related("child", "guardian").get(pk=link.pk)
    if link.status != LinkStatus.REQUESTED:
        raise LinkNotOpen
    child, now = link.child, timezone.now()
    by_guardian = by.email == link.guardian_email and link.requested_by_id == child.pk
    of_age = not child.is_minor(timezone.localdate())
    by_child = by == child and of_age and link.guardian_id is not None
    by_admin = by.role == Role.ADMIN and bool(reason)
    if not (by_guardian or by_child or by_admin):
        raise NotYours
    if by_guardian:
        link.guardian = by
    elif link.guardian_id is None:
        link.guardian = User.objects.filter(email=link.guardian_email, role=Role.PARENT).first()
    if link.guardian is None:
        raise NotYours("The guardian has no account yet.")
    link.status, link.confirmed_at = LinkStatus.CONFIRMED, now
    if of_age and (by_child or link.requested_by_id == child.pk):
        link.granted_by_child_at = now
    link.save()
    if by_guardian and not of_age:
        record_consent(child=child, by=by, purposes=purposes or [], link=link, method=METHOD_VERIFIED_EMAIL)
    if by_admin and not by_guardian:
        record(actor=by, action="accounts.guardian_confirmed", target=link, reason=reason)
    emit(GuardianConfirmed(link_id=link.pk, student_id=child.pk, guardian_id=link.guardian.pk))
    return link


@transaction.atomic
def revoke_link(*, link: Guardianship, by: User, reason: str = "") -> Guardianship:
    """End a link; what it granted ends at once. A minor's only guardian takes their consent with them.

    Raises ReasonNeeded (400) for an administrator without a `reason`, which is audited, and LinkNotOpen (409).
    """
    if by.role == Role.ADMIN and not reason.strip():
        raise ReasonNeeded(fields={"reason": [str(ReasonNeeded.detail)]})
    changed = (
        Guardianship.objects.filter(pk=link.pk)
        .exclude(status=LinkStatus.REVOKED)
        .update(status=LinkStatus.REVOKED, revoked_at=timezone.now())
    )
    if not changed:
        raise LinkNotOpen
    link.refresh_from_db()
    suspend_if_alone(child=link.child, by=by, link=link)
    if by.role == Role.ADMIN:
        record(actor=by, action="accounts.guardian_revoked", target=link, reason=reason)
    emit(GuardianRevoked(link_id=link.pk, student_id=link.child_id))
    return link
