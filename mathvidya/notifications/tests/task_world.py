"""A letter and a mail that wait."""

from django.core.mail import EmailMultiAlternatives

from mathvidya.notifications.actions import notify, post_letter
from mathvidya.notifications.choices import KINDS
from mathvidya.notifications.models import Delivery
from mathvidya.testing.worlds import TaskWorld

CALLED_WITH = {
    "mathvidya.notifications.tasks.send_letter": lambda world: (world.names["letter"],),
    "mathvidya.notifications.tasks.send_delivery": lambda world: (world.names["delivery"],),
    "mathvidya.notifications.tasks.send_waiting": lambda world: (),
}


def prepare(world: TaskWorld) -> None:
    people, facts = [world.cast["student"].pk], {"title": "T", "text": "T"}
    notify(user_ids=people, kind=KINDS["account_notice"], facts=facts, url="/me", key="twice")
    letter = post_letter(message=EmailMultiAlternatives("Key", "1-abc", to=["new@example.org"]))
    world.names |= {"letter": letter.pk, "delivery": Delivery.objects.latest("pk").pk}
