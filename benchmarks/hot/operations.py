"""The product's hot operations: the state they start from, their requests, and the proof that they took effect."""

import itertools
import json
import random
from abc import ABC, abstractmethod
from collections.abc import Iterator

from benchmarks.institute.loader import PASSWORD
from benchmarks.load.requests import Request
from benchmarks.school import School, plain_headers

API = "/api/v1"


class Operation(ABC):
    """One operation, created for each run. `effects()` counts what its requests left in the database."""

    name: str
    effects_per_request = 1
    address = API  # the path by which the proxy chooses the server

    def __init__(self, school: School, *, seconds: int) -> None:
        """Bring the database into the state that the operation starts from, with enough to do for `seconds`."""
        self.school, self.seconds = school, seconds

    @abstractmethod
    def requests(self) -> Iterator[Request]:
        """Yield as many requests as the run may need, or some that may be repeated."""

    def effects(self) -> int | None:
        """Return how many effects the database holds; None for an operation that only reads."""
        return None


class Start(Operation):
    """A student starts a paper of thirty questions and gets it."""

    name = "start"
    AT_MOST = 3_500  # requests for each second that a run may take

    def __init__(self, school: School, *, seconds: int) -> None:
        super().__init__(school, seconds=seconds)
        self.exam = self.school.live("start")
        self.school.clear_attempts(self.exam)
        self.students = self.school.some("student", seconds * self.AT_MOST)

    def requests(self) -> Iterator[Request]:
        path = f"{API}/exams/{self.exam.exam_id}/papers/{self.exam.paper_id}/start"
        for student in self.students:
            yield Request("POST", path, self.school.headers(student))

    def effects(self) -> int:
        return self.school.number("SELECT count(*) FROM exams_attempt WHERE exam_id = %s", self.exam.exam_id)


class Save(Operation):
    """Five hundred students, half through their paper, answer on: every other answer is to a new question."""

    name, batch = "save", 1
    ANSWERED = 15
    ATTEMPT, PASSES = 500, 3  # each saves about twenty times; fewer people would reach their rate limit

    def __init__(self, school: School, *, seconds: int) -> None:
        super().__init__(school, seconds=seconds)
        self.exam = self.school.live("save")
        students = self.school.some("student", self.ATTEMPT)
        self.attempts = self.school.open_attempts(self.exam, students, answered=self.ANSWERED)

    def requests(self) -> Iterator[Request]:
        headers = {student: self.school.headers(student) for student in self.attempts}
        answered, fresh = self.exam.item_ids[: self.ANSWERED], self.exam.item_ids[self.ANSWERED :]
        items = list(itertools.chain(*zip(answered, fresh, strict=True)))
        groups = [items[start : start + self.batch] for start in range(0, len(items), self.batch)]
        # Each pass answers every question of every attempt once, with a newer sequence than the pass before.
        for sequence, group in itertools.product(range(101, 101 + self.PASSES), groups):
            for student, attempt in self.attempts.items():
                body = json.dumps({"responses": [self._answer(item, sequence) for item in group]})
                yield Request("POST", f"{API}/attempts/{attempt}/responses", headers[student], body)

    def _answer(self, item: int, sequence: int) -> dict[str, object]:
        return {"item": item, "answer": {"option": random.choice("abcd")}, "client_seq": sequence}

    def effects(self) -> int:
        """Return how often answers were written: the sequences count the writes of their rows."""
        query = """SELECT sum(client_seq - 100) FROM exams_response
                   JOIN exams_attempt attempt ON attempt.id = attempt_id WHERE exam_id = %s AND client_seq > 100"""
        return self.school.number(query, self.exam.exam_id)


class SaveFive(Save):
    """Five answers in one request, as after a while without a network; more students, for each has six to send."""

    name, batch = "save-five", 5
    ATTEMPT = 2_500
    effects_per_request = 5


