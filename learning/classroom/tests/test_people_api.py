"""/students and /faculties: who sees which people, who may change what."""

import pytest

from accounts.models import User
from learning.classroom import access
from learning.classroom.actions import add_member, assign_teaching, create_batch, remove_member
from learning.classroom.models import BatchMember, Teaching
from mathvidya.testing.factories.classroom import batch_of
from mathvidya.testing.factories.curriculum import subject_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("programmes")]
STUDENTS, FACULTIES = "/api/v1/students", "/api/v1/faculties"


def names(answer):
    return [row["first_name"] for row in answer.json()["results"]]


def batches(answer):
    return [row["name"] for row in answer.json()["batches"]]


def test_a_teacher_sees_the_students_of_their_batches(api, teacher, student, other_student, other_teacher):
    assert names(api(teacher).get(STUDENTS)) == ["Asha"]
    assert names(api(other_teacher).get(STUDENTS)) == []
    assert api(teacher).get(f"{STUDENTS}/{student.pk}").json()["batches"][0]["name"] == "X A"
    assert api(teacher).get(f"{STUDENTS}/{other_student.pk}").status_code == 404
    assert api(other_teacher).get(f"{STUDENTS}/{student.pk}").status_code == 404
    assert "date_of_birth" not in api(teacher).get(f"{STUDENTS}/{student.pk}").json()


def test_a_teaching_of_no_batch_means_the_whole_class(maths_10, other_teacher, student, other_student):
    assign_teaching(teacher=other_teacher, subject=maths_10, batch=None)
    seen = set(access.students_taught_by(other_teacher))
    assert student in seen
    assert list(access.subjects_taught_by(other_teacher)) == [maths_10]


def test_access_ends_with_the_place_and_with_the_teaching(api, teacher, student, batch, admin):
    remove_member(batch=batch, student=student, by=admin)
    assert api(teacher).get(f"{STUDENTS}/{student.pk}").status_code == 404
    add_member(batch=batch, student=student, by=admin)
    assert list(access.batches_of(student)) == [batch]
    assert BatchMember.objects.count() == 2
    Teaching.objects.all().delete()
    assert api(teacher).get(f"{STUDENTS}/{student.pk}").status_code == 404


def test_filters(api, admin, student, other_student, batch):
    client = api(admin)
    assert names(client.get(STUDENTS)) == ["Asha", "Ravi"]
    assert names(client.get(f"{STUDENTS}?batch={batch.pk}")) == ["Asha"]
    assert names(client.get(f"{STUDENTS}?search=rav")) == ["Ravi"]
    assert names(client.get(f"{STUDENTS}?class=XII")) == []
    assert names(client.get(f"{STUDENTS}?status=inactive")) == []
    assert client.get(f"{STUDENTS}?batch=x").status_code == 400


@pytest.mark.parametrize("who", ["student", "parent"])
def test_no_lists_for_students_and_parents(api, request, who):
    client = api(request.getfixturevalue(who))
    assert client.get(STUDENTS).status_code == 403
    assert client.get(FACULTIES).status_code == 403
    assert api().get(STUDENTS).status_code == 401


def test_a_counselor_sees_nobody_without_leads(api, counselor, student):
    assert names(api(counselor).get(STUDENTS)) == []
    assert api(counselor).get(f"{STUDENTS}/{student.pk}").status_code == 404


def new(**changes):
    return {"email": "new@example.org", "first_name": "Neha", "student_class": "X", **changes}


def test_enrolling(api, teacher, admin, other_teacher, batch):
    made = api(teacher).post(STUDENTS, new(batches=[batch.pk], date_of_birth="2000-01-01"), format="json")
    assert made.status_code == 201, made.json()
    neha = User.objects.get(email="new@example.org")
    assert not neha.has_usable_password()
    assert made.json()["batches"] == [{"id": batch.pk, "name": "X A"}]
    again = api(admin).post(STUDENTS, new(), format="json")
    assert (again.status_code, again.json()["code"]) == (409, "email_taken")
    assert api(teacher).post(STUDENTS, new(email="b@example.org"), format="json").status_code == 403
    foreign = api(other_teacher).post(STUDENTS, new(email="c@example.org", batches=[batch.pk]), format="json")
    assert foreign.status_code == 400
    assert User.objects.filter(role="student").count() == 1


def test_a_child_enrolled_waits_for_consent(api, admin):
    made = (
        api(admin)
        .post(STUDENTS, new(date_of_birth="2012-01-01", guardian_email="amma@example.org"), format="json")
        .json()
    )
    assert made["status"] == "pending"
    assert User.objects.get(pk=made["id"]).guardian_links.get().guardian_email == "amma@example.org"


