"""Who sees, takes, manages and gets notices of an exam: the same answer at every door."""

import pytest

from tests.people import exam_doors, table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("door", exam_doors.SITS)
def test_students_sit_the_exams_meant_for_them(door, walk, institute):
    assert walk(exam_doors.SITS[door], table.SITS, institute.exams) == []


@pytest.mark.parametrize("door", exam_doors.SEES)
def test_guardians_see_the_exams_of_their_children(door, walk, institute):
    assert walk(exam_doors.SEES[door], table.SEES_THROUGH_CHILD, institute.exams) == []


def of_coming(rows):
    """A table's columns of the exams that open later."""
    return {name: {exam: cells[exam] for exam in ("batch_exam", "draft")} for name, cells in rows.items()}


@pytest.mark.parametrize("door", exam_doors.COMES)
def test_students_are_shown_what_comes(door, walk, institute):
    assert walk(exam_doors.COMES[door], of_coming(table.SITS), institute.coming) == []


@pytest.mark.parametrize("door", exam_doors.COMES_FOR_A_CHILD)
def test_guardians_are_shown_what_comes_for_their_children(door, walk, institute):
    assert walk(exam_doors.COMES_FOR_A_CHILD[door], of_coming(table.SEES_THROUGH_CHILD), institute.coming) == []


@pytest.mark.parametrize("door", ["start", "exam page"])
def test_nobody_sits_for_a_child(door, walk, institute):
    nothing = {name: dict.fromkeys(cells, False) for name, cells in table.SEES_THROUGH_CHILD.items()}
    assert walk(exam_doors.SITS[door], nothing, institute.exams) == []


@pytest.mark.parametrize("door", exam_doors.MANAGES)
def test_teachers_manage_the_exams_of_what_they_teach(door, walk, institute):
    assert walk(exam_doors.MANAGES[door], table.MANAGES, institute.exams) == []


def test_a_teachers_home_has_the_running_exams_they_manage(walk, institute):
    running = {
        name: {**cells, "draft": False} for name, cells in table.MANAGES.items() if name not in {"admin", "counselor"}
    }
    assert walk(exam_doors.running_on_home, running, institute.exams) == []


@pytest.mark.parametrize("door", exam_doors.HEARS)
def test_a_published_exam_is_announced_to_those_it_is_meant_for(door, walk, institute):
    assert walk(exam_doors.HEARS[door], table.HEARS, institute.exams) == []
