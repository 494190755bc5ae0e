"""Whose work and whose record one sees: the same answer at every door."""

import pytest

from tests.people import pupil_doors, table

pytestmark = pytest.mark.django_db
DESK = pupil_doors.WORK | pupil_doors.DESK


@pytest.mark.parametrize("door", [*DESK, *pupil_doors.MARKS])
def test_teachers_see_the_work_of_their_pupils(door, walk, institute):
    assert walk((DESK | pupil_doors.MARKS)[door], table.WORK, institute.tasks) == []


@pytest.mark.parametrize("door", pupil_doors.WORK)
def test_students_and_guardians_see_their_own_work(door, walk, institute):
    assert walk(pupil_doors.WORK[door], table.OWN_WORK, institute.tasks) == []


@pytest.mark.parametrize("door", ["queue", "script", "more time"])  # the page has no button for an administrator
def test_administrators_run_the_desk(door, walk, institute):
    assert walk(pupil_doors.DESK[door], table.DESK, institute.tasks) == []


@pytest.mark.parametrize("door", [*pupil_doors.RECORD, "progress"])
def test_teachers_know_their_pupils(door, walk, institute):
    assert walk((pupil_doors.RECORD | pupil_doors.PROGRESS)[door], table.TEACHES, institute.people) == []


@pytest.mark.parametrize("door", pupil_doors.PROGRESS)
def test_students_and_guardians_follow_their_own(door, walk, institute):
    assert walk(pupil_doors.PROGRESS[door], table.FOLLOWS, institute.people) == []


@pytest.mark.parametrize("door", pupil_doors.CHILD)
def test_guardians_answer_for_their_children(door, walk, institute):
    assert walk(pupil_doors.CHILD[door], table.ANSWERS_FOR, institute.people) == []