class Submit(Operation):
    """A student submits fifteen answers of thirty; they are scored and, as the exam says, published at once."""

    name = "submit"
    AT_MOST = 1_500  # attempts to prepare for each second

    def __init__(self, school: School, *, seconds: int) -> None:
        super().__init__(school, seconds=seconds)
        self.exam = self.school.live("submit")
        chosen = self.school.some("student", seconds * self.AT_MOST)
        self.attempts = self.school.open_attempts(self.exam, chosen, answered=15)

    def requests(self) -> Iterator[Request]:
        for student, attempt in self.attempts.items():
            yield Request("POST", f"{API}/attempts/{attempt}/submit", self.school.headers(student))

    def effects(self) -> int:
        query = """SELECT count(*) FROM exams_attempt attempt JOIN exams_resultrun run ON run.attempt_id = attempt.id
                   WHERE exam_id = %s AND status = 'submitted'"""
        return self.school.number(query, self.exam.exam_id)


class Result(Operation):
    """A student reads a published result of thirty questions."""

    name = "result"

    def requests(self) -> Iterator[Request]:
        query = """SELECT attempt.student_id, attempt.id FROM exams_attempt attempt
                   JOIN exams_paperversion version ON version.id = paper_version_id
                   JOIN exams_paper paper ON paper.id = version.paper_id
                   WHERE paper.ref = 'bench-full' AND published_run_id IS NOT NULL ORDER BY random() LIMIT 2000"""
        for student, attempt in self.school.connection.execute(query).fetchall():
            yield Request("GET", f"{API}/attempts/{attempt}/result", self.school.headers(student))


class Claim(Operation):
    """A teacher of the whole institute claims the most urgent script."""

    name, is_desk_wide = "claim", True

    def __init__(self, school: School, *, seconds: int) -> None:
        super().__init__(school, seconds=seconds)
        self.school.connection.execute(
            """UPDATE evaluations_markingtask SET state = 'waiting', marker_id = NULL, lease_until = NULL,
               claimed_at = NULL, fence = 0 WHERE state = 'claimed'"""
        )
        self.school.connection.execute("VACUUM evaluations_markingtask")

    def requests(self) -> Iterator[Request]:
        scope = "IS" if self.is_desk_wide else "IS NOT"
        query = f"SELECT DISTINCT teacher_id FROM classroom_teaching WHERE batch_id {scope} NULL"  # noqa: S608
        for teacher in self.school.ids(query):
            yield Request("POST", f"{API}/evaluations/claim", self.school.headers(teacher, "teacher"), "{}")

    def effects(self) -> int:
        return self.school.number("SELECT count(*) FROM evaluations_markingtask WHERE state = 'claimed'")


class ClaimOwn(Claim):
    """A teacher of five batches claims the most urgent script of these."""

    name, is_desk_wide = "claim-own", False


class Dashboard(Operation):
    """A student opens the home screen."""

    name = "dashboard"

    def requests(self) -> Iterator[Request]:
        for student in self.school.some("student", 1000):
            yield Request("GET", f"{API}/dashboard", self.school.headers(student))


class Queue(Operation):
    """A teacher opens the page of the marking queue."""

    name = "queue"

    def requests(self) -> Iterator[Request]:
        for teacher in self.school.some("teacher", 30):
            yield Request("GET", "/marking", self.school.session(teacher))


class Login(Operation):
    """A student signs in with a password; each has a network address of their own."""

    name, address = "login", f"{API}/auth/login"

    def requests(self) -> Iterator[Request]:
        rows = self.school.connection.execute("SELECT id, email FROM accounts_user WHERE role = 'student'").fetchall()
        for user, email in random.sample(rows, min(len(rows), 5000)):
            body = json.dumps({"email": email, "password": PASSWORD, "device": "bench"})
            yield Request("POST", self.address, plain_headers(user), body)

    def effects(self) -> int:
        return self.school.number("SELECT count(*) FROM accounts_refreshfamily")


OPERATIONS: list[type[Operation]] = [
    Start,
    Save,
    SaveFive,
    Submit,
    Result,
    Claim,
    ClaimOwn,
    Dashboard,
    Queue,
    Login,
]
