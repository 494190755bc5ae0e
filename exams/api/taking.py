"""The hot paths: start, questions, save, submit. Plain views at three kinds of address (docs/exam-engine.md)."""

import json
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from accounts.access.permissions import who_asks
from accounts.access.signin import Principal
from accounts.choices import Role
from exams.access.attempts import AttemptRef, get_live_ref, get_ref_to_answer
from exams.actions.attempts import (
    AttemptClosed,
    AttemptPaused,
    AttemptsUsedUp,
    BadResponses,
    ExamClosed,
    ExamNotOpen,
    Saved,
    Started,
    save_responses,
    start_attempt,
    submit_attempt,
    submit_own_attempt,
)
from exams.api.schemas import AskedPaperOut, ReceiptOut, SaveIn, SaveOut, StartOut
from exams.queries.attempts import receipt_view
from exams.queries.content import get_attempt_content
from exams.rules.ordering import item_order, option_orders
from mathvidya.api.etag import not_modified
from mathvidya.api.strict_json import read_json
from mathvidya.api.throttles import check_rate
from mathvidya.fastlane.views import JsonBytes, hot_view
from mathvidya.lib.errors import Forbidden, NotFound

MAX_SAVE_BYTES = 2_200_000  # a hundred answers of 20 kB and what surrounds them
SAVED = OpenApiExample(
    "Two answers, one of them older than what another device saved",
    value={
        "saved": [11],
        "stale": [{"item": 12, "answer": {"option": "b"}, "client_seq": 9}],
        "remaining_seconds": 3120,
        "deadline_at": "2026-11-21T06:30:00+00:00",
        "server_now": "2026-11-21T05:38:00+00:00",
    },
    response_only=True,
)
SENT = OpenApiExample(
    "Two answers",
    value={
        "responses": [
            {"item": 11, "answer": {"option": "a"}, "client_seq": 7},
            {"item": 12, "answer": {"value": "3/4"}, "client_seq": 8},
        ]
    },
    request_only=True,
)


def _caller(request: HttpRequest, scope: str) -> Principal:
    """Who asks, cleared and within the rate. Raises 401, 403, 429."""
    who = who_asks(request)
    check_rate(request, scope, f"user:{who.user_id}")
    return who


def _start(request: HttpRequest, exam_id: int, paper_id: int | None) -> HttpResponse:
    who = _caller(request, "start")
    if who.role != Role.STUDENT:
        raise Forbidden("Only students sit exams.")
    started = start_attempt(student_id=who.user_id, exam_id=exam_id, exam_paper_id=paper_id)
    return JsonBytes(_started_body(started), status=201 if started.is_new else 200)


def _started_body(started: Started) -> bytes:
    """The paper's bytes go in as they are; only what is this attempt's own is serialised."""
    entry, row = started.entry, started.attempt
    content = get_attempt_content(row.id, entry.paper_version_id)
    own = {
        "attempt": {
            "id": row.id,
            "exam": entry.exam_id,
            "paper": entry.exam_paper_id,
            "number": row.number,
            "status": row.status,
            "started_at": row.started_at.isoformat(),
            "deadline_at": row.deadline_at.isoformat(),
            "remaining_seconds": max(int((row.deadline_at - entry.now).total_seconds()), 0),
            "server_now": entry.now.isoformat(),
        },
        "order": item_order(content, row.seed, shuffle=entry.shuffle_questions),
        "option_order": option_orders(content, row.seed, shuffle=entry.shuffle_options),
    }
    return json.dumps(own)[:-1].encode() + b', "paper": ' + content.body + b"}"


def _save(request: HttpRequest, who: Principal, attempt: AttemptRef) -> dict[str, Any]:
    body = read_json(request, max_bytes=MAX_SAVE_BYTES)
    return _saved_body(save_responses(attempt=attempt, responses=body.get("responses")))


