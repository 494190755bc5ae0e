"""Importing questions from files: the real AQuA file, hostile lines, our own JSON, pictures."""

import io
import json

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image

from exams.models import Paper, PaperItem
from mathvidya.testing.factories.bank import SPECS
from questions.actions.imports import import_document, import_file
from questions.models import Question, QuestionImage

pytestmark = pytest.mark.django_db
AQUA = settings.BASE_DIR.parent / "shared/data/aqua_dev.json"


def aqua_line(**changes):
    row = {
        "question": "What is 2 + 3?",
        "options": ["A)4", "B)5", "C)6", "D)7", "E)8"],
        "rationale": "2 + 3 = 5\nAnswer: B",
        "correct": "B",
    }
    return json.dumps({**row, **changes})


def take(*lines, **more):
    return import_file(text="\n".join(lines), images={}, subject="maths-10", by=None, **{"dry_run": False, **more})


@pytest.mark.skipif(not AQUA.exists(), reason="the real questions are not on this machine (shared/data/aqua_dev.json)")
def test_the_real_file(maths_10, tmp_path):
    out = io.StringIO()
    report_file = tmp_path / "report.json"
    call_command("import_questions", AQUA, subject="maths-10", report=report_file, stdout=out)
    assert "question: 249 new, 4 held, 1 refused" in out.getvalue()
    report = json.loads(report_file.read_text())
    by_line = {line["number"]: line for line in report["lines"]}
    assert len(by_line) == 254
    assert by_line[93]["outcome"] == "refused"
    assert by_line[93]["notes"] == ["Options A and D are the same: Rs 7925."]
    assert sorted(n for n, line in by_line.items() if line["outcome"] == "held") == [8, 85, 92, 253]
    assert by_line[253]["notes"][0] == "The number of the key, 676000, is nowhere in the rationale."
    charter = Question.objects.select_related("current").get(ref=by_line[5]["ref"])
    assert "costs \\$5,000" in charter.current.spec["stem"]
    assert [o["text"] for o in charter.current.spec["options"]] == ["7", "9", "13", "27", "45"]
    assert charter.current.spec["answer"] == {"option": "c"}
    assert "Apache-2.0" in charter.source
    assert Question.objects.filter(status="draft").count() == 4

    again = io.StringIO()
    call_command("import_questions", AQUA, subject="maths-10", stdout=again)
    assert "question: 253 same, 1 refused" in again.getvalue()

    call_command("draw_paper", "choice-20", "maths-10", seed=7, freeze=True, ref="drawn", stdout=io.StringIO())
    items = PaperItem.objects.filter(paper_version__paper__ref="drawn").select_related("question_version__question")
    assert len(items) == 20
    assert {item.question_version.question.status for item in items} == {"active"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"correct": "D"}, "The rationale answers B, but the key is D."),
        ({"correct": "F"}, "The key 'F' is not among the options."),
        ({"correct": ""}, "The key is missing."),
        ({"options": ["A)4", "B)5", "C)5.0", "D)7", "E)8"]}, "Options B and C have the same value: 5.0."),
        ({"options": ["A)4", "B)5", "C) 4 ", "D)7", "E)8"]}, "Options A and C are the same: 4."),
        ({"options": ["A)4", "5", "C)6"]}, "The option '5' does not begin with its letter."),
        ({"options": ["A)4", "C)5", "B)6"]}, "Options are out of order: C is where B should be."),
        ({"options": ["A)4", "B)", "C)6"]}, "Option B is empty."),
        ({"question": "  "}, "There is no question."),
        ({"options": "ABC"}, "This line holds no question with options."),
        ({"rationale": 5}, "Question, rationale, correct and options must be texts."),
    ],
)
def test_a_bad_line_is_refused_with_its_reason(maths_10, changes, reason):
    report = take(aqua_line(), aqua_line(**{"question": "Another?", **changes}), "{oops")
    assert [line.outcome for line in report.lines] == ["new", "refused", "refused"]
    assert reason in report.lines[1].notes
    assert report.lines[2].notes == ["This line is not JSON."]
    assert Question.objects.count() == 1


