"""What every template may use without asking."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from mathvidya.institute.queries import get_institute


def institute(request: HttpRequest) -> dict[str, Any]:
    """Return `institute`, the row of this deployment, looked up only by a page that uses it."""
    return {"institute": SimpleLazyObject(get_institute)}