def test_changing_a_student(api, teacher, counselor, student, batch):
    second = create_batch(name="X B", programme=batch.programme, year="2026-27")
    client = api(teacher)
    answer = client.put(f"{STUDENTS}/{student.pk}", {"roll_number": "7", "first_name": "Asha K"}, format="json")
    assert (answer.json()["roll_number"], answer.json()["first_name"]) == ("7", "Asha K")
    assert client.put(f"{STUDENTS}/{student.pk}", {"batches": [second.pk]}, format="json").status_code == 400
    assert client.put(f"{STUDENTS}/{student.pk}", {"role": "admin"}, format="json").status_code == 400
    student.refresh_from_db()
    assert student.role == "student"
    assert list(access.batches_of(student)) == [batch]


def test_teachers_are_the_administrators_business(api, admin, teacher, maths_10, batch):
    assert api(teacher).get(FACULTIES).status_code == 403
    body = {"email": "t2@example.org", "first_name": "Tara", "teachings": [{"subject": "maths-10", "batch": batch.pk}]}
    made = api(admin).post(FACULTIES, body, format="json")
    assert made.status_code == 201, made.json()
    pk = made.json()["id"]
    assert names(api(admin).get(FACULTIES)) == ["Nila", "Tara"]
    changed = api(admin).put(f"{FACULTIES}/{pk}", {"daily_capacity": 5, "teachings": []}, format="json").json()
    assert (changed["daily_capacity"], changed["teachings"]) == (5, [])
    assert api(admin).get(f"{FACULTIES}/{teacher.pk + 999}").status_code == 404


def test_the_list_costs_the_same_for_few_and_many(api, admin, student, batch, django_assert_max_num_queries):
    from mathvidya.testing.factories.accounts import UserFactory

    client = api(admin)
    client.get(STUDENTS)
    with django_assert_max_num_queries(8) as few:
        client.get(STUDENTS)
    for number in range(10):
        add_member(batch=batch, student=UserFactory(role="student", email=f"s{number}@example.org"))
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(STUDENTS).json()["results"]) == 11


def test_who_is_enrolled_gets_one_mail_to_choose_a_password(api, admin, deliver, mailoutbox):
    from learning.classroom.events import PersonInvited
    from learning.classroom.handlers import ask_to_choose_a_password
    from mathvidya.notifications.models import Notification

    pk = api(admin).post(STUDENTS, new(date_of_birth="2000-01-01"), format="json").json()["id"]
    deliver()
    ask_to_choose_a_password(PersonInvited(user_id=pk))
    notice = Notification.objects.get(user_id=pk, key=f"invited:{pk}")
    assert "password" in notice.url


@pytest.mark.parametrize(
    ("who", "in_x", "in_xii"),
    [
        ("teacher", True, False),
        ("institute_x", True, False),
        ("institute_xii", False, True),
        ("other_teacher", False, False),
        ("admin", True, True),
    ],
)
def test_a_teacher_enrols_into_batches_they_take(
    api, teacher, other_teacher, admin, maths_10, batch, who, in_x, in_xii
):
    """A teacher into those they take, by name or as the class of a subject they take everywhere."""
    maths_12, far = subject_of("cbse-12"), batch_of("cbse-12", name="XII C")
    if who.startswith("institute"):
        taught = {"institute_x": maths_10, "institute_xii": maths_12}[who]
        assign_teaching(teacher=other_teacher, subject=taught, batch=None)
    client = api({"teacher": teacher, "admin": admin}.get(who, other_teacher))
    for place, is_allowed in ((batch, in_x), (far, in_xii)):
        answer = client.post(STUDENTS, new(email=f"in-{place.pk}@example.org", batches=[place.pk]), format="json")
        assert answer.status_code == (201 if is_allowed else 400)
    assert BatchMember.objects.count() == in_x + in_xii


def test_only_a_teacher_is_one(api, admin, teacher, student, counselor):
    for other in (student, counselor, admin):
        assert api(admin).get(f"{FACULTIES}/{other.pk}").status_code == 404
        assert api(admin).put(f"{FACULTIES}/{other.pk}", {"daily_capacity": 5}, format="json").status_code == 404
    assert api(admin).get(f"{FACULTIES}/{teacher.pk}").status_code == 200


def test_who_left_a_batch_is_neither_listed_in_it_nor_shown_with_it(api, admin, student, batch):
    remove_member(batch=batch, student=student, by=admin)
    assert names(api(admin).get(f"{STUDENTS}?batch={batch.pk}")) == []
    assert batches(api(admin).get(f"{STUDENTS}/{student.pk}")) == []


def test_who_is_a_teacher_no_longer_enrols_nobody_although_the_teachings_are_still_there(api, teacher, batch):
    User.objects.filter(pk=teacher.pk).update(role="counselor")
    teacher.refresh_from_db()
    assert api(teacher).post(STUDENTS, new(batches=[batch.pk]), format="json").status_code == 403
    assert not User.objects.filter(email="new@example.org").exists()
