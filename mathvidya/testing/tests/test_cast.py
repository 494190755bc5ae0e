"""The cast is as docs/testing.md says."""

from accounts.choices import LinkStatus
from learning.classroom.models import BatchMember, Teaching


def test_the_cast_is_linked(student, parent, teacher, other_student, other_parent, other_teacher, batch, maths_10):
    assert student.guardian_links.get().guardian == parent
    assert student.guardian_links.get().status == LinkStatus.CONFIRMED
    assert BatchMember.objects.get().student == student
    assert Teaching.objects.get(teacher=teacher, batch=batch, subject=maths_10)
    assert not other_teacher.teachings.exists()
    assert not other_parent.child_links.exists()
    assert not other_student.batch_places.exists()


def test_only_the_pending_student_waits(student, pending_student, counselor, admin):
    assert [p.is_cleared for p in (student, pending_student, counselor, admin)] == [True, False, True, True]


def test_the_cast_can_sign_in(student, browser):
    assert student.check_password("correct horse battery staple")
    assert browser(student).session["_auth_user_id"] == str(student.pk)


def test_an_idle_outbox_delivers_nothing(deliver):
    assert deliver() == 0
