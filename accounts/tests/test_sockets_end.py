"""A socket ends with the sign-in that opened it: deactivation and a new password reach it through the outbox."""

import pytest
from asgiref.sync import sync_to_async

from accounts.actions.sessions import set_active
from mathvidya.outbox.relay import deliver_due
from mathvidya.testing.clients import access_token
from mathvidya.testing.sockets import Socket

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_deactivated_person_s_socket_is_closed_and_nobody_else_s(student, other_student):
    mine, theirs = [
        Socket("/ws/notifications", token=await sync_to_async(access_token)(user)) for user in (student, other_student)
    ]
    for socket in (mine, theirs):
        await socket.open()
        await socket.take()
    await sync_to_async(set_active)(user=student, active=False)
    for _again in range(2):
        await sync_to_async(deliver_due)()
    assert await mine.closed_with() == 4401
    assert await theirs.receive_nothing()
    await theirs.leave()
