"""Who gets into the socket of an exam: the same table as at every other door, with rows that are committed."""

import pytest

from tests.people import exam_doors, table
from tests.people.conftest import let_in, wrong_cells
from tests.people.institute import Institute, build

pytestmark = pytest.mark.django_db(transaction=True)

NOBODY = {name: dict.fromkeys(cells, False) for name, cells in table.SEES_THROUGH_CHILD.items()}


@pytest.fixture
def committed(transactional_db: None) -> Institute:
    made = build()
    let_in(made)
    return made


@pytest.mark.parametrize("people", [table.SITS, NOBODY, table.MANAGES], ids=["students", "guardians", "teachers"])
def test_the_socket_of_an_exam_lets_in_the_same_people_as_its_other_doors(people, committed):
    assert wrong_cells(committed, exam_doors.socket, people, committed.exams) == []
