"""Files uploaded on the page: checked, imported, all or nothing, large ones by a worker and once."""

import io
import json

import pytest

from questions.actions.import_runs import forget_imports
from questions.events import ImportRequested
from questions.handlers import hand_file_to_workers
from questions.models import ImportRun, Question, QuestionVersion
from questions.tasks import take_import

pytestmark = pytest.mark.django_db
URL = "/questions/import"


def line(number, **changes):
    row = {
        "question": f"What is {number} + 3?",
        "options": [f"A){number + 2}", f"B){number + 3}", f"C){number + 4}"],
        "rationale": f"{number} + 3 = {number + 3}\nAnswer: B",
        "correct": "B",
    }
    return json.dumps({**row, **changes})


def upload(client, *lines, **more):
    file = io.BytesIO("\n".join(lines).encode())
    file.name = "aqua.json"
    return client.post(URL, {"file": file, "subject": "maths-10", **more}, follow=True)


def test_a_look_then_the_file(browser, teacher):
    client = browser(teacher)
    page = upload(client, line(1), line(2, correct="A")).content.decode()
    assert "Nothing was kept" in page
    assert "The rationale answers B, but the key is A." in page
    assert not Question.objects.exists()
    run = ImportRun.objects.get()
    taken = client.post(f"/questions/imports/{run.pk}/apply", follow=True).content.decode()
    assert "Imported." in taken
    assert Question.objects.count() == 1
    newest = ImportRun.objects.first()
    assert (newest.text, newest.state, newest.dry_run) == ("", "done", False)
    assert client.post(f"/questions/imports/{newest.pk}/apply").status_code == 409
    assert client.get(URL).status_code == 200


def test_all_or_nothing(browser, teacher):
    client = browser(teacher)
    page = upload(client, line(1), line(2, correct="A"), apply="yes", is_whole="on").content.decode()
    assert "you asked for all or nothing" in page
    assert not Question.objects.exists()
    upload(client, line(1), line(2), apply="yes", is_whole="on")
    assert Question.objects.count() == 2


def test_a_large_file_is_taken_by_a_worker_and_once(browser, teacher, deliver, django_assert_max_num_queries):
    client = browser(teacher)
    lines = [line(number) for number in range(1, 251)]
    page = upload(client, *lines, apply="yes").content.decode()
    assert "250 questions wait for a worker" in page
    assert not Question.objects.exists()
    run = ImportRun.objects.get()
    poll = client.get(f"/questions/imports/{run.pk}?poll=1", headers={"HX-Request": "true"})
    assert 'hx-trigger="every 1500ms"' in poll.content.decode()
    with django_assert_max_num_queries(80):
        deliver()
    assert Question.objects.count() == 250
    run.refresh_from_db()
    assert (run.state, run.done, run.report["totals"]) == ("done", 250, {"question": {"new": 250}})
    hand_file_to_workers(ImportRequested(run_id=run.pk))
    take_import(run.pk)
    assert QuestionVersion.objects.count() == 250
    again = ImportRun.objects.get()
    assert (again.finished_at, again.report) == (run.finished_at, run.report)
    ended = client.get(f"/questions/imports/{run.pk}?poll=1", headers={"HX-Request": "true"})
    assert (ended.status_code, ended["HX-Refresh"]) == (286, "true")
    assert "1 / 3" in client.get(f"/questions/imports/{run.pk}").content.decode()


def test_a_worker_writes_only_where_the_one_who_asked_may(browser, teacher, deliver):
    upload(browser(teacher), *[line(number) for number in range(1, 251)], apply="yes")
    teacher.teachings.all().delete()
    deliver()
    run = ImportRun.objects.get()
    assert run.report["totals"] == {"question": {"refused": 250}}
    assert not Question.objects.exists()


def test_the_report_by_outcome_and_as_a_file(browser, teacher):
    client = browser(teacher)
    upload(client, line(1), line(2, correct="A"), line(3, question='=HYPERLINK("x")', correct="Z"))
    run = ImportRun.objects.get()
    url = f"/questions/imports/{run.pk}"
    assert client.get(f"{url}?show=refused").content.decode().count("<td data-label") == 2 * 4
    assert "No such line" in client.get(f"{url}?show=nonsense").content.decode()
    rows = client.get(f"{url}/report.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert rows[1].startswith("question,1,aqua-")


def test_each_import_has_a_page_and_a_report_of_its_own(browser, teacher):
    client = browser(teacher)
    for number in (1, 2):
        upload(client, line(number))
    for run in ImportRun.objects.all():
        assert client.get(f"/questions/imports/{run.pk}").context["run"] == run
        rows = client.get(f"/questions/imports/{run.pk}/report.csv").content.decode()
        assert run.report["lines"][0]["ref"] in rows


def test_a_spreadsheet_takes_no_reference_for_a_formula(browser, teacher):
    body = {"questions": [{"ref": "=1+1", "subject": "maths-10", "type": "written", "marks": "1", "spec": {}}]}
    client = browser(teacher)
    upload(client, json.dumps(body))
    report = client.get(f"/questions/imports/{ImportRun.objects.get().pk}/report.csv").content.decode()
    assert "'=1+1" in report


def test_a_file_without_questions_is_refused_on_the_form(browser, teacher):
    client = browser(teacher)
    for junk in ("[1]", "{", '{"questions": 5}', '{"unknown": []}'):
        assert upload(client, junk).status_code == 422
    assert upload(client, line(1), subject="").status_code == 422
    assert not ImportRun.objects.exists()


def test_an_import_is_seen_by_its_author_and_administrators(browser, teacher, other_teacher, student, admin):
    upload(browser(teacher), line(1))
    run = ImportRun.objects.get()
    for person in (other_teacher, student):
        for path in ("", "/report.csv"):
            assert browser(person).get(f"/questions/imports/{run.pk}{path}").status_code == 404
        assert browser(person).post(f"/questions/imports/{run.pk}/apply").status_code == 404
    assert browser(admin).get(f"/questions/imports/{run.pk}").status_code == 200
    assert not Question.objects.exists()


def test_old_imports_are_forgotten(browser, teacher):
    upload(browser(teacher), line(1))
    assert forget_imports() == 0
    ImportRun.objects.update(created_at="2020-01-01T00:00:00Z")
    assert forget_imports() == 1
    assert not ImportRun.objects.exists()
