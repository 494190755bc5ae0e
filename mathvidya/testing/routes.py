"""Every route of the project: its address, the app it belongs to, and the methods it takes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import getclosurevars, unwrap
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# The administration lists the labels of all apps in one pattern: which they are is no part of the address.
APP_LABELS = re.compile(r"\(\?P<app_label>[^)]*\)")
# Where the routes of packages that are not ours belong.
HOSTS = {
    "account": "accounts",
    "socialaccount": "accounts",
    "mfa": "accounts",
    "django_celery_beat": "mathvidya.ops",
    "admin": "mathvidya.web",
    "django": "mathvidya.web",
    "unfold": "mathvidya.web",
    "allauth": "accounts",
}


@dataclass(frozen=True)
class Route:
    """`path` as declared, from the root: "/exams/<int:pk>". `app`: dotted. `methods`: None where the view says nothing
    and takes any."""

    path: str
    app: str
    view: Callable[..., Any]
    methods: frozenset[str] | None


def routes() -> Iterator[Route]:
    """Yield every route once, in the resolver's order. Regular expressions of packages stay as they are written."""
    seen = set()
    for path, pattern in _patterns(get_resolver().url_patterns, "/"):
        if path not in seen:
            seen.add(path)
            yield Route(path, _app_of(path, pattern.callback), pattern.callback, _methods_of(pattern.callback))


def _patterns(found: list[Any], before: str) -> Iterator[tuple[str, URLPattern]]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, before + str(one.pattern))
        else:
            yield APP_LABELS.sub("(?P<app_label>…)", before + str(one.pattern)), one


def app_of_label(label: str) -> str:
    """Return the app of a model's label; for packages that are not ours, the app that is responsible for it."""
    return HOSTS.get(label, apps.get_app_config(label).name)


def _app_of(path: str, view: Callable[..., Any]) -> str:
    """The app of a page's view; in the Django admin, the app of the model that the page shows."""
    parts = path.split("/")
    if parts[1] == "admin" and parts[2] in apps.app_configs:
        return app_of_label(parts[2])
    module = getattr(view, "cls", getattr(view, "view_class", view)).__module__
    owners = [config.name for config in apps.get_app_configs() if f"{module}.".startswith(f"{config.name}.")]
    name = max(owners, key=len, default=module)
    return HOSTS.get(name.split(".")[0], name)


def _methods_of(view: Callable[..., Any]) -> frozenset[str] | None:
    """Return the methods that a class implements, or those that `require_http_methods` allows a function."""
    kind = getattr(view, "cls", getattr(view, "view_class", None))
    if kind is not None:
        return frozenset(
            name for name in METHODS if name.lower() in kind.http_method_names and hasattr(kind, name.lower())
        )
    found: set[str] | None = None

    def note(layer: Callable[..., Any]) -> bool:
        nonlocal found
        listed = getclosurevars(layer).nonlocals.get("request_method_list")
        if listed is not None:
            found = set(listed) if found is None else found & set(listed)
        return False

    unwrap(view, stop=note)
    return None if found is None else frozenset(found & set(METHODS))
