"""/ws/notifications: hello, then each notice of one's own as it is committed, from whatever thread."""

import pytest
from asgiref.sync import sync_to_async

from mathvidya.notifications.actions import mark_read, notify
from mathvidya.notifications.choices import KINDS
from mathvidya.testing.clients import access_token
from mathvidya.testing.sockets import Socket

pytestmark = pytest.mark.django_db(transaction=True)


@sync_to_async(thread_sensitive=False)
def tell(user, key):
    from django.db import connection

    try:
        notify(user_ids=[user.pk], kind=KINDS["account_notice"], facts={"title": key}, url="/", key=key)
    finally:
        connection.close()


async def test_notices_arrive_with_their_numbers(student, other_student):
    await tell(student, "before")
    mine, theirs = [
        Socket("/ws/notifications", token=await sync_to_async(access_token)(user)) for user in (student, other_student)
    ]
    for socket in (mine, theirs):
        await socket.open()
    assert (await mine.take())["data"] == {"seq": 1, "unread": 1}
    await theirs.take()
    await tell(student, "now")
    message = await mine.take()
    assert (message["type"], message["seq"], message["data"]["seq"], message["data"]["title"]) == (
        "notice",
        2,
        2,
        "now",
    )
    await sync_to_async(mark_read)(user=student)
    assert (await mine.take())["data"] == {"unread": 0}
    assert await theirs.receive_nothing()
    for socket in (mine, theirs):
        await socket.leave()
