"""The right to be forgotten: asked for, taken back within the days of grace, carried out."""

import json
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.people import answers_for_oneself
from accounts.actions.sessions import sign_out_everywhere
from accounts.choices import Role
from accounts.events import ErasureRequested, PersonErased
from accounts.models import Guardianship, RefreshFamily, StudentProfile, TeacherProfile, User
from accounts.queries.purging import pending_too_long, to_erase
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit

GRACE = timedelta(days=30)


class GuardianDecides(DomainError):
    code = "guardian_decides"
    status = 403
    detail = _("Under 18, a parent or guardian decides about this.")


class LastAdministrator(DomainError):
    code = "last_administrator"
    status = 409
    detail = _("You are the only administrator. Give another person this office first.")


@transaction.atomic
def request_erasure(*, person: User, by: User) -> User:
    """End every sign-in now and erase the person after 30 days.

    Raises GuardianDecides (403) for a minor's own wish, LastAdministrator (409) where no administrator would be left.
    """
    if by == person and not answers_for_oneself(person):
        raise GuardianDecides
    if person.role == Role.ADMIN and not _others_in_office(person):
        raise LastAdministrator
    person.erase_after, person.erase_asked_by = timezone.now() + GRACE, by
    person.save(update_fields=["erase_after", "erase_asked_by"])
    record(actor=by, action="accounts.erasure_requested", target=person)
    emit(ErasureRequested(user_id=person.pk))
    sign_out_everywhere(user=person, because="erasure")
    return person


def _others_in_office(person: User) -> bool:
    """Whether another administrator stays. Their rows are locked: of the last two who ask at once one is refused."""
    in_office = User.objects.filter(role=Role.ADMIN, is_active=True, erase_after=None, erased_at=None)
    locked = in_office.select_for_update().order_by("pk").values_list("pk", flat=True)
    return any(pk != person.pk for pk in list(locked))


@transaction.atomic
def cancel_erasure(*, user: User) -> bool:
    """Take the request for erasure back, as signing in within the days of grace does. Returns whether there was one."""
    if user.erase_after is None or user.erased_at is not None:
        return False
    user.erase_after = user.erase_asked_by = None
    user.save(update_fields=["erase_after", "erase_asked_by"])
    record(actor=user, action="accounts.erasure_cancelled", target=user)
    return True


def erase_due() -> int:
    """Erase everybody whose days of grace are over. Returns how many. Harmless to run again."""
    people = list(to_erase(timezone.now()))
    for person in people:
        erase_person(person=person)
    return len(people)


@transaction.atomic
def erase_person(*, person: User) -> None:
    """Take name, address, phone, birthday, school and photo away; marks stay, without a name."""
    photo, address = person.avatar, person.email
    _forget_in_admin_log(person)
    person.email = f"erased-{person.pk}@erased.invalid"
    person.first_name, person.last_name = "—", ""
    person.phone = person.avatar = ""
    person.date_of_birth = None
    person.is_active = False
    person.erased_at = timezone.now()
    person.set_unusable_password()
    person.save()
    StudentProfile.objects.filter(user=person).update(school="", roll_number="", goals=[], study_preferences={})
    TeacherProfile.objects.filter(user=person).update(qualification="")
    for model in (EmailAddress, SocialAccount, Authenticator, RefreshFamily):
        model.objects.filter(user=person).delete()
    Guardianship.objects.filter(child=person).delete()
    Guardianship.objects.filter(Q(guardian=person) | Q(guardian_email=address)).delete()
    sign_out_everywhere(user=person, because="erased")
    record(actor=None, action="accounts.person_erased", target=person)
    emit(PersonErased(user_id=person.pk))
    if photo:
        transaction.on_commit(lambda: default_storage.delete(photo))


def _forget_in_admin_log(person: User) -> None:
    """Blank the person in Django's admin log, which has names. Who changed which account is in the audit, by id."""
    name = person.get_full_name()
    named = Q(object_repr__contains=name) | Q(change_message__contains=name)
    named |= Q(change_message__contains=json.dumps(name)[1:-1])  # its messages are JSON, so the name is escaped
    LogEntry.objects.filter(named).update(object_repr="—", change_message="")


def purge_pending() -> int:
    """Remove children without any guardian's consent after seven days. Returns how many."""
    people = list(pending_too_long(timezone.now()))
    for person in people:
        _remove(person)
    return len(people)


def _remove(person: User) -> None:
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:  # something was uploaded: keep the row that it hangs on, without the person
        erase_person(person=person)
