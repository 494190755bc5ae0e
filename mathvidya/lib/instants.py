"""Instants as the databases give them to raw SQL, and as the API writes them."""

from datetime import UTC, datetime


def instant(value: str | datetime) -> datetime:
    """Return an aware datetime. SQLite gives texts in UTC that do not say so."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def instant_or_none(value: str | datetime | None) -> datetime | None:
    """Return `instant(value)`, or None for None."""
    return None if value is None else instant(value)


def as_iso(value: datetime | None) -> str | None:
    """Return the moment as DRF writes it: ISO 8601, UTC as Z; None for None."""
    return None if value is None else value.isoformat().replace("+00:00", "Z")
