"""/maths: how a text is read, how answers and workings would be judged."""

import pytest

from exams.models import Attempt
from maths import Notation, read
from mathvidya.testing.factories.exams import items_by_name, open_attempt, open_exam, submitted_attempt
from mathvidya.testing.factories.typed_maths import typed_paper

pytestmark = pytest.mark.django_db
READ, CHECK = "/api/v1/maths/read", "/api/v1/maths/check"


@pytest.mark.parametrize("who", ["student", "teacher", "admin"])
def test_a_reading_does_not_show_whether_the_answer_is_right(request, api, who):
    client = api(request.getfixturevalue(who))
    answer = client.post("/api/v1/maths/read", {"text": "3 1/2"})
    assert answer.json()["latex"]
    assert set(answer.json()) == {"latex", "is_ambiguous", "problem"}
    unread = client.post("/api/v1/maths/read", {"text": "x + (2"}).json()
    assert (unread["latex"], unread["problem"]["position"]) == (None, 4)
    assert client.post("/api/v1/maths/read", {"text": "x" * 1001}).status_code == 400


def test_only_authors_check_answers(api, student, teacher):
    body = {"key": "(x+1)^2", "test": {"test": "equivalent"}, "answers": ["x^2+2x+1", "x^2+1", "x +", ""]}
    assert api(student).post("/api/v1/maths/check", body).status_code == 403
    answers = api(teacher).post("/api/v1/maths/check", body).json()["answers"]
    assert [answer["verdict"] for answer in answers] == ["right", "wrong", "unreadable", "unreadable"]
    assert all(answer["why"] for answer in answers)
    refused = api(teacher).post("/api/v1/maths/check", {**body, "key": "x +"})
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_question")
    assert list(refused.json()["errors"]) == ["key"]
    refused = api(teacher).post("/api/v1/maths/check", {**body, "test": {"test": "guess"}})
    assert list(refused.json()["errors"]) == ["test.test"]


def test_an_answer_in_another_form_is_explained_in_words(api, teacher):
    body = {"key": "x^2 + 2x + 1", "test": {"test": "equivalent", "form": ["expanded"]}, "answers": ["x(x + 2) + 1"]}
    [answer] = api(teacher).post(CHECK, body).json()["answers"]
    assert answer["verdict"] == "partly"
    assert " " in answer["why"]
    assert "_" not in answer["why"]


def checked(client, *lines, **more):
    return client.post(CHECK, {"lines": list(lines), **more})


def test_a_working_is_checked_line_by_line(api, teacher):
    body = checked(api(teacher), "x^2 = 3x", "x^2 - 3x = 0", "x +", "x = 3").json()
    assert [line["follows"] for line in body["lines"]] == [None, True, None, False]
    assert [line["line"] for line in body["lines"]] == ["x^2 = 3x", "x^2 - 3x = 0", "x +", "x = 3"]
    assert body["lines"][2]["problem"]["code"] == "ended"
    assert "0" in body["lines"][3]["why"]
    assert (body["first_wrong"], body["is_judged"]) == (3, False)


def test_a_right_working_has_no_first_wrong_line(api, teacher):
    body = checked(api(teacher), "2x + 3 = 11", "2x = 8", "x = 4").json()
    assert (body["first_wrong"], body["is_judged"]) == (None, True)
    assert {line["latex"] is None for line in body["lines"]} == {False}


def test_a_working_is_read_in_the_question_s_notation(api, teacher):
    product, applied = (
        checked(api(teacher), "p(x+1)", test={"test": "equivalent", "functions": names}).json()["lines"][0]["latex"]
        for names in ([], ["p"])
    )
    assert product != applied


def test_the_lines_of_the_question_are_not_judged(api, teacher):
    lines = ["x + y = 3", "x - y = 1", "2x = 4"]
    follows = [line["follows"] for line in checked(api(teacher), *lines, given=2).json()["lines"]]
    assert follows == [None, None, True]


