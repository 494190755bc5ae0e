"""One institute for a whole module: built once, undone at the end; each request in it is undone by itself."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import transaction

from accounts.models import User
from mathvidya.testing.factories.accounts import PASSWORD
from mathvidya.testing.worlds import build_permission_world
from tests.permissions.walking import Walker

HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matrix-media")


@pytest.fixture(scope="module")
def walker(django_db_setup: None, django_db_blocker: Any, media: Path) -> Iterator[Walker]:
    """Somebody who can walk as everybody, in an open transaction that nobody else sees."""
    before, django_settings.MEDIA_ROOT = django_settings.MEDIA_ROOT, media
    with django_db_blocker.unblock(), transaction.atomic():
        walker = Walker(build_permission_world())
        User.objects.update(password=MD5PasswordHasher().encode(PASSWORD, "salt"))
        for user in walker.world.people.values():
            user.refresh_from_db()
            walker.sign_in(user)
        yield walker
        transaction.set_rollback(True)
    django_settings.MEDIA_ROOT = before


@pytest.fixture(autouse=True)
def in_the_institute(own_surroundings: None, settings: Any, media: Path) -> Iterator[None]:
    """The files of the institute, no limit on how often one may ask, a password hash that costs nothing, no log."""
    settings.MEDIA_ROOT = media
    settings.THROTTLE_RATES = dict.fromkeys(settings.THROTTLE_RATES, "1000000/min")
    settings.ACCOUNT_RATE_LIMITS = False
    settings.METRICS_TOKEN = "a-token-of-the-operators"
    settings.PASSWORD_HASHERS = [HASHER, *settings.PASSWORD_HASHERS]
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
