"""How a person of the table walks through a door, and what counts as being let in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from mathvidya.testing.clients import access_token, signed_in_client
from mathvidya.testing.plugin import forget_everything


@dataclass(frozen=True)
class Visitor:
    """A person with a token and a session, which a whole module keeps."""

    user: User
    token: str
    session: str

    @property
    def app(self) -> Any:
        """The mobile app of this person."""
        made = APIClient()
        made.credentials(HTTP_AUTHORIZATION=f"Bearer {self.token}")
        return made

    @property
    def browser(self) -> Client:
        made = Client()
        made.cookies["sessionid"] = self.session
        return made


Things = Mapping[str, Any]
# Which of the things a visitor gets at a door, by name.
Door = Callable[[Visitor, Things], set[str]]


def sign_in(user: User) -> Visitor:
    return Visitor(user, access_token(user), signed_in_client(user).cookies["sessionid"].value)


def each(gets: Callable[[Visitor, Any], bool]) -> Door:
    """A door that is asked for one thing at a time; what that changes is undone."""

    def walk(visitor: Visitor, things: Things) -> set[str]:
        got = set()
        for name, thing in things.items():
            forget_everything()
            with transaction.atomic():
                if gets(visitor, thing):
                    got.add(name)
                transaction.set_rollback(True)
        return got

    return walk


def answers(address: Callable[[Any], str]) -> Door:
    """A door of the API with an address for each thing."""
    return each(lambda visitor, thing: opens(visitor.app, address(thing)))


def pages(address: Callable[[Any], str]) -> Door:
    """A page for each thing."""
    return each(lambda visitor, thing: opens(visitor.browser, address(thing)))


def opens(client: Any, address: str) -> bool:
    """Whether an answer is given; a picture is given by way of a link."""
    answer = client.get(address)
    return answer.status_code == 200 or (answer.status_code == 302 and "/files/" in answer.headers["Location"])


def listed(address: str, key: Callable[[Any], int] = lambda thing: thing.pk) -> Door:
    """A list of the API, read to its end; `key` gives the id of a thing in it."""

    def walk(visitor: Visitor, things: Things) -> set[str]:
        ids, following = set(), address
        while following:
            answer = visitor.app.get(following)
            if answer.status_code != 200:
                return set()
            ids |= {row["id"] for row in answer.json()["results"]}
            following = answer.json()["next"]
        return {name for name, thing in things.items() if key(thing) in ids}

    return walk


def shown(address: str, words: Callable[[Any], str]) -> Door:
    """A page that lists things; `words` are what only the thing's entry holds."""

    def walk(visitor: Visitor, things: Things) -> set[str]:
        answer = visitor.browser.get(address)
        text = answer.content.decode() if answer.status_code == 200 else ""
        return {name for name, thing in things.items() if words(thing) in text}

    return walk


def dashboard(*place: str) -> Callable[[Visitor], Any]:
    """What the app's home holds under these names; an empty list for other roles."""

    def read(visitor: Visitor) -> Any:
        body = visitor.app.get("/api/v1/dashboard").json()
        for name in place:
            body = body.get(name, [] if name == place[-1] else {})
        return body

    return read
