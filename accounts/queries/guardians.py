"""Facts about links, for handlers and pages."""

from accounts.access.guardians import links_visible_to
from accounts.access.people import guardians_of, links_in_force
from accounts.choices import LinkStatus, Role
from accounts.models import Guardianship, User
from accounts.queries.student_parts import attach_parts


def find_link(link_id: int) -> Guardianship | None:
    """Return the link with child and guardian; None once it is gone."""
    return Guardianship.objects.select_related("child", "guardian").filter(pk=link_id).first()


def find_person(user_id: int) -> User | None:
    return User.objects.filter(pk=user_id, erased_at=None).first()


def parent_with_address(email: str) -> User | None:
    """Return the parent's account with this address, if its owner has verified it."""
    people = User.objects.filter(email=email, role=Role.PARENT, is_active=True, emailaddress__verified=True)
    return people.first()


def ids_to_notify(student: User) -> list[int]:
    """Return the student and their guardians."""
    return [student.pk, *guardians_of(student).values_list("pk", flat=True)]


def open_invitations_of(child: User) -> list[Guardianship]:
    """Return the guardian a waiting child has asked."""
    return list(Guardianship.objects.filter(child=child, status=LinkStatus.REQUESTED, requested_by=child))


def admin_ids() -> list[int]:
    return list(User.objects.filter(role=Role.ADMIN, is_active=True).values_list("pk", flat=True))


def invitations_to(parent: User) -> list[Guardianship]:
    """Return links with a child that wait for an answer."""
    return list(links_visible_to(parent).filter(status=LinkStatus.REQUESTED))


def children_with_links(parent: User) -> dict[str, list[Guardianship]]:
    """Return, for a parent's page, confirmed links in force and invitations to answer."""
    links = links_in_force().filter(guardian=parent, child__erased_at=None).select_related("child__student_profile")
    linked = list(links.order_by("child__first_name"))
    attach_parts([link.child for link in linked])
    return {"linked": linked, "invited": invitations_to(parent)}
