import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from learning.curriculum.actions import DATA
from learning.curriculum.models import Chapter, Programme, Subject, Topic, Unit

pytestmark = pytest.mark.django_db


def load(*files) -> str:
    out = StringIO()
    call_command("load_syllabus", *files, stdout=out)
    return out.getvalue()


@pytest.fixture
def document():
    return json.loads((DATA / "cbse-10.json").read_text())


def write(tmp_path, document) -> str:
    path = tmp_path / "syllabus.json"
    path.write_text(json.dumps(document))
    return str(path)


def test_the_shipped_files_are_complete():
    load()
    assert list(Subject.objects.values_list("code", flat=True)) == ["maths-10", "maths-12"]
    marks = {s.code: list(s.units.values_list("marks", flat=True)) for s in Subject.objects.all()}
    assert marks == {"maths-10": [6, 20, 6, 15, 12, 10, 11], "maths-12": [8, 10, 35, 14, 5, 8]}
    assert Chapter.objects.filter(unit__subject__code="maths-10").count() == 14
    assert Chapter.objects.filter(unit__subject__code="maths-12").count() == 13
    assert not Chapter.objects.filter(topics=None).exists()
    assert not Topic.objects.filter(name_hi="").exists()


def test_loading_again_changes_nothing():
    load()
    before = list(Topic.objects.order_by("id").values_list("id", "code", "name"))
    report = load()
    assert "maths-10: 0 added, 0 changed, 77 unchanged" in report
    assert list(Topic.objects.order_by("id").values_list("id", "code", "name")) == before


def test_a_rename_updates_the_same_row(tmp_path, document):
    load()
    topic = Topic.objects.get(code="maths-10.1.1")
    document["subjects"][0]["units"][0]["chapters"][0]["topics"][0]["name"] = "Unique factorisation"
    assert "0 added, 1 changed" in load(write(tmp_path, document))
    topic.refresh_from_db()
    assert topic.name == "Unique factorisation"


def test_what_the_file_no_longer_names_is_kept_and_reported(tmp_path, document):
    load()
    del document["subjects"][0]["units"][0]["chapters"][0]["topics"][-1]
    assert "kept though not in the file: maths-10.1.5" in load(write(tmp_path, document))
    assert Topic.objects.filter(code="maths-10.1.5").exists()


def unit(document):
    return document["subjects"][0]["units"][0]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda d: unit(d).update(marks=7), "do not sum to 80"),
        (lambda d: unit(d).pop("marks"), "do not sum to 80"),
        (lambda d: d["subjects"][0].pop("marks"), "have marks, the subject has not"),
        (lambda d: unit(d)["chapters"][0].update(code="maths-10.9"), "has the code 'maths-10.9'"),
        (lambda d: unit(d)["chapters"][0]["topics"][1].update(number=1, code="maths-10.1.1"), "appears twice"),
        (lambda d: d["subjects"][0].pop("units"), "missing"),
        (lambda d: d.pop("programme"), "missing"),
        (lambda d: d["programme"].update(code="CBSE X"), "is no code"),
    ],
)
def test_a_wrong_file_changes_nothing(tmp_path, document, spoil, message):
    spoil(document)
    with pytest.raises(CommandError, match=message):
        load(write(tmp_path, document))
    assert not Programme.objects.exists()
    assert not Subject.objects.exists()
    assert not Unit.objects.exists()


def test_each_file_is_a_programme_with_its_subjects():
    load()
    programmes = Programme.objects.values_list("code", "board", "school_class", "subjects__code")
    assert list(programmes) == [("cbse-10", "CBSE", "X", "maths-10"), ("cbse-12", "CBSE", "XII", "maths-12")]


# An examination has no board, no class and no marks of units; its Hindi names may come later.
CSAT = {
    "programme": {"code": "upsc-prelims", "name": "UPSC prelims", "position": 5},
    "subjects": [
        {
            "code": "csat",
            "name": "CSAT",
            "position": 5,
            "units": [
                {
                    "number": 1,
                    "name": "Basic numeracy",
                    "chapters": [
                        {
                            "code": "csat.1",
                            "number": 1,
                            "name": "Ratio and percentage",
                            "topics": [{"code": "csat.1.1", "number": 1, "name": "Successive percentages"}],
                        }
                    ],
                }
            ],
        },
        {"code": "gs-1", "name": "General studies", "position": 6, "units": []},
    ],
}


def test_a_programme_of_another_kind_is_a_file_of_the_same_form(tmp_path, api, student):
    report = load(write(tmp_path, CSAT))
    assert "upsc-prelims: 1 added, 0 changed" in report
    assert "csat: 4 added, 0 changed" in report
    row = next(row for row in api(student).get("/api/v1/programmes").json()["results"] if row["id"] == "upsc-prelims")
    assert (row["board"], row["school_class"]) == ("", "")
    assert [subject["id"] for subject in row["subjects"]] == ["csat", "gs-1"]
    csat = api(student).get("/api/v1/subjects/csat").json()
    assert (csat["programme"], csat["units"][0]["marks"]) == ("upsc-prelims", None)
    assert api(student).get("/api/v1/subjects/csat/topics").json()["results"][0]["id"] == "csat.1.1"


def test_a_subject_does_not_move_to_another_programme(tmp_path, document):
    load()
    document["programme"].update(code="icse-10", board="ICSE")
    with pytest.raises(CommandError, match="belongs to another programme"):
        load(write(tmp_path, document))
    assert Subject.objects.get(code="maths-10").programme.code == "cbse-10"
    assert not Programme.objects.filter(code="icse-10").exists()


def test_what_the_office_no_longer_offers_stays_so_when_the_file_is_loaded_again():
    load()
    Programme.objects.filter(code="cbse-12").update(is_offered=False)
    load()
    assert not Programme.objects.get(code="cbse-12").is_offered
