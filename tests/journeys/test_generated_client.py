"""The journey from registration to the published result with a client generated from the document, and nothing else."""

import hashlib
import secrets
import time
from datetime import date, timedelta
from importlib.util import find_spec
from urllib.parse import urljoin

import httpx
import pytest

from tests.demo_process import Demo
from tests.journeys.app import photograph
from tests.journeys.generated import TypedApp, generate, made
from tests.journeys.test_api_journey import STUDENT_PASSWORD, TEACHER

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(find_spec("openapi_python_client") is None, reason="needs openapi-python-client"),
]


@pytest.fixture(scope="module", autouse=True)
def generated_client(tmp_path_factory: pytest.TempPathFactory) -> None:
    generate(tmp_path_factory.mktemp("generated"))


def register(demo: Demo, email: str, role: str, **facts) -> TypedApp:
    app = TypedApp(demo.url)
    body = made(
        "RegisterInRequest",
        email=email,
        password=STUDENT_PASSWORD,
        role=made("RegistrationRole", role),
        last_name="Das",
        **facts,
    )
    app.call("sign_in.auth_register_create", body=body, expect="DetailOut")
    key = demo.mail_to(email, r"confirm-email/([^/\s]+)/")
    app.call("sign_in.auth_verify_email_create", body=made("KeyInRequest", key=key), expect="DetailOut")
    app.sign_in(email, STUDENT_PASSWORD)
    return app


def answer_to(item):
    """An answer of the class that the type of the question asks for."""
    match type(item).__name__:
        case "SingleChoiceAskedItemOut":
            return made("SingleChoiceAnswer", option=item.spec.options[0].id)
        case "AssertionReasonAskedItemOut":
            return made("AssertionReasonAnswer", option="a")
        case "MultipleChoiceAskedItemOut":
            return made("MultipleChoiceAnswer", options=[item.spec.options[0].id])
        case "TrueFalseAskedItemOut":
            return made("TrueFalseAnswer", value=True)
        case "NumericAskedItemOut":
            return made("NumericAnswer", value="12")
        case "WrittenAskedItemOut":
            return made("WrittenAnswer", text="see my pages")
    return None


def hand_in(app: TypedApp, attempt: int, picture: bytes):
    """Announce a photograph, send its bytes, confirm; the receipt."""
    body = made(
        "PageInRequest",
        filename="page.jpg",
        content_type="image/jpeg",
        size=len(picture),
        sha256=hashlib.sha256(picture).hexdigest(),
    )
    page = app.call("attempts.attempts_pages_create", attempt, body=body, expect="DeclaredPageOut")
    grant = page.upload
    sent = httpx.request(
        grant.method.value, urljoin(app.url, grant.url), content=picture, headers=grant.headers.to_dict(), timeout=30
    )
    assert sent.is_success, sent.text
    return app.call("attempts.attempts_pages_done_create", attempt, page.page, expect="PageOut")


def until(ask, ready, *, seconds: float = 60):
    """Ask again until `ready(answer)`; the answer."""
    end = time.monotonic() + seconds
    while not ready(answer := ask()):
        assert time.monotonic() < end, answer
        time.sleep(0.5)
    return answer


def test_an_exam_with_a_generated_client(demo: Demo):
    tag = secrets.token_hex(4)
    mother, child = f"mother-{tag}@example.net", f"child-{tag}@example.net"
    born = date.today() - timedelta(days=15 * 365)  # noqa: DTZ011  (any day of that year will do)
    student = register(
        demo, child, "student", first_name="Leela", student_class="X", date_of_birth=born, guardian_email=mother
    )
    refused = student.call("tests.tests_list", expect="ConsentPendingProblem")
    assert refused.code == "consent_pending"
    parent = register(demo, mother, "parent", first_name="Mitra")
    [link] = parent.call("guardians.guardians_list", expect="PaginatedLinkOutList").results
    consent = made("PurposesInRequest", purposes=[made("PurposesEnum", "learning")])
    parent.call("guardians.guardians_confirm_create", link.id, body=consent, expect="LinkOut")

    tests = student.call("tests.tests_list", expect="PaginatedExamOutList").results
    test = next(row for row in tests if row.title == "Quick check")
    started = student.call("tests.tests_start", test.id, expect="StartOut")
    attempt = started.attempt.id
    items = [item for section in started.paper.sections for item in section.items]
    assert [item.id for item in items] == started.order
    answers = [
        made("ResponseInRequest", item=item.id, answer=answer_to(item), client_seq=number)
        for number, item in enumerate(items, start=1)
    ]
    body = made("SaveInRequest", responses=answers)
    saved = student.call("attempts.attempts_responses", attempt, body=body, expect="SaveOut")
    assert len(saved.saved) == len(items)
    hand_in(student, attempt, photograph(f"Page {tag}"))
    until(
        lambda: student.call("attempts.attempts_pages_retrieve", attempt, expect="PageListOut"),
        lambda sheet: all(page.state == "ready" for page in sheet.pages),
    )
    receipt = student.call("attempts.attempts_submit", attempt, expect="ReceiptOut")
    late = student.call("attempts.attempts_responses", attempt, body=body, expect="AttemptClosedProblem")
    assert late.server_now >= receipt.submitted_at
    mark(demo, receipt.submitted_at)

    result = until(
        lambda: student.call("users.users_attempts_list", expect="PaginatedAttemptCardOutList"),
        lambda page: any(row.id == attempt and row.has_result for row in page.results),
    )
    result = student.call("attempts.attempts_result", attempt, expect="ResultOut")
    assert result.is_complete
    assert {type(item).__name__.removesuffix("ResultItemOut") for item in result.items} == {
        type(item).__name__.removesuffix("AskedItemOut") for item in items
    }


def mark(demo: Demo, submitted_at) -> None:
    """Mark the script that was handed in then, with full marks."""
    teacher = TypedApp(demo.url)
    teacher.sign_in(*TEACHER)

    def ours(queue):
        return [row for row in queue.results if abs(row.submitted_at - submitted_at) < timedelta(milliseconds=2)]

    [task] = ours(until(lambda: teacher.call("evaluations.evaluations_queue", expect="PaginatedTaskOutList"), ours))
    claim = made("ClaimInRequest", task=task.id)
    fence = teacher.call("evaluations.evaluations_claim_create", body=claim, expect="LeaseOut").fence
    held = made("FenceInRequest", fence=fence)
    left = teacher.call("evaluations.evaluations_submit_create", task.id, body=held, expect="ScriptUnfinishedProblem")
    sheet = teacher.call("evaluations.evaluations_retrieve", task.id, expect="SheetOut")
    assert left.unseen_pages == [page.id for page in sheet.pages]
    for page in sheet.pages:
        seen = made("PageSeenInRequest", fence=fence, page=page.id)
        teacher.call("evaluations.evaluations_page_seen_create", task.id, body=seen, expect="NoneType")
    steps = [(question.item, step) for question in sheet.questions for step in question.steps]
    assert [(one.item, one.step) for one in left.undecided_steps] == [(item, step.step) for item, step in steps]
    marks = [made("StepMarkInRequest", item=item, step=step.step, award=step.marks) for item, step in steps]
    body = made("MarksInRequest", fence=fence, marks=marks)
    teacher.call("evaluations.evaluations_marks_update", task.id, body=body, expect="SavedMarksOut")
    done = teacher.call("evaluations.evaluations_submit_create", task.id, body=held, expect="SubmittedOut")
    assert done.state == "done"
