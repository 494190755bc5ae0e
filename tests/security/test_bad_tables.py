"""Tables and question files of no spreadsheet and no editor, uploaded on pages."""

import io
import json

import pytest

from accounts.models import User
from mathvidya.testing.factories.accounts import UserFactory
from questions.models import ImportRun, Question

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/import/"
HEAD = "email,first_name,last_name,role,date_of_birth,phone,language,time_zone\n"
ROW = "neha{0}@example.org,Neha,Rao,student,1999-05-17,,en,Asia/Kolkata\n"


def upload(client, data: bytes, *, name="people.csv", url=PEOPLE, **fields):
    file = io.BytesIO(data)
    file.name = name
    chosen = {"import_file": file, "format": "0"} if url == PEOPLE else {"file": file, "subject": "maths-10"}
    return client.post(url, {**chosen, **fields})


def taken(client, data: bytes) -> bool:
    """Whether the table passes the look and, confirmed, makes people."""
    people = User.objects.count()
    look = upload(client, data)
    assert look.status_code == 200, look.content[:300]
    form = look.context.get("confirm_form")
    assert User.objects.count() == people
    if form is None:
        return False
    answer = client.post("/admin/accounts/user/process_import/", {f: form[f].value() for f in form.fields}, follow=True)
    assert answer.status_code == 200
    return User.objects.count() > people


def test_a_plain_table_with_a_mark_of_excel_is_taken(browser, admin):
    assert taken(browser(admin), ("\ufeff" + HEAD + ROW.format(1)).encode("utf-8"))
    assert User.objects.get(email="neha1@example.org").has_usable_password() is False


def test_a_nul_in_a_name_is_dropped(browser, admin):
    assert taken(browser(admin), (HEAD + ROW.format(1).replace("Rao", "R\0ao")).encode())
    assert User.objects.get(email="neha1@example.org").last_name == "Rao"


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + ROW.format("é").replace("Rao", "Râo")).encode("cp1252"),
        (HEAD + ROW.format(1).replace("Rao", "x" * 131_073)).encode(),
        (HEAD + "".join(ROW.format(number) for number in range(5_001))).encode(),
        (HEAD + ROW.format(1).replace("student", "root")).encode(),
        (HEAD + ROW.format(1).replace("1999-05-17", "2031-02-30")).encode(),
        (HEAD + ROW.format(1).replace("neha1@", "neha1@@")).encode(),
        (HEAD + '"' * 99).encode(),
        b"",
        b"\xff\xfe\x00",
    ],
    ids=["cp1252", "a cell too long", "5001 rows", "role", "day", "address", "quotes", "empty", "utf-16"],
)
def test_a_bad_table_is_reported_and_nothing_is_stored(browser, admin, data):
    assert not taken(browser(admin), data)


def test_the_same_person_twice_is_one_person(browser, admin):
    twice = ROW.format(1) + ROW.format(1).replace("neha1@example.org", " NEHA1@Example.ORG")
    taken(browser(admin), (HEAD + twice).encode())
    assert User.objects.filter(email__iexact="neha1@example.org").count() <= 1


@pytest.mark.parametrize("start", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_a_spreadsheet_takes_no_name_for_a_formula(browser, admin, start):
    UserFactory(first_name=start, last_name=start)
    chosen = {"format": "0", "resource": "", **{f"personresource_{name}": "on" for name in HEAD.strip().split(",")}}
    table = browser(admin).post("/admin/accounts/user/export/", chosen)
    assert table.status_code == 200
    assert f"'{start}" in table.content.decode()


AQUA = {"question": "1 + 1?", "options": ["A)1", "B)2"], "rationale": "Answer: B", "correct": "B"}
QUESTION_FILES = {
    "depth": b'{"questions": ' + b"[" * 100_000,
    "a deep line": json.dumps(AQUA).encode() + b"\n" + b"[" * 100_000,
    "depth 900": b'{"questions": [{"spec": ' + b"[" * 900 + b"]" * 900 + b"}]}",
    "a key twice": b'{"questions": [], "questions": []}',
    "NaN": b'{"questions": [{"marks": NaN}]}',
    "digits": b'{"questions": [{"difficulty": ' + b"9" * 5000 + b"}]}",
    "nul": b'{"questions": [{"ref": "a\\u0000"}]}',
    "a bare nul": json.dumps(AQUA).encode().replace(b"1 + 1", b"1 \0 1"),
    "a bare nul later": json.dumps(AQUA).encode() + b"\n\0",
    "half a pair": b'{"questions": [{"ref": "\\ud800"}]}',
    "no UTF-8": b'{"questions": [{"ref": "\xff"}]}',
    "5001": b'{"questions": [' + b",".join([b"{}"] * 5_001) + b"]}",
    "8 MB": b'{"questions": "' + b"x" * 8_000_001 + b'"}',
}


@pytest.mark.parametrize("kind", QUESTION_FILES)
def test_a_bad_file_of_questions_is_refused_on_the_form(browser, teacher, maths_10, kind):
    client = browser(teacher)
    client.raise_request_exception = False
    answer = upload(client, QUESTION_FILES[kind], name="questions.json", url="/questions/import", apply="yes")
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:  # a file whose other lines are good: the bad one is refused in its report
        shown = client.get(answer["Location"])
        assert shown.status_code == 200
        assert ImportRun.objects.get().report["totals"]["question"].get("refused") == 1
    assert Question.objects.count() <= (kind == "a deep line")


@pytest.mark.parametrize("escape", ["\\u0000", "\\ud800", "\\udfff\\u0000"])
@pytest.mark.parametrize("field", ["question", "rationale", "correct", "options"])
def test_a_letter_that_cannot_be_stored_is_refused_with_its_line(browser, teacher, maths_10, field, escape):
    client = browser(teacher)
    client.raise_request_exception = False
    bad = {**AQUA, "question": "2 + 1?", field: [f"A)1{'@'}", "B)2"] if field == "options" else AQUA[field] + "@"}
    lines = f"{json.dumps(AQUA)}\n{json.dumps(bad).replace('@', escape)}".encode()
    assert upload(client, lines, name="aqua.json", url="/questions/import", apply="yes").status_code == 302
    assert ImportRun.objects.get().report["totals"]["question"] == {"new": 1, "refused": 1}
    assert Question.objects.count() == 1
