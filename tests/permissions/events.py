"""What happens to the personas beyond the nine roles; each by the product's own action."""

from collections.abc import Callable

from accounts.actions.guardians import revoke_link
from accounts.actions.sessions import set_active, sign_out_everywhere
from accounts.choices import Role
from accounts.models import Guardianship, User
from learning.classroom.actions import end_teaching
from learning.classroom.models import Teaching
from tests.permissions.walking import Walker
from tests.permissions.world import ADULT


def leave_teaching(walker: Walker) -> None:
    people = walker.world.people
    end_teaching(teaching=Teaching.objects.get(teacher=people["teacher"]), by=people["admin"])


def revoke(walker: Walker) -> None:
    link = Guardianship.objects.get(pk=walker.world.names["link"])
    revoke_link(link=link, by=walker.world.people["parent"])


def come_of_age(walker: Walker) -> None:
    User.objects.filter(pk=walker.world.people["owner"].pk).update(date_of_birth=ADULT)


def deactivate(role: str) -> Callable[[Walker], None]:
    def happen(walker: Walker) -> None:
        user = User.objects.get(pk=walker.world.people[role].pk)
        set_active(user=user, active=False)
        walker.deny(user)

    return happen


def demote_teacher(user: User) -> None:
    """As an administrator does it on the person's page."""
    user.role = Role.COUNSELOR
    user.save(update_fields=["role"])
    sign_out_everywhere(user=user, because="by administrator")


def demote(walker: Walker) -> None:
    user = User.objects.get(pk=walker.world.people["teacher"].pk)
    demote_teacher(user)
    walker.deny(user)


EVENTS: dict[str, Callable[[Walker], None]] = {
    "left_teacher": leave_teaching,
    "revoked_parent": revoke,
    "parent_of_adult": come_of_age,
    "adult_owner": come_of_age,
    "left_student": deactivate("owner"),
    "left_admin": deactivate("admin"),
    "demoted_teacher": demote,
}
