"""Argon2id at OWASP's minimum: 17 ms of CPU a password, which ten thousand sign-ins in ten minutes can afford.

Django's own settings cost 208 ms each.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils.translation import gettext_lazy as _

from mathvidya.lib.errors import RETRY_AFTER, DomainError

PATIENCE = 2.0  # seconds that a sign-in waits for its turn


class SignInBusy(DomainError):
    code = "sign_in_busy"
    status = 503
    members = RETRY_AFTER
    detail = _("The service is busy. Please try again in a moment.")


_turns = BoundedSemaphore(settings.PASSWORDS_AT_ONCE)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn to hash.

    A process's threads also serve students in an exam, so only a few may be busy with passwords.
    """
    if not _turns.acquire(timeout=PATIENCE):
        raise SignInBusy(extra={"retry_after": 5})
    try:
        yield
    finally:
        _turns.release()


class Argon2idHasher(Argon2PasswordHasher):
    """m = 19 MiB, t = 2, p = 1 (OWASP Password Storage Cheat Sheet). Raises SignInBusy (503)."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _turn():
            return super().verify(password, encoded)