@pytest.mark.parametrize(
    "body",
    [
        {"lines": []},
        {"lines": ["x"] * 41},
        {"lines": ["x" * 1001]},
        {"lines": ["x = 1"], "given": 0},
        {"lines": ["x = 1"], "answers": ["x"]},
        {"lines": ["x = 1"], "test": {"angle": "gradian"}},
        {"answers": ["x"]},
        ["x = 1"],
    ],
)
def test_a_working_that_is_none_is_refused(api, teacher, body):
    answer = api(teacher).post(CHECK, body)
    assert answer.status_code == 400
    assert answer.json()["code"]


def test_a_student_checks_no_working(api, student):
    assert checked(api(student), "x = 1").status_code == 403


@pytest.fixture
def room(student, batch):
    """An open attempt of a question in which p is a function, and how it is named."""
    attempt = open_attempt(student=student, exam=open_exam(paper_version=typed_paper("value"), batch=batch))
    return {"attempt": attempt.pk, "item": items_by_name(attempt.paper_version)["value"]}


@pytest.fixture
def latex_of(api, student):
    """`latex_of(text, **place)` as the student sees it."""
    return lambda text, **place: api(student).post(READ, {"text": text, **place}).json()["latex"]


def test_in_the_room_a_text_is_read_in_the_question_s_notation(latex_of, room):
    assert latex_of("p(x+1)") != latex_of("p(x+1)", **room)
    assert latex_of("f(x+1)") == latex_of("f(x+1)", **room)


def test_the_notation_of_the_key_is_not_shown(student, batch, latex_of):
    """The key of "length" has a unit. The student's "m" is still read as a letter, so the unit stays unknown."""
    exam = open_exam(paper_version=typed_paper("length"), batch=batch)
    attempt = open_attempt(student=student, exam=exam)
    place = {"attempt": attempt.pk, "item": items_by_name(attempt.paper_version)["length"]}
    assert latex_of("5 m", **place) == latex_of("5 m") != read("5 m", Notation(units=True)).latex


def test_the_answer_in_the_room_is_nothing_but_a_reading(api, student, room):
    answer = api(student).post(READ, {"text": "p(0) + (p(1) - p(0)) x", **room})
    assert (answer.status_code, set(answer.json())) == (200, {"latex", "is_ambiguous", "problem"})


@pytest.mark.parametrize(
    ("who", "status"), [("other_student", 404), ("parent", 403), ("teacher", 403), ("other_teacher", 404)]
)
def test_nobody_else_reads_in_a_student_s_room(api, request, room, who, status):
    client = api(request.getfixturevalue(who))
    assert client.post(READ, {"text": "p(x)", **room}).status_code == status


def test_a_room_that_is_left_reads_nothing(api, student, batch):
    exam = open_exam(paper_version=typed_paper("value"), batch=batch)
    attempt = submitted_attempt(student=student, exam=exam, answers={})
    place = {"attempt": attempt.pk, "item": items_by_name(attempt.paper_version)["value"]}
    assert api(student).post(READ, {"text": "p(x)", **place}).status_code == 403


def test_a_paused_room_still_reads(latex_of, room):
    Attempt.objects.filter(pk=room["attempt"]).update(status="paused")
    assert latex_of("p(x)", **room)


@pytest.mark.parametrize("change", [{"item": 1_000_000}, {"part": "i"}, {"attempt": 1_000_000}])
def test_what_is_not_asked_there_does_not_exist(api, student, room, change):
    assert api(student).post(READ, {"text": "x", **room, **change}).status_code == 404


@pytest.mark.parametrize("gone", ["attempt", "item"])
def test_a_question_is_named_whole(api, student, room, gone):
    room.pop(gone)
    answer = api(student).post(READ, {"text": "x", **room})
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {gone})


def test_a_question_that_is_no_typed_maths_is_not_read(api, student, batch):
    attempt = open_attempt(student=student, exam=open_exam(paper_version=typed_paper("square"), batch=batch))
    place = {"attempt": attempt.pk, "item": items_by_name(attempt.paper_version)["square"]}
    assert api(student).post(READ, {"text": "x", **place}).status_code == 404
