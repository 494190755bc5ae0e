"""Who may see or change a link between a guardian and a child."""

from allauth.account.models import EmailAddress
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.access.people import as_key, links_in_force
from accounts.choices import LinkStatus, Role
from accounts.models import Guardianship, User
from mathvidya.lib.errors import Forbidden, NotFound


def has_verified(user: User) -> bool:
    """Return whether the person proved that the account's address is theirs."""
    return bool(EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists())


def links_visible_to(viewer: User) -> QuerySet[Guardianship]:
    """Return one's own links; for a parent those in force and invitations to their verified address.

    A parent's own requests are not listed: that would show whether the child's address is known.
    """
    links = Guardianship.objects.select_related("child", "guardian").order_by("-id")
    if viewer.role == Role.ADMIN:
        return links
    # Their ids and no subquery: beside an OR, the database would compare every link there is with one.
    in_force = links_in_force().filter(guardian=viewer).values_list("pk", flat=True)
    mine = Q(child=viewer) | Q(pk__in=list(in_force))
    if viewer.role == Role.PARENT and has_verified(viewer):
        mine |= Q(guardian_email=viewer.email, requested_by=F("child"), status=LinkStatus.REQUESTED)
    return links.filter(mine, child__erased_at=None).exclude(status=LinkStatus.REVOKED)


def get_link(viewer: User, pk: object) -> Guardianship:
    """Return a link this person may know of. Raises NotFound (404)."""
    link = links_visible_to(viewer).filter(pk=as_key(pk)).first()
    if link is None:
        raise NotFound
    return link


def get_link_to_revoke(viewer: User, pk: object) -> Guardianship:
    """Return the link to end.

    Raises NotFound (404); Forbidden (403) for a minor, who may not end their guardian's link.
    """
    link = get_link(viewer, pk)
    if link.child_id == viewer.pk and link.status == LinkStatus.CONFIRMED and viewer.is_minor(timezone.localdate()):
        raise Forbidden
    return link


def get_link_to_consent(viewer: User, pk: object) -> Guardianship:
    """Return the viewer's own confirmed link to a minor. Raises NotFound (404), Forbidden (403)."""
    link = get_link(viewer, pk)
    in_force = links_in_force().filter(pk=link.pk, guardian=viewer).exists()
    if not in_force or not link.child.is_minor(timezone.localdate()):
        raise Forbidden
    return link
