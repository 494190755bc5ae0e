"""The people in whose institute the permission matrix is walked, and the links between them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from accounts.actions.avatars import AVATAR
from accounts.actions.consent import record_consent
from accounts.actions.guardians import invite_guardian, request_child, revoke_link
from accounts.actions.sessions import set_active, sign_out_everywhere
from accounts.actions.tokens import open_family
from accounts.adapters.invitations import Invitation, sign_invitation
from accounts.choices import Purpose, Role
from accounts.models import Guardianship, RefreshFamily, User
from mathvidya.testing.factories.accounts import PASSWORD, GuardianshipFactory
from mathvidya.testing.factories.uploads import declared, jpeg, receive
from mathvidya.testing.personas import person
from mathvidya.testing.worlds import PermissionWorld
from mathvidya.uploads.actions import grant_upload

ADULT = date(2000, 1, 31)
CHILD = date(2011, 1, 31)
OTHER_CHILD = date(2011, 3, 14)
# What is known of the owner as a person, and by which roles; everything else of theirs is for an answer to decide.
PERSON = ("Canarysurname", "Canary Public School", "CNR-77", "asha@example.org")
PRIVATE = ("9812345678", "98123 45678", "2011-01-31", "Jan. 31, 2011", "31 January 2011")


def people(world: PermissionWorld) -> None:
    """The nine roles, and the other people of the matrix."""
    born = {"date_of_birth": CHILD, "last_name": "Canarysurname", "phone": "+919812345678"}
    profile = {"profile": {"school": "Canary Public School", "roll_number": "CNR-77"}}
    cast = {
        "owner": person("student", "Asha", **born, **profile),
        "classmate": person("student", "Dev", date_of_birth=OTHER_CHILD),
        "parent": person("parent", "Lata"),
        "stranger_parent": person("parent", "Imran"),
        "teacher": person("teacher", "Nila"),
        "other_teacher": person("teacher", "Kabir"),
        "counselor": person("counselor", "Farah"),
        "admin": person("admin", "Devi"),
        "second_admin": person("admin", "Ravi"),  # the only administrator could not ask to be erased
        "pending": person("student", "Mira", date_of_birth=OTHER_CHILD, consented_at=None),
        "sister_teacher": person("teacher", "Zoya"),
        "passer_by": person("student", "Omar", date_of_birth=ADULT),
    }
    for persona, user in cast.items():
        world.add_person(persona, user)
    world.secrets += [
        (PERSON, frozenset({"owner", "parent", "teacher", "admin"})),
        (PRIVATE, frozenset({"owner", "parent", "admin"})),
    ]


def build(world: PermissionWorld) -> None:
    cast = world.people
    _links(world)
    for who in ("owner", "classmate", "teacher"):
        open_family(user=cast[who], device=f"Phone of {cast[who].first_name}")
        world.name(**{f"sign_in_of_{who}": RefreshFamily.objects.get(user=cast[who])})
    for who in ("owner", "classmate"):
        photo = grant_upload(owner=cast[who], purpose=AVATAR, **declared(jpeg(who), "image/jpeg", "me.jpg"))
        receive(photo.upload, jpeg(who))
        world.name(**{f"avatar_of_{who}": photo.upload})
    world.name(
        passer_by_email=cast["passer_by"].email,
        owner_email=cast["owner"].email,
        password=PASSWORD,
        refresh=open_family(user=cast["passer_by"]).refresh,
    )


def _links(world: PermissionWorld) -> None:
    """A link in force, one a stranger asked for, and one the owner asked for."""
    cast = world.people
    link = GuardianshipFactory(child=cast["owner"], guardian=cast["parent"])
    record_consent(
        child=cast["owner"], by=cast["parent"], purposes=[Purpose.LEARNING, Purpose.TUTOR], link=link, method="test"
    )
    request_child(parent=cast["stranger_parent"], child_email=cast["owner"].email)
    world.name(link=link, asked_link=Guardianship.objects.get(guardian=cast["stranger_parent"]))
    invitation = invite_guardian(child=cast["owner"], guardian_email="aunt@example.org")
    token = sign_invitation(Invitation(invitation.pk, invitation.guardian_email))
    world.name(invitation=invitation, invitation_token=token)


def revoke(walker: Any) -> None:
    link = Guardianship.objects.get(pk=walker.world.names["link"])
    revoke_link(link=link, by=walker.world.people["parent"])


def come_of_age(walker: Any) -> None:
    User.objects.filter(pk=walker.world.people["owner"].pk).update(date_of_birth=ADULT)


def deactivate(persona: str) -> Callable[[Any], None]:
    def happen(walker: Any) -> None:
        user = User.objects.get(pk=walker.world.people[persona].pk)
        set_active(user=user, active=False)
        walker.deny(user)

    return happen


def demote_teacher(user: User) -> None:
    """As an administrator does it on the person's page."""
    user.role = Role.COUNSELOR
    user.save(update_fields=["role"])
    sign_out_everywhere(user=user, because="by administrator")


def demote(walker: Any) -> None:
    user = User.objects.get(pk=walker.world.people["teacher"].pk)
    demote_teacher(user)
    walker.deny(user)


EVENTS: dict[str, Callable[[Any], None]] = {
    "revoked_parent": revoke,
    "parent_of_adult": come_of_age,
    "adult_owner": come_of_age,
    "left_student": deactivate("owner"),
    "left_admin": deactivate("admin"),
    "demoted_teacher": demote,
}
