"""The institute of tests/security, whose every page is opened here."""

from tests.security.conftest import cast, unlimited, world

__all__ = ["cast", "unlimited", "world"]
