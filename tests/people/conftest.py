"""One institute for a whole module: built once, undone at the end."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from mathvidya.testing.plugin import forget_everything
from tests.people.institute import Institute, build
from tests.people.table import Table
from tests.people.visitors import Door, Things, sign_in


def let_in(institute: Institute) -> None:
    """Sign everybody in."""
    people = institute.people.items()
    institute.visitors = {name: sign_in(User.objects.get(pk=user.pk)) for name, user in people}


@pytest.fixture(scope="module")
def institute(django_db_setup: None, django_db_blocker: Any) -> Iterator[Institute]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        let_in(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unlimited(own_surroundings: None, settings: Any) -> Iterator[None]:
    """Let everybody ask as often as the table needs, and write no log of it."""
    settings.THROTTLE_RATES = dict.fromkeys(settings.THROTTLE_RATES, "1000000/min")
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def wrong_cells(institute: Institute, door: Door, table: Table, things: Things) -> list[str]:
    """Walk everybody of `table` through a door; return the cells that are not as the table says."""
    wrong = []
    for name, cells in table.items():
        forget_everything()
        got = door(institute.visitors[name], {thing: things[thing] for thing in cells})
        wrong += [f"{name}: got {thing}" for thing in cells if thing in got and not cells[thing]]
        wrong += [f"{name}: was refused {thing}" for thing in cells if thing not in got and cells[thing]]
    return wrong


@pytest.fixture
def walk(db: None, institute: Institute) -> Callable[[Door, Table, Things], list[str]]:
    """`walk(door, table, things)` is `wrong_cells` of the module's institute."""
    return partial(wrong_cells, institute)
