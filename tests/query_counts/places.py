"""The address of a route in the world: what stands for each of its parameters."""

import re
from typing import Any

from django.apps import apps

from accounts.adapters.invitations import Invitation, sign_invitation
from exams.models import Attempt
from mathvidya.uploads.queries import view_url
from tests.query_counts.world import World

NAMES_A_STUDENT = {f"/api/v1/users/{noun}" for noun in ("attempts", "progress", "analytics")}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def address_of(path: str, world: World) -> str | None:
    """Where the route's object is met; None where the world holds nothing of the kind."""
    things = _things(path, world)
    query = f"?student={world.student.pk}" if path in NAMES_A_STUDENT else ""
    try:
        return PARAMETER.sub(lambda found: str(things[_noun(path, found)]), path) + query
    except KeyError:
        return None


def _noun(path: str, found: re.Match[str]) -> str:
    """What a parameter stands for: its name, or for a mere `pk` the word before it."""
    if found[1] not in {"pk", "object_id"}:
        return found[1]
    return path[: found.start()].rstrip("/").rsplit("/", 1)[-1]


def _things(path: str, world: World) -> dict[str, Any]:
    link = world.student.guardian_links.filter(guardian=world.cast["parent"]).get()
    paper = world.draft if path.endswith(("/edit", "/bank")) else world.version
    is_test = path.startswith("/api/v1/tests/")
    return {
        "attempts": _attempt(path, world).pk,
        "attempt": _attempt(path, world).pk,
        "evaluations": world.task.pk,
        "task": world.finished.pk if path.endswith("/override") else world.task.pk,
        "page": world.page.pk,
        "exams": world.shared.pk,
        "manage": world.upcoming.pk if path.endswith("/edit") else world.shared.pk,
        "tests": world.test.pk,
        "paper": (world.test if is_test else world.shared).papers.get().pk,
        "papers": paper.paper_id,
        "number": paper.number,
        "questions": world.question.pk,
        "imports": world.import_run.pk,
        "sha256": world.image.sha256,
        "students": world.student.pk,
        "faculties": world.teacher.pk,
        "children": world.student.pk,
        "guardians": link.pk,
        "consent": link.pk,
        "subject": world.subject.code,
        "subjects": world.subject.code,
        "notifications": world.cast["student"].notifications.latest("pk").pk if world.size else 0,
        "token": _token(path, world),
        "content_type_id": 0,
        **_admin_things(path, world),
    }


def _attempt(path: str, world: World) -> Attempt:
    is_running = path.endswith(("/room", "/panel", "/retake", "/pages", "/attempts/<int:pk>"))
    return world.running if is_running else world.result


def _token(path: str, world: World) -> str:
    if path.startswith("/files/"):
        return view_url(world.page.thumbnail).rsplit("/", 1)[-1]
    return sign_invitation(Invitation(link_id=world.invited.pk, email=world.invited.guardian_email))


def _admin_things(path: str, world: World) -> dict[str, Any]:
    """In the Django admin the word before the key is a model: the object that grows, or else the newest one."""
    parts = path.split("/")
    if parts[1] != "admin" or len(parts) < 5 or parts[2] not in apps.app_configs:
        return {}
    model = apps.get_model(parts[2], parts[3])
    own = [world.student, world.subject, world.batch, world.shared, world.question, world.draft.paper, world.result]
    found = next((thing for thing in own if isinstance(thing, model)), None) or model._default_manager.last()
    return {parts[3]: found.pk} if found else {}
