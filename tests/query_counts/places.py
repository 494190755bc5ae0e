"""The address of a route in the world, with the value of each of its parameters."""

import re
from typing import Any

from django.apps import apps

from mathvidya.testing.worlds import CountWorld

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def address_of(path: str, world: CountWorld) -> str | None:
    """Where the route's object is met; None where the world holds nothing of the kind."""
    things = {**world.things(path), **_admin_things(path, world)}
    query = f"?{things['query']}" if "query" in things else ""
    try:
        return PARAMETER.sub(lambda found: str(things[_noun(path, found)]), path) + query
    except KeyError:
        return None


def _noun(path: str, found: re.Match[str]) -> str:
    """Return what a parameter is the key of: its name, or for a mere `pk` the word before it."""
    if found[1] not in {"pk", "object_id"}:
        return found[1]
    return path[: found.start()].rstrip("/").rsplit("/", 1)[-1]


def _admin_things(path: str, world: CountWorld) -> dict[str, Any]:
    """In the Django admin the word before the key is a model: the object that grows, or else the newest one."""
    parts = path.split("/")
    if parts[1] != "admin" or len(parts) < 5 or parts[2] not in apps.app_configs:
        return {}
    model = apps.get_model(parts[2], parts[3])
    found = next((thing for thing in world.shown if isinstance(thing, model)), None) or model._default_manager.last()
    return {parts[3]: found.pk} if found else {}
