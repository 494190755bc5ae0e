"""The fixed cast. Every access test takes the owner, a neighbour and an outsider from here."""

from typing import Any

import pytest


@pytest.fixture
def maths_10(db: None) -> Any:
    """Return the subject that everybody in the cast learns or teaches."""
    from mathvidya.testing.factories.curriculum import subject_of

    return subject_of("cbse-10")


@pytest.fixture
def programmes(db: None) -> Any:
    """Return the programmes that somebody who registers can choose: CBSE X and CBSE XII."""
    from mathvidya.testing.factories.curriculum import programme

    return [programme("cbse-10"), programme("cbse-12")]


@pytest.fixture
def batch(db: None) -> Any:
    from mathvidya.testing.factories.classroom import batch_of

    return batch_of("cbse-10", name="X A")


def person(role: str, name: str, **more: Any) -> Any:
    from mathvidya.testing.factories.accounts import UserFactory

    return UserFactory(role=role, first_name=name, email=f"{name.lower()}@example.org", **more)


@pytest.fixture
def student(batch: Any) -> Any:
    """Return Asha, in the programme CBSE X and in `batch`; a guardian has consented."""
    from learning.classroom.models import BatchMember

    asha = person("student", "Asha")
    BatchMember.objects.create(batch=batch, student=asha)
    return asha


@pytest.fixture
def other_student(db: None) -> Any:
    """Return Ravi: cleared, in no batch, a stranger to everybody."""
    return person("student", "Ravi")


@pytest.fixture
def pending_student(db: None) -> Any:
    """Return Mira: fifteen, and nobody has consented yet."""
    from datetime import timedelta

    from django.utils import timezone

    born = timezone.localdate() - timedelta(days=15 * 365)
    return person("student", "Mira", consented_at=None, date_of_birth=born)


@pytest.fixture
def parent(student: Any) -> Any:
    """Return Lata, the confirmed guardian of `student`."""
    from mathvidya.testing.factories.accounts import GuardianshipFactory

    lata = person("parent", "Lata")
    GuardianshipFactory(child=student, guardian=lata)
    return lata


@pytest.fixture
def other_parent(db: None) -> Any:
    """Return Imran: a parent with no confirmed link."""
    return person("parent", "Imran")


@pytest.fixture
def teacher(batch: Any, maths_10: Any) -> Any:
    """Return Nila, who teaches maths-10 to `batch`."""
    from learning.classroom.models import Teaching

    nila = person("teacher", "Nila")
    Teaching.objects.create(teacher=nila, subject=maths_10, batch=batch)
    return nila


@pytest.fixture
def other_teacher(db: None) -> Any:
    """Return Kabir, a teacher who teaches nothing here."""
    return person("teacher", "Kabir")


@pytest.fixture
def counselor(db: None) -> Any:
    return person("counselor", "Farah")


@pytest.fixture
def admin(db: None) -> Any:
    return person("admin", "Devi")
