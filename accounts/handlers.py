"""Sends notices and letters when something happens to people."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.avatars import AVATAR
from accounts.adapters.invitations import Invitation, sign_invitation
from accounts.adapters.mails import letter_to_stranger
from accounts.choices import ACCOUNT_NOTICE, CONSENT_WITHDRAWN, GUARDIAN_CONFIRMED, GUARDIAN_INVITED, LinkStatus
from accounts.events import (
    ConsentWithdrawn,
    ErasureRequested,
    GuardianConfirmed,
    GuardianInvited,
    GuardianRequested,
    PersonErased,
    SignedOut,
    SignedOutEverywhere,
)
from accounts.queries.guardians import admin_ids, find_link, find_person, ids_to_notify, parent_with_address
from mathvidya.institute.queries import get_institute
from mathvidya.notifications.actions import forget_person, notify, post_letter
from mathvidya.outbox.registry import on
from mathvidya.realtime.push import check_sockets, close_sockets
from mathvidya.uploads.actions import delete_files, forget_names


@on(SignedOutEverywhere, in_order=False)
def end_sockets(event: SignedOutEverywhere) -> None:
    """Close sockets that were opened before the sign-in ended. Done here, because a request must not wait for Redis."""
    close_sockets(event.user_id)


@on(SignedOut, in_order=False)
def end_sockets_of_sign_in(event: SignedOut) -> None:
    """Close the sockets of the sign-in that ended; those of the person's other sign-ins stay open."""
    check_sockets(event.user_id)


@on(GuardianInvited)
def ask_guardian(event: GuardianInvited) -> None:
    """Send a notice to a parent who has an account; anybody else gets a mail with a link to the page."""
    link = find_link(event.link_id)
    if link is None or link.status != LinkStatus.REQUESTED:
        return
    parent = parent_with_address(link.guardian_email)
    facts = {"student": link.child.get_full_name()}
    if parent:
        url = reverse("consent_notice", args=[link.pk])
        key, kind = f"invited:{link.pk}", GUARDIAN_INVITED
        notify(user_ids=[parent.pk], kind=kind, facts=facts, url=url, key=key, about=link.child_id)
        return
    path = reverse("invitation", args=[sign_invitation(Invitation(link.pk, link.guardian_email))])
    context = facts | {"url": f"{settings.SITE_URL}{path}", "institute": get_institute().name}
    letter = letter_to_stranger(
        address=link.guardian_email, template="guardian_invited", context=context, language=link.child.language
    )
    post_letter(message=letter)


@on(GuardianRequested)
def ask_about_request(event: GuardianRequested) -> None:
    """Ask a student of age to decide about a parent's request; about a child's, the institute decides."""
    link = find_link(event.link_id)
    if link is None or link.guardian is None:
        return
    is_minor = link.child.is_minor(timezone.localdate())
    text = _("%(parent)s asks to be linked to %(student)s as a parent or guardian.") % {
        "parent": link.guardian.get_full_name(),
        "student": link.child.get_full_name(),
    }
    notify(
        user_ids=admin_ids() if is_minor else [link.child_id],
        kind=ACCOUNT_NOTICE,
        facts={"title": _("A parent asks to be linked"), "text": text},
        url=reverse("admin:accounts_guardianship_change", args=[link.pk]) if is_minor else reverse("person_guardians"),
        key=f"requested:{link.pk}",
        about=link.child_id,
    )


@on(GuardianConfirmed)
def notify_student_of_guardian(event: GuardianConfirmed) -> None:
    link = find_link(event.link_id)
    if link is None or link.guardian is None:
        return
    facts = {"student": link.child.get_full_name(), "guardian": link.guardian.get_full_name()}
    url, key, kind = reverse("home"), f"confirmed:{link.pk}", GUARDIAN_CONFIRMED
    for reader, other in [(link.child_id, link.guardian.pk), (link.guardian.pk, link.child_id)]:
        notify(user_ids=[reader], kind=kind, facts=facts, url=url, key=key, about=other)


@on(ConsentWithdrawn)
def notify_of_withdrawal(event: ConsentWithdrawn) -> None:
    student = find_person(event.student_id)
    if student is None:
        return
    key = f"withdrawn:{student.pk}:{timezone.now():%Y%m%d%H%M}"
    facts = {"student": student.get_full_name(), "purposes": event.purposes}
    url, kind = reverse("person_me"), CONSENT_WITHDRAWN
    notify(user_ids=ids_to_notify(student), kind=kind, facts=facts, url=url, key=key, about=student.pk)


@on(ErasureRequested)
def notify_of_erasure(event: ErasureRequested) -> None:
    person = find_person(event.user_id)
    if person is None or person.erase_after is None:
        return
    day = f"{person.erase_after:%Y-%m-%d}"
    text = _("This account will be erased on %(day)s. Signing in before then takes the request back.") % {"day": day}
    facts = {"title": _("Your account will be erased"), "text": text}
    notify(user_ids=[person.pk], kind=ACCOUNT_NOTICE, facts=facts, url=reverse("person_me"), key=f"erasure:{day}")


@on(PersonErased)
def forget_person_below(event: PersonErased) -> None:
    """Delete the person's notices and uploads, whose apps are below accounts and cannot handle its events.

    About answer pages `evaluations` decides.
    """
    forget_person(user_id=event.user_id)
    forget_names(owner_id=event.user_id)
    delete_files(owner_id=event.user_id, purpose=AVATAR)
