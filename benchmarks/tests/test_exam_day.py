"""The simulated day: its schedule, its sheets, and the check, which must find every loss."""

import hashlib
import io

import pytest
from PIL import Image

from benchmarks.exam_day.check import is_kept
from benchmarks.exam_day.photographs import draw_sheets, make_unique
from benchmarks.exam_day.schedule import PAGES, Day, Kind, acts_of

DAY = Day(students=400, length=240, photographing=0.5)


def test_everybody_starts_first_and_hands_in_last_within_the_day():
    for student in range(DAY.students):
        acts = acts_of(DAY, student)
        kinds = [act.kind for act in acts if act.kind is not Kind.SIGN_IN]
        assert (kinds[0], kinds[-1]) == (Kind.START, Kind.SUBMIT)
        assert kinds.count(Kind.START) == kinds.count(Kind.SUBMIT) == 1
        assert acts[0].at >= 0
        assert acts[-1].at <= DAY.length
        assert kinds.count(Kind.PAGE) in (0, *PAGES)


def test_most_arrive_within_the_rush_and_submit_during_the_last_one():
    plans = [acts_of(DAY, student) for student in range(DAY.students)]
    assert sum(plan[0].at <= DAY.bell for plan in plans) >= 0.9 * DAY.students
    assert sum(plan[-1].at >= DAY.length - DAY.bell for plan in plans) >= 0.7 * DAY.students


def test_a_student_saves_about_as_often_as_the_day_says():
    saves = [act for student in range(DAY.students) for act in acts_of(DAY, student) if act.kind is Kind.SAVE]
    sat = sum(acts_of(DAY, student)[-1].at - acts_of(DAY, student)[0].at for student in range(DAY.students))
    assert len(saves) == pytest.approx(sat / DAY.save_every, rel=0.1)


def test_the_same_seed_gives_the_same_day_again():
    assert acts_of(DAY, 7) == acts_of(DAY, 7)
    assert acts_of(DAY, 7) != acts_of(DAY, 7, seed=1)


def test_a_sheet_made_unique_is_the_same_picture_in_other_bytes():
    [sheet] = draw_sheets(1)
    first, second = make_unique(sheet, "one"), make_unique(sheet, "two")
    assert hashlib.sha256(first).digest() != hashlib.sha256(second).digest()
    assert Image.open(io.BytesIO(first)).tobytes() == Image.open(io.BytesIO(sheet)).tobytes()


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        ((5, {"option": "a"}), True),
        ((6, {"option": "b"}), True),
        ((5, {"option": "b"}), False),
        ((4, {"option": "a"}), False),
        (None, False),
    ],
)
def test_an_acknowledged_answer_is_kept_as_it_was_or_newer(stored, kept):
    assert is_kept((5, {"option": "a"}), stored) is kept
