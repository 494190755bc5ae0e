"""Saving answers."""

import json

import pytest

from exams.models import Attempt, Response
from mathvidya.testing.factories.exams import RIGHT


def one(item, answer, seq=1):
    return {"responses": [{"item": item, "answer": answer, "client_seq": seq}]}


def test_answers_of_every_type_are_saved(sit):
    room = sit()
    sent = [
        {"item": room.items[name], "answer": answer, "client_seq": seq}
        for seq, (name, answer) in enumerate(RIGHT.items(), start=1)
    ]
    body = room.client.post(f"{room.url}/responses", {"responses": sent}, format="json").json()
    assert sorted(body["saved"]) == sorted(row["item"] for row in sent)
    assert body["stale"] == []
    assert 3500 < body["remaining_seconds"] <= 3600
    stored = dict(Response.objects.values_list("item_id", "answer"))
    assert stored == {room.items[name]: answer for name, answer in RIGHT.items()}


def test_the_newer_sequence_wins_in_any_order(sit):
    room = sit()
    item = room.items["single"]
    url = f"{room.url}/responses"
    room.client.post(url, one(item, {"option": "b"}, 5), format="json")
    late = room.client.post(url, one(item, {"option": "c"}, 4), format="json").json()
    assert late["saved"] == []
    assert late["stale"] == [{"item": item, "answer": {"option": "b"}, "client_seq": 5}]
    assert Response.objects.get().answer == {"option": "b"}


def test_a_repeat_is_acknowledged_again(sit):
    room = sit()
    item = room.items["single"]
    for _ in range(2):
        body = room.client.post(f"{room.url}/responses", one(item, {"option": "b"}), format="json").json()
        assert (body["saved"], body["stale"]) == ([item], [])


def test_another_answer_under_the_same_number_is_stale(sit):
    room = sit()
    item = room.items["single"]
    room.client.post(f"{room.url}/responses", one(item, {"option": "b"}), format="json")
    body = room.client.post(f"{room.url}/responses", one(item, {"option": "c"}), format="json").json()
    assert body["stale"][0]["answer"] == {"option": "b"}


@pytest.mark.parametrize("cleared", [None, {}])
def test_an_answer_can_be_cleared(sit, cleared):
    room = sit()
    item = room.items["single"]
    room.client.post(f"{room.url}/responses", one(item, {"option": "b"}, 1), format="json")
    room.client.post(f"{room.url}/responses", one(item, cleared, 2), format="json")
    assert Response.objects.get().answer == {}
    assert room.client.get(room.url).json()["responses"] == [{"item": item, "answer": None, "client_seq": 2}]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("single", {"option": "z"}),
        ("single", {"option": ["a"]}),
        ("single", {"option": "a", "more": 1}),
        ("single", "a"),
        ("multiple", {"options": "ab"}),
        ("multiple", {"options": ["a", {}]}),
        ("truth", {"value": 1}),
        ("truth", {"value": "true"}),
        ("numeric", {"value": 3}),
        ("numeric", {"value": "9" * 41}),
        ("text", {"text": None}),
        ("written", {"text": "x" * 10_001}),
        ("case", {"parts": {"zz": {"text": "x"}}}),
        ("case", {"parts": {"i": {"option": "a"}}}),
        ("assertion", {"option": "e"}),
    ],
)
def test_an_answer_of_another_shape_is_refused(sit, name, answer):
    room = sit()
    body = room.client.post(f"{room.url}/responses", one(room.items[name], answer), format="json")
    assert (body.status_code, body.json()["code"]) == (400, "bad_responses")
    assert list(body.json()["errors"]) == ["responses.0.answer"]
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"responses": []},
        {"responses": {}},
        {"responses": [1]},
        {"responses": [{"item": 1, "answer": None}]},
        {"responses": [{"item": "1", "answer": None, "client_seq": 1}]},
        {"responses": [{"item": 10**30, "answer": None, "client_seq": 1}]},
        {"responses": [{"item": True, "answer": None, "client_seq": 1}]},
        {"responses": [{"item": 99999999, "answer": None, "client_seq": 1}]},
        {"responses": [{"item": 1, "answer": None, "client_seq": 0}]},
        {"responses": [{"item": 1, "answer": None, "client_seq": 1.5}]},
    ],
)
def test_nonsense_is_refused(sit, body):
    room = sit()
    answer = room.client.post(f"{room.url}/responses", json.dumps(body), content_type="application/json")
    assert answer.status_code == 400
    assert not Response.objects.exists()


def test_at_most_a_hundred_at_once(sit):
    room = sit()
    rows = [{"item": room.items["single"], "answer": {"option": "a"}, "client_seq": n} for n in range(1, 102)]
    assert room.client.post(f"{room.url}/responses", {"responses": rows}, format="json").status_code == 400
    assert room.client.post(f"{room.url}/responses", {"responses": rows[:100]}, format="json").status_code == 200
    assert Response.objects.get().client_seq == 100


@pytest.mark.parametrize(
    ("who", "status"),
    [("other_student", 404), ("parent", 403), ("other_parent", 404), ("teacher", 403), ("other_teacher", 404),
     ("counselor", 404), ("admin", 403), (None, 401)],
)  # fmt: skip
def test_nobody_else_saves(sit, api, request, who, status):
    room = sit()
    person = request.getfixturevalue(who) if who else None
    answer = api(person).post(f"{room.url}/responses", one(room.items["single"], {"option": "a"}), format="json")
    assert answer.status_code == status
    assert not Response.objects.exists()


def test_nothing_is_saved_after_the_deadline(sit):
    room = sit()
    attempt = Attempt.objects.get()
    Attempt.objects.update(deadline_at=attempt.started_at)
    answer = room.client.post(f"{room.url}/responses", one(room.items["single"], {"option": "a"}), format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "attempt_closed")
    assert not Response.objects.exists()


def test_a_warm_save_costs_one_statement(sit, django_assert_num_queries):
    room = sit()
    room.client.post(f"{room.url}/responses", one(room.items["single"], {"option": "a"}, 1), format="json")
    from django.db import connection

    # SQLite needs the transaction, the look at the attempt and the upsert; PostgreSQL one statement.
    many = 1 if connection.vendor == "postgresql" else 4
    with django_assert_num_queries(many):
        room.client.post(f"{room.url}/responses", one(room.items["single"], {"option": "b"}, 2), format="json")
