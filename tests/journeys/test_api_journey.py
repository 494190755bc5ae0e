"""From registration to the published result, through the API of the real demo process, as the mobile app would."""

import asyncio
import json
import secrets
from datetime import date, timedelta

import httpx
import pytest
import websockets

from tests.demo_process import Demo
from tests.journeys.app import App, photograph

pytestmark = [pytest.mark.process]

STUDENT_PASSWORD = "quiet-river-and-stone-7"
TEACHER = ("teacher@example.org", "red-ink-pen-58")
STRANGER = ("kabir@example.org", "graph-paper-kite-45")


def register(demo: Demo, email: str, **facts) -> App:
    """Register, open the mail's link, sign in."""
    app = App(demo.url)
    app.call("POST", "/auth/register", {"email": email, "password": STUDENT_PASSWORD, **facts}, expect=201)
    key = demo.mail_to(email, r"confirm-email/([^/\s]+)/")
    app.call("POST", "/auth/verify-email", {"key": key})
    app.sign_in(email, STUDENT_PASSWORD)
    return app


def answer_for(item):
    """Something of the right shape for every type of question."""
    kind, spec = item["type"], item["spec"]
    if kind in ("single_choice", "assertion_reason"):
        return {"option": "a"}
    if kind == "multiple_choice":
        return {"options": [spec["options"][0]["id"]]}
    if kind == "true_false":
        return {"value": True}
    if kind == "numeric":
        return {"value": "12"}
    if kind == "case_study":
        return {"parts": {part["key"]: answer_for({"type": part["type"], "spec": part}) for part in spec["parts"]}}
    return {"text": "see my pages"}


def test_an_exam_from_registration_to_the_published_result(demo: Demo):
    tag = secrets.token_hex(4)
    mother, child = f"mother-{tag}@example.net", f"child-{tag}@example.net"
    born = (date.today() - timedelta(days=15 * 365)).isoformat()  # noqa: DTZ011  (any day of that year will do)

    student = register(
        demo, child, first_name="Leela", last_name="Das", role="student", student_class="X", date_of_birth=born,
        guardian_email=mother,
    )  # fmt: skip
    refused = student.call("GET", "/tests", expect=403)
    assert refused["code"] == "consent_pending"

    parent = register(demo, mother, first_name="Mitra", last_name="Das", role="parent")
    [link] = parent.call("GET", "/guardians")["results"]
    assert (link["child_name"], link["status"]) == ("Leela Das", "requested")
    parent.call("POST", f"/guardians/{link['id']}/confirm", {"purposes": ["learning"]})

    test = next(row for row in student.call("GET", "/tests")["results"] if row["title"] == "Quick check")
    started = student.call("POST", f"/tests/{test['id']}/start", expect=201)
    attempt = started["attempt"]["id"]
    items = [item for section in started["paper"]["sections"] for item in section["items"]]
    assert [item["id"] for item in items] == started["order"]
    assert "answer" not in json.dumps(items)

    answers = [{"item": item["id"], "answer": answer_for(item), "client_seq": 1} for item in items]
    saved = student.call("POST", f"/attempts/{attempt}/responses", {"responses": answers})
    assert len(saved["saved"]) == len(items)
    receipts = [student.send_page(attempt, photograph(f"Page {n} {tag}"), f"page{n}.jpg") for n in (1, 2, 3)]
    assert all(receipt["received_at"] for receipt in receipts)
    sheet = student.until(
        f"/attempts/{attempt}/pages", lambda sheet: all(p["state"] == "ready" for p in sheet["pages"])
    )
    assert [page["sha256"] for page in sheet["pages"]] == [receipt["sha256"] for receipt in receipts]

    receipt = student.call("POST", f"/attempts/{attempt}/submit")
    assert student.call("POST", f"/attempts/{attempt}/submit")["receipt"] == receipt["receipt"]
    late = student.call("POST", f"/attempts/{attempt}/responses", {"responses": answers}, expect=409)
    assert late["code"] == "attempt_closed"

    strangers_learn_nothing(demo, attempt)
    notice = asyncio.run(mark_while_the_student_listens(demo, student, receipt["submitted_at"]))
    assert notice["kind"] == "result_published"

    result = student.call("GET", f"/attempts/{attempt}/result")
    assert result["is_complete"] is True
    assert parent.call("GET", f"/attempts/{attempt}/result")["score"] == result["score"]
    assert demo.mail_to(mother, r"(Leela)")
    assert student.call("GET", "/users/progress")["results"] == 1


def strangers_learn_nothing(demo: Demo, attempt: int) -> None:
    stranger = App(demo.url)
    stranger.sign_in(*STRANGER)
    for method, path in [
        ("GET", f"/attempts/{attempt}"),
        ("GET", f"/attempts/{attempt}/result"),
        ("GET", f"/attempts/{attempt}/pages"),
        ("POST", f"/attempts/{attempt}/submit"),
    ]:
        assert stranger.call(method, path, expect=404)["code"] == "not_found"
    assert httpx.get(f"{demo.url}/api/v1/attempts/{attempt}").status_code == 401


async def mark_while_the_student_listens(demo: Demo, student: App, submitted_at: str) -> dict:
    """Mark as the teacher while the student's socket waits for the notice of the result."""
    address = demo.url.replace("http", "ws") + "/ws/notifications"
    async with websockets.connect(address, subprotocols=["jwt", student.token]) as socket:
        hello = json.loads(await asyncio.wait_for(socket.recv(), 10))
        assert hello["type"] == "hello"
        await asyncio.to_thread(mark, demo, submitted_at)
        while True:
            message = json.loads(await asyncio.wait_for(socket.recv(), 30))
            if message["type"] == "notice":
                return dict(message["data"])


def mark(demo: Demo, submitted_at: str) -> None:
    """Mark the script. Markers do not see whose script it is, so it is found by the time of its submission."""
    teacher = App(demo.url)
    teacher.sign_in(*TEACHER)

    def ours(queue):
        # One answer is written in milliseconds, the other in microseconds.
        return [row["id"] for row in queue["results"] if row["submitted_at"][:23] == submitted_at[:23]]

    [task] = ours(teacher.until("/evaluations/queue", ours))
    lease = teacher.call("POST", "/evaluations/claim", {"task": task})
    fence = {"fence": lease["fence"]}
    unfinished = teacher.call("POST", f"/evaluations/{task}/submit", fence, expect=409)
    assert unfinished["code"] == "script_unfinished"
    sheet = teacher.call("GET", f"/evaluations/{task}")
    for page in sheet["pages"]:
        teacher.call("POST", f"/evaluations/{task}/page-seen", fence | {"page": page["id"]}, expect=204)
    marks = [
        {"item": question["item"], "step": step["step"], "award": step["marks"]}
        for question in sheet["questions"]
        for step in question["steps"]
    ]
    teacher.call("PUT", f"/evaluations/{task}/marks", fence | {"marks": marks})
    done = teacher.call("POST", f"/evaluations/{task}/submit", fence)
    assert done["state"] == "done"
