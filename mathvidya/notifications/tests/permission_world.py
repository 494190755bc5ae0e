"""A notice of the owner and one of a classmate, for the permission matrix."""

from mathvidya.notifications.actions import notify
from mathvidya.notifications.choices import KINDS
from mathvidya.notifications.models import Notification
from mathvidya.testing.worlds import PermissionWorld


def build(world: PermissionWorld) -> None:
    facts = {"title": "canary notice", "text": "canary notice"}
    for who, sent in (("owner", facts), ("classmate", {"title": "Hello", "text": "Hello"})):
        notify(user_ids=[world.people[who].pk], kind=KINDS["account_notice"], facts=sent, url="/home", key=f"k-{who}")
        world.name(**{f"notice_of_{who}": Notification.objects.get(user=world.people[who], kind="account_notice")})
    world.canaries.append("canary notice")
