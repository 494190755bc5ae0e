"""People, links, consents and sign-ins, one more each time."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from accounts.actions.guardians import invite_guardian
from accounts.actions.tokens import open_family
from accounts.adapters.invitations import Invitation, sign_invitation
from accounts.models import ConsentRecord
from mathvidya.testing.factories.accounts import GuardianshipFactory, UserFactory
from mathvidya.testing.worlds import CountWorld


def start(world: CountWorld) -> None:
    world.invited = invite_guardian(child=world.student, guardian_email="someone@example.org")


def grow(world: CountWorld) -> None:
    """`pupil` and `child` are new each time; the child is one of the parent's."""
    world.pupil, world.child = UserFactory(), UserFactory()
    GuardianshipFactory(child=world.child, guardian=world.cast["parent"])
    link = GuardianshipFactory(child=world.student, guardian=UserFactory(role="parent"))
    ConsentRecord.objects.create(
        child=world.student, given_by=link.guardian, link=link, purpose="learning", granted=True
    )
    for person in world.cast.values():
        open_family(user=person, device=f"Phone {world.size}")
    SocialAccount.objects.create(user=world.pupil, provider="google", uid=str(world.size))
    Authenticator.objects.create(user=world.pupil, type=Authenticator.Type.TOTP, data={})


def things(world: CountWorld, path: str) -> dict[str, Any]:
    link = world.student.guardian_links.filter(guardian=world.cast["parent"]).get()
    found = {"students": world.student.pk, "faculties": world.teacher.pk, "children": world.student.pk}
    found |= {"guardians": link.pk, "consent": link.pk}
    if path.startswith("/invitations/"):
        found["token"] = sign_invitation(Invitation(link_id=world.invited.pk, email=world.invited.guardian_email))
    return found
