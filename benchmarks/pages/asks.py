"""Who asks for what: every line of the frozen query counts, in the loaded institute.

An app's `tests/count_world.py` says what is in the addresses of its routes. Its objects are made in the institute,
for people of it, and then the institute's own large ones take their places.
"""

from typing import Any

from accounts.models import User
from benchmarks.institute.exams import live_title
from benchmarks.pages.measure import Ask
from evaluations.actions.leases import claim_task
from evaluations.models import MarkingTask
from exams.models import Attempt, Exam
from learning.classroom.models import Batch, BatchMember, Teaching
from mathvidya.testing.clients import access_token, signed_in_client
from mathvidya.testing.factories.accounts import UserFactory
from mathvidya.testing.factories.exams import open_attempt
from mathvidya.testing.routes import routes
from mathvidya.testing.worlds import CountWorld
from tests.query_counts import frozen
from tests.query_counts.places import address_of

GROWN = 2
# Asks for what a teacher asks for, and teaches all batches.
TEACHER_OF_ALL = "teacher of all"


def make_asks() -> list[Ask]:
    """Prepare the institute and list what is to be asked. Django must be set up for it."""
    cast = _cast()
    world = _world(cast)
    asks, doors = [], _Doors(cast)
    for path, row in frozen.read(dict.fromkeys(route.app for route in routes())).items():
        address = address_of(path, world)
        if address is None:
            continue
        personas = [*row, TEACHER_OF_ALL] if "teacher" in row else list(row)
        asks += [Ask(path, persona, address, doors.headers(persona, path)) for persona in personas]
    return asks


def _cast() -> dict[str, User]:
    """A student with a guardian, the two teachers and the administrator that the loader made; the others are new."""
    student = BatchMember.objects.earliest("pk").student
    of_batches = Teaching.objects.filter(batch__members__student=student).earliest("pk").teacher
    return {
        "student": student,
        "parent": student.guardian_links.get().guardian,
        "teacher": of_batches,
        TEACHER_OF_ALL: Teaching.objects.filter(batch=None).earliest("pk").teacher,
        "admin": User.objects.filter(role="admin").earliest("pk"),
        "counselor": UserFactory(role="counselor"),
        "pending_student": UserFactory(consented_at=None),
    }


def _world(cast: dict[str, User]) -> CountWorld:
    """The world of the frozen counts, with the largest that the institute has in the place of what it made itself."""
    world = CountWorld(cast, Batch.objects.get(members__student=cast["student"], name__startswith="X-"))
    world.grow_to(GROWN)
    own = Attempt.objects.filter(student=world.student)
    world.shared = Exam.objects.filter(title__startswith="Past full").earliest("pk")
    world.result = own.filter(exam=world.shared).get()
    world.version = world.result.paper_version
    world.running = open_attempt(student=world.student, exam=Exam.objects.get(title=live_title("start")))
    task = MarkingTask.objects.filter(student=world.student, state="waiting", script__page_count=2).earliest("pk")
    claim_task(teacher_id=world.teacher.pk, task_id=task.pk)
    world.task = MarkingTask.objects.get(pk=task.pk)
    world.shown[:0] = [world.shared, world.result, world.version.paper, world.task]
    return world


class _Doors:
    """What each person sends along: a session for pages, a token for the API, and an address of their own."""

    def __init__(self, cast: dict[str, User]) -> None:
        self._cast, self._made = cast, dict[tuple[str, bool], dict[str, str]]()

    def headers(self, persona: str, path: str) -> dict[str, str]:
        key = (persona, path.startswith("/api/"))
        if key not in self._made:
            self._made[key] = self._make(self._cast.get(persona), is_api=key[1])
        return self._made[key]

    def _make(self, person: Any, *, is_api: bool) -> dict[str, str]:
        headers = {
            "X-Forwarded-For": f"10.0.0.{len(self._made) + 1}",
            "Accept": "application/json" if is_api else "text/html,*/*",
        }
        if person is None:
            return headers
        if is_api:
            return {**headers, "Authorization": f"Bearer {access_token(person)}"}
        cookies = signed_in_client(person).cookies
        return {**headers, "Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())}