def test_what_markdown_would_eat_is_escaped_and_stray_characters_put_right(maths_10):
    report = take(
        aqua_line(question="Tom paid $5 and $7,\tthat is ___ * 2 ∗ 3 ⁄ 4. Total?", options=["A)$1", "B)5", "C)5!*4!"])
    )
    assert report.lines[0].outcome == "new"
    spec = Question.objects.get().current.spec
    assert spec["stem"] == "Tom paid \\$5 and \\$7, that is \\_\\_\\_ \\* 2 × 3 / 4. Total?"
    assert [option["text"] for option in spec["options"]] == ["\\$1", "5", "5!\\*4!"]


def test_a_repeated_question_is_taken_once(maths_10):
    report = take(aqua_line(), aqua_line())
    assert report.lines[1].notes == ["The same question as line 1."]


def test_a_dry_run_leaves_nothing(maths_10):
    report = take(aqua_line(), dry_run=True)
    assert report.lines[0].outcome == "new"
    assert not Question.objects.exists()


def document(**changes):
    questions = [
        {"ref": f"d-{type_}", "subject": "maths-10", "type": type_, "marks": marks, "spec": spec}
        for type_, (marks, spec) in SPECS.items()
    ]
    items = [
        {"question": "d-single_choice", "label": "1 (a)", "marks": "1", "group": "1"},
        {"question": "d-true_false", "label": "1 (b)", "marks": "1", "group": "1"},
        {"question": "d-written", "label": "2", "marks": "3"},
    ]
    section = {"key": "A", "title": "Section A", "groups": [{"key": "1", "pick": 1}], "items": items}
    paper = {"ref": "p-1", "title": "Short", "subject": "maths-10", "duration_minutes": 30, "sections": [section]}
    return {"questions": questions, "papers": [paper], **changes}


def load(body, **more):
    return import_document(**{"document": body, "images": {}, "by": None, "dry_run": False, **more})


def test_our_own_document_twice(maths_10):
    assert load(document()).totals == {"question": {"new": 9}, "paper": {"new": 1}}
    version = Paper.objects.get().versions.get()
    assert version.frozen_at is not None
    assert str(version.total_marks) == "4.00"
    assert load(document()).totals == {"question": {"same": 9}, "paper": {"same": 1}}
    assert Paper.objects.get().versions.count() == 1
    changed = document()
    changed["papers"][0]["duration_minutes"] = 45
    assert load(changed).totals["paper"] == {"changed": 1}
    assert Paper.objects.get().versions.count() == 2


def test_the_report_says_what_a_paper_lacks(maths_10):
    body = document()
    body["papers"][0]["sections"][0]["groups"] = []
    body["papers"].append({**document()["papers"][0], "ref": "p-2", "sections": [{"key": "A"}]})
    report = load(body)
    papers = [line for line in report.lines if line.kind == "paper"]
    assert [line.outcome for line in papers] == ["refused", "refused"]
    assert papers[0].notes == ["Group 1 does not say how many of its questions count."]
    assert not Paper.objects.exists()


def test_pictures_come_in_by_name_and_go_out_by_hash(maths_10):
    drawing = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawing, "PNG")
    body = document(images={"triangle": "triangle.png", "gone": "gone.png"}, papers=[])
    body["questions"] = body["questions"][:2]
    body["questions"][0]["spec"] = {**body["questions"][0]["spec"], "stem": "See ![a triangle](image:triangle)"}
    body["questions"][1]["spec"] = {**body["questions"][1]["spec"], "stem": "See ![nothing](image:gone)"}
    report = load(body, images={"triangle.png": drawing.getvalue()})
    assert [(line.kind, line.outcome) for line in report.lines] == [
        ("image", "new"),
        ("image", "refused"),
        ("question", "new"),
        ("question", "refused"),
    ]
    image = QuestionImage.objects.get()
    assert Question.objects.get().current.spec["stem"] == f"See ![a triangle](image:{image.sha256})"


def test_a_teacher_cannot_write_into_another_subject(api, teacher):
    from mathvidya.testing.factories.curriculum import subject_of

    subject_of("cbse-12")
    body = document(papers=[])
    body["questions"] = [{**body["questions"][0], "subject": "maths-12"}]
    report = api(teacher).post("/api/v1/questions/import", body, format="json").json()
    assert report["lines"][0]["notes"] == ["subject: you do not teach it."]
    assert not Question.objects.exists()
