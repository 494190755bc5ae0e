import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from learning.curriculum.actions import DATA
from learning.curriculum.models import Chapter, Subject, Topic, Unit

pytestmark = pytest.mark.django_db


def load(*files) -> str:
    out = StringIO()
    call_command("load_syllabus", *files, stdout=out)
    return out.getvalue()


@pytest.fixture
def document():
    return json.loads((DATA / "cbse-maths-10.json").read_text())


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
    document["units"][0]["chapters"][0]["topics"][0]["name"] = "Unique factorisation"
    assert "0 added, 1 changed" in load(write(tmp_path, document))
    topic.refresh_from_db()
    assert topic.name == "Unique factorisation"


def test_what_the_file_no_longer_names_is_kept_and_reported(tmp_path, document):
    load()
    del document["units"][0]["chapters"][0]["topics"][-1]
    assert "kept though not in the file: maths-10.1.5" in load(write(tmp_path, document))
    assert Topic.objects.filter(code="maths-10.1.5").exists()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda d: d["units"][0].update(marks=7), "do not sum to 80"),
        (lambda d: d["units"][0]["chapters"][0].update(code="maths-10.9"), "has the code 'maths-10.9'"),
        (lambda d: d["units"][0]["chapters"][0]["topics"][1].update(number=1, code="maths-10.1.1"), "stands twice"),
        (lambda d: d.pop("units"), "missing"),
    ],
)
def test_a_wrong_file_changes_nothing(tmp_path, document, spoil, message):
    spoil(document)
    with pytest.raises(CommandError, match=message):
        load(write(tmp_path, document))
    assert not Subject.objects.exists()
    assert not Unit.objects.exists()
