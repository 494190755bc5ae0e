"""Telling people: the row at once, the socket on commit, the mail by the outbox."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from mathvidya.notifications.adapters.texts import write_texts
from mathvidya.notifications.choices import Kind
from mathvidya.notifications.events import MailWanted
from mathvidya.notifications.models import Inbox, MailDelivery, Notification
from mathvidya.notifications.queries.notices import as_message
from mathvidya.notifications.queries.preferences import who_wants_mail
from mathvidya.outbox.registry import emit
from mathvidya.realtime.push import push_to_user


@transaction.atomic
def notify(
    *, user_ids: Iterable[int], kind: Kind, facts: dict[str, Any], url: str, key: str, about: int | None = None
) -> list[Notification]:
    """Tell each of these people once about `key`; return the new notices.

    `facts` (plain JSON values) fill the kind's templates. `url` is a path of this site. `about` is the id of the person
    whom the texts name to others: their erasure takes the notices along. People who have been told of
    `key` before, or are not active, are passed over. The number of queries does not depend on the number of people.
    """
    readers = {user.pk: user for user in get_user_model()._default_manager.filter(pk__in=set(user_ids), is_active=True)}
    Inbox.objects.bulk_create([Inbox(user_id=pk) for pk in readers], ignore_conflicts=True)
    # Locked in one order, so that two events about the same people wait for each other instead of deadlocking.
    inboxes = list(Inbox.objects.select_for_update().filter(pk__in=readers).order_by("pk"))
    told = set(Notification.objects.filter(user__in=readers, key=key).values_list("user_id", flat=True))
    notices = []
    for inbox in inboxes:
        if inbox.pk in told:
            continue
        inbox.last_seq += 1
        title, body = write_texts(kind, facts, readers[inbox.pk])
        notices.append(
            Notification(
                user=readers[inbox.pk],
                about_id=about,
                seq=inbox.last_seq,
                kind=kind,
                title=title,
                body=body,
                url=url,
                facts=facts,
                key=key,
            )
        )
    Inbox.objects.bulk_update(inboxes, ["last_seq"])
    Notification.objects.bulk_create(notices)
    _want_mail(notices, kind)
    for notice in notices:
        push_to_user(notice.user_id, "notice", as_message(notice))
    return notices


def _want_mail(notices: list[Notification], kind: Kind) -> None:
    wanted = who_wants_mail([notice.user_id for notice in notices], kind)
    mails = [MailDelivery(notification=notice) for notice in notices if notice.user_id in wanted]
    MailDelivery.objects.bulk_create(mails)
    if mails:
        emit(MailWanted(mail_ids=[mail.pk for mail in mails]))
