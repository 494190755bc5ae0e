"""What follows from changes in classes."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import ACCOUNT_NOTICE
from accounts.events import PersonErased
from learning.classroom.actions import forget_places
from learning.classroom.events import PersonInvited, PlaceEnded
from mathvidya.notifications.actions import notify
from mathvidya.outbox.registry import on
from mathvidya.realtime.push import check_sockets


@on(PlaceEnded, in_order=False)
def check_sockets_of_who_left(event: PlaceEnded) -> None:
    """Have the sockets of the person who left checked: what they could see through the class is over."""
    check_sockets(event.user_id)


@on(PersonInvited)
def ask_to_choose_a_password(event: PersonInvited) -> None:
    """Mail a link to the page that sends a fresh link: a password link that waits in a mailbox for weeks would be a
    risk.
    """
    facts = {
        "title": _("Your account at Mathvidya"),
        "text": _(
            "Your institute has made an account for you. Open the link, give this e-mail address, "
            "and choose your password."
        ),
    }
    url = reverse("account_reset_password")
    notify(user_ids=[event.user_id], kind=ACCOUNT_NOTICE, facts=facts, url=url, key=f"invited:{event.user_id}")


@on(PersonErased)
def forget_person_in_classes(event: PersonErased) -> None:
    forget_places(user_id=event.user_id)
