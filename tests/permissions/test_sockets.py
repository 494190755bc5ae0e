"""Sockets: who gets in by which door, and that what let somebody in takes the socket along when it ends."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async

from accounts.actions.sessions import set_active
from accounts.actions.tokens import end_family
from accounts.models import RefreshFamily, User
from accounts.tests.permission_world import demote_teacher
from learning.classroom.actions import end_teaching, remove_member
from learning.classroom.models import Batch, BatchMember, Teaching
from mathvidya.outbox.relay import deliver_due
from mathvidya.testing.clients import access_token, signed_in_client
from mathvidya.testing.personas import person
from mathvidya.testing.sockets import OUR_ORIGIN, PATIENCE, Socket
from mathvidya.testing.worlds import things_of_sockets
from tests.permissions import matrix

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(student, parent, teacher, other_parent, other_teacher, counselor, admin, batch) -> dict[str, Any]:
    classmate = person("student", "Dev")
    BatchMember.objects.create(batch=batch, student=classmate)
    return {
        "owner": student, "classmate": classmate, "parent": parent, "stranger_parent": other_parent,
        "teacher": teacher, "other_teacher": other_teacher, "counselor": counselor, "admin": admin,
    }  # fmt: skip


@pytest.fixture
def names(people, batch) -> dict[str, int]:
    """The things that addresses of sockets name."""
    return things_of_sockets(people, batch)


def session_of(user: Any) -> list[tuple[bytes, bytes]]:
    cookie = signed_in_client(user).cookies["sessionid"].value
    return [(b"cookie", f"sessionid={cookie}".encode()), OUR_ORIGIN]


async def word_of(ws: Socket) -> str:
    """What became of a socket, in the words of the matrix."""
    if not (await ws.open())[0]:
        return "403"
    answer = await ws.receive_output(PATIENCE)
    if answer["type"] == "websocket.close":
        return str(answer["code"])
    await ws.leave()
    return "ok"


async def test_each_role_gets_in_or_is_closed(people, names, monkeypatch):
    """By token and by session; a number in a header or query names nobody else."""
    monkeypatch.setattr("mathvidya.realtime.consumers.SecureConsumer.AUTH_WITHIN", 0.05)
    forged = [(b"x-user-id", str(people["owner"].pk).encode())]
    tokens = {role: await sync_to_async(access_token)(user) for role, user in people.items()}
    cookies = {role: await sync_to_async(session_of)(user) for role, user in people.items()}
    wrong = []
    for socket in matrix.sockets():
        address = f"/{matrix.filled(socket.address, names)}?user={people['owner'].pk}&token={tokens['owner']}"
        for role, expected in socket.cells.items():
            ways = {"nothing": Socket(address, headers=forged)}
            if role in people:
                by_token = Socket(address, token=tokens[role], headers=forged)
                ways = {"token": by_token, "session": Socket(address, headers=cookies[role])}
            for how, ws in ways.items():
                got = await word_of(ws)
                if got != ("ok" if expected == "own" else expected):
                    wrong.append(f"{role} {address} [{how}] expected {expected}, got {got}")
    assert wrong == []


def end_sign_in(user: User) -> None:
    end_family(family=RefreshFamily.objects.get(user=user, ended_at=None).pk, because="logout")


def deactivate(user: User) -> None:
    set_active(user=user, active=False)


def leave_class(user: User) -> None:
    for teaching in Teaching.objects.filter(teacher=user):
        end_teaching(teaching=teaching)
    for batch in Batch.objects.all():
        remove_member(batch=batch, student=user)


@pytest.mark.parametrize(
    ("role", "end", "code"),
    [
        ("owner", end_sign_in, 4401),
        ("teacher", end_sign_in, 4401),
        ("owner", deactivate, 4401),
        ("teacher", demote_teacher, 4401),
        ("teacher", leave_class, 4404),
        ("owner", leave_class, 4404),
    ],
)
async def test_a_socket_ends_within_seconds_of_what_let_it_in(role, end, code, people, names):
    """`Socket` waits three seconds for it; a neighbour's socket, and one's own at another sign-in, stay."""
    mine, theirs = [
        Socket(f"/ws/exam/{names['live_exam']}", token=await sync_to_async(access_token)(people[who]))
        for who in (role, "classmate")
    ]
    for ws in (mine, theirs):
        assert (await ws.open())[0]
        await ws.take()
    await sync_to_async(end)(people[role])
    await sync_to_async(deliver_due)()
    assert await mine.closed_with() == code
    assert await theirs.receive_nothing()
    await theirs.leave()


async def test_signing_a_browser_out_ends_its_sockets_and_no_others(people, names):
    """The page of one browser signs out; the phone's socket of the same person stays."""
    client = await sync_to_async(signed_in_client)(people["owner"])
    cookie = (b"cookie", b"sessionid=" + client.cookies["sessionid"].value.encode())
    browser = Socket("/ws/notifications", headers=[cookie, OUR_ORIGIN])
    phone = Socket("/ws/notifications", token=await sync_to_async(access_token)(people["owner"]))
    for ws in (browser, phone):
        assert (await ws.open())[0]
        await ws.take()
    answer = await sync_to_async(client.post)("/accounts/logout/")
    assert answer.status_code == 302
    await sync_to_async(deliver_due)()
    assert await browser.closed_with() == 4401
    assert await phone.receive_nothing()
    await phone.leave()
