"""Second addresses of one view, kept for apps that know them; the document calls them deprecated."""

from typing import TypeVar

from rest_framework.views import APIView

V = TypeVar("V", bound=APIView)


def alias_of(view: type[V]) -> type[V]:
    """Return `view` for another address than its own."""
    return type(view.__name__, (view,), {"is_alias": True, "__doc__": view.__doc__, "__module__": view.__module__})
