"""A letter and a mail that wait."""

from django.core.mail import EmailMultiAlternatives

from mathvidya.notifications.actions import notify, post_letter
from mathvidya.notifications.choices import Kind
from mathvidya.notifications.models import MailDelivery
from mathvidya.testing.worlds import TaskWorld

CALLED_WITH = {
    "mathvidya.notifications.tasks.send_letter": lambda world: (world.names["letter"],),
    "mathvidya.notifications.tasks.send_mail": lambda world: (world.names["mail"],),
    "mathvidya.notifications.tasks.send_waiting_mail": lambda world: (),
}


def prepare(world: TaskWorld) -> None:
    people, facts = [world.cast["student"].pk], {"title": "T", "text": "T"}
    notify(user_ids=people, kind=Kind.ACCOUNT_NOTICE, facts=facts, url="/me", key="twice")
    letter = post_letter(message=EmailMultiAlternatives("Key", "1-abc", to=["new@example.org"]))
    world.names |= {"letter": letter.pk, "mail": MailDelivery.objects.latest("pk").pk}
