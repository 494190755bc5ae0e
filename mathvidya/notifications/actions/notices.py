"""Notifying people: the row at once, the socket on commit, the channels by the outbox."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from mathvidya.notifications.actions.deliveries import want_deliveries
from mathvidya.notifications.adapters.texts import write_texts
from mathvidya.notifications.choices import KINDS, NoticeKind
from mathvidya.notifications.models import Inbox, Notification
from mathvidya.notifications.queries.notices import as_message
from mathvidya.notifications.queries.preferences import who_wants
from mathvidya.realtime.push import push_to_user


@transaction.atomic
def notify(
    *, user_ids: Iterable[int], kind: NoticeKind, facts: dict[str, Any], url: str, key: str, about: int | None = None
) -> list[Notification]:
    """Notify each of these people once about `key`; return the new notices.

    `facts` (plain JSON values) fill the kind's templates. `url` is a path of this site. `about` is the id of the person
    named in texts that others read: erasing that person deletes the notices too. People who have a notice of
    `key` already, or are not active, are passed over. The number of queries does not depend on the number of people.
    Raises NotRegistered for a kind that no app has registered.
    """
    kind = KINDS[kind.code]
    readers = {user.pk: user for user in get_user_model()._default_manager.filter(pk__in=set(user_ids), is_active=True)}
    Inbox.objects.bulk_create([Inbox(user_id=pk) for pk in readers], ignore_conflicts=True)
    # Locked in one order, so that two events about the same people wait for each other instead of deadlocking.
    inboxes = list(Inbox.objects.select_for_update().filter(pk__in=readers).order_by("pk"))
    notified = set(Notification.objects.filter(user__in=readers, key=key).values_list("user_id", flat=True))
    notices = []
    for inbox in inboxes:
        if inbox.pk in notified:
            continue
        inbox.last_seq += 1
        title, body = write_texts(kind.template, facts, readers[inbox.pk])
        notices.append(
            Notification(
                user=readers[inbox.pk],
                about_id=about,
                seq=inbox.last_seq,
                kind=kind.code,
                title=title,
                body=body,
                url=url,
                facts=facts,
                key=key,
            )
        )
    Inbox.objects.bulk_update(inboxes, ["last_seq"])
    Notification.objects.bulk_create(notices)
    want_deliveries(notices=notices, wanted=who_wants(kind, [notice.user_id for notice in notices]))
    for notice in notices:
        push_to_user(notice.user_id, "notice", as_message(notice))
    return notices