def _saved_body(saved: Saved) -> dict[str, Any]:
    return {
        "saved": saved.saved,
        "stale": [
            {"item": held.item_id, "answer": held.answer or None, "client_seq": held.client_seq} for held in saved.stale
        ],
        "remaining_seconds": max(int((saved.deadline_at - saved.now).total_seconds()), 0),
        "deadline_at": saved.deadline_at.isoformat(),
        "server_now": saved.now.isoformat(),
    }


_START: dict[str, Any] = {"request": None, "responses": {201: StartOut, 200: OpenApiResponse(StartOut, "It goes on")}}
_SAVE: dict[str, Any] = {"request": SaveIn, "responses": {200: SaveOut}, "examples": [SENT, SAVED]}
_SUBMIT: dict[str, Any] = {"request": None, "responses": {200: ReceiptOut}}


@hot_view(["POST"], refuses=(AttemptsUsedUp, ExamClosed, ExamNotOpen, Forbidden), operation_id="tests_start", **_START)
def start_test(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Start a test, or go on with the open attempt: the attempt, its order, and the questions without keys."""
    return _start(request, pk, None)


@hot_view(
    ["POST"], refuses=(AttemptsUsedUp, ExamClosed, ExamNotOpen, Forbidden), operation_id="exams_papers_start", **_START
)
def start_paper(request: HttpRequest, pk: int, paper: int) -> HttpResponseBase:
    """Start a paper of an exam, or go on with the open attempt of it."""
    return _start(request, pk, paper)


@hot_view(["GET"], operation_id="tests_questions", has_etag=True, responses={200: AskedPaperOut})
def test_questions(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return the questions of a test one has started, without keys. Carries an ETag."""
    who = _caller(request, "default")
    attempt = get_live_ref(who.user_id, who.role, pk)
    content = get_attempt_content(attempt.pk, attempt.paper_version_id)
    etag = f'"{content.etag}"'
    response = not_modified(request, etag) or HttpResponse(content.body, content_type="application/json")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return response


@hot_view(["POST"], refuses=(AttemptClosed, AttemptPaused, BadResponses), operation_id="tests_responses", **_SAVE)
def save_test(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Save answers of the running attempt of a test."""
    who = _caller(request, "save")
    return _save(request, who, get_live_ref(who.user_id, who.role, pk))


@hot_view(
    ["POST"],
    refuses=(AttemptClosed, AttemptPaused, BadResponses, Forbidden),
    operation_id="attempts_responses",
    **_SAVE,
)
def save_attempt(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Save one or many answers: the newer client_seq wins, a repeat changes nothing, `stale` shows what was newer."""
    who = _caller(request, "save")
    return _save(request, who, get_ref_to_answer(who.user_id, who.role, pk))


@hot_view(["POST"], refuses=(AttemptPaused,), operation_id="tests_submit", **_SUBMIT)
def submit_test(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Submit the attempt of a test; every repeat gets the same receipt."""
    who = _caller(request, "submit")
    return receipt_view(submit_attempt(attempt=get_live_ref(who.user_id, who.role, pk)))


@hot_view(["POST"], refuses=(AttemptPaused,), operation_id="exams_papers_submit", **_SUBMIT)
def submit_paper(request: HttpRequest, pk: int, paper: int) -> dict[str, Any]:
    """Submit the attempt of a paper; every repeat gets the same receipt."""
    who = _caller(request, "submit")
    return receipt_view(submit_attempt(attempt=get_live_ref(who.user_id, who.role, pk, paper)))


@hot_view(["POST"], refuses=(AttemptPaused, Forbidden), operation_id="attempts_submit", **_SUBMIT)
def submit_by_id(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Close the attempt and score it; every repeat gets the same receipt."""
    who = _caller(request, "submit")
    if who.role == Role.STUDENT:
        with suppress(NotFound):  # for other people the last line decides
            return receipt_view(submit_own_attempt(attempt_id=pk, student_id=who.user_id))
    return receipt_view(submit_attempt(attempt=get_ref_to_answer(who.user_id, who.role, pk)))
