"""What students learn: asked at registration, changed in the profile, kept by the office."""

import io
import json
import zipfile

import pytest
from django.utils import timezone

from accounts.events import PersonErased
from accounts.models import User
from learning.classroom.actions import WrongRole, choose_programmes
from learning.classroom.events import PlaceEnded
from learning.classroom.models import BatchMember, Enrolment
from learning.curriculum.models import Programme
from mathvidya.outbox.models import Event
from mathvidya.outbox.registry import emit
from mathvidya.testing.factories.accounts import UserFactory
from mathvidya.testing.factories.classroom import batch_of
from mathvidya.testing.factories.curriculum import programme, subject_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("programmes")]
REGISTER, ONBOARDING = "/api/v1/auth/register", "/api/v1/onboarding"
ME, STUDENTS = "/api/v1/auth/me", "/api/v1/students"
NEHA = {
    "email": "neha@example.org", "password": "a quiet river 42", "first_name": "Neha", "role": "student",
    "date_of_birth": "2000-01-01",
}  # fmt: skip


def learns(person):
    return list(
        Enrolment.objects.current()
        .filter(student=person)
        .order_by("programme__position")
        .values_list("programme__code", flat=True)
    )


# --- Registering -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"programmes": ["cbse-10"]}, ["cbse-10"]),
        ({"programmes": ["upsc-prelims", "cbse-12"]}, ["cbse-12", "upsc-prelims"]),
        ({"student_class": "XII"}, ["cbse-12"]),
        ({"student_class": "X", "programmes": ["upsc-prelims"]}, ["cbse-10", "upsc-prelims"]),
        ({"student_class": "X", "programmes": ["cbse-10"]}, ["cbse-10"]),
    ],
)
def test_the_app_registers_for_programmes(api, said, kept):
    programme("upsc-prelims")
    assert api().post(REGISTER, NEHA | said).status_code == 201
    assert learns(User.objects.get()) == kept


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "programmes"),
        ({"programmes": []}, "programmes"),
        ({"programmes": ["cbse-99"]}, "programmes"),
        ({"programmes": ["cbse-12"]}, "programmes"),
        ({"student_class": "V"}, "student_class"),
        ({"student_class": "XII"}, "student_class"),
    ],
)
def test_what_cannot_be_chosen_registers_nobody(api, said, field):
    Programme.objects.filter(code="cbse-12").update(is_offered=False)
    answer = api().post(REGISTER, NEHA | said)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not User.objects.exists()


def test_a_parent_is_not_asked(api):
    assert api().post(REGISTER, NEHA | {"role": "parent", "programmes": ["cbse-10"]}).status_code == 201
    assert not Enrolment.objects.exists()


def test_where_nothing_is_offered_nothing_is_asked(api, browser):
    Programme.objects.update(is_offered=False)
    assert "What do you want to learn?" not in browser().get("/accounts/signup/").content.decode()
    assert api().post(REGISTER, NEHA).status_code == 201


def test_the_page_asks_and_takes_several(browser):
    Programme.objects.create(code="old", name="No longer offered", is_offered=False)
    page = browser().get("/accounts/signup/").content.decode()
    assert "What do you want to learn?" in page
    assert "CBSE class XII" in page
    assert "No longer offered" not in page
    form = {name: value for name, value in NEHA.items() if name != "password"} | {"password1": NEHA["password"]}
    refused = browser().post("/accounts/signup/", form)
    assert refused.context["form"].errors["programmes"]
    assert not User.objects.exists()
    assert browser().post("/accounts/signup/", form | {"programmes": ["cbse-10", "cbse-12"]}).status_code == 302
    assert learns(User.objects.get()) == ["cbse-10", "cbse-12"]


# --- One's own choice ------------------------------------------------------------------------------------------------


def test_onboarding_changes_the_programmes_only_when_it_names_them(api, student):
    assert api(student).post(ONBOARDING, {"goals": ["90 in boards"]}).json()["programmes"] == ["cbse-10"]
    assert api(student).post(ONBOARDING, {"programmes": ["cbse-12"]}).status_code == 200
    assert learns(student) == ["cbse-12"]


def test_another_class_leaves_what_is_no_class(api):
    programme("upsc-prelims")
    person = UserFactory(programmes=["cbse-10", "upsc-prelims"])
    answer = api(person).patch(ME, {"student_class": "XII"}).json()
    assert (answer["programmes"], answer["student_class"], answer["board"]) == (
        ["cbse-12", "upsc-prelims"], "XII", "CBSE",
    )  # fmt: skip
    assert learns(person) == ["cbse-12", "upsc-prelims"]


def test_the_answer_about_a_person_has_choice_and_batch(api, teacher):
    programme("upsc-prelims")
    person = UserFactory(programmes=["upsc-prelims"])
    assert [api(person).get(ME).json()[name] for name in ("programmes", "student_class", "board")] == [
        ["upsc-prelims"], None, None,
    ]  # fmt: skip
    BatchMember.objects.create(batch=batch_of("cbse-10", name="Evening"), student=person)
    assert api(person).get(ME).json()["programmes"] == ["upsc-prelims", "cbse-10"]
    BatchMember.objects.update(left_on=timezone.localdate())
    assert api(person).get(ME).json()["programmes"] == ["upsc-prelims"]
    assert api(teacher).get(ME).json()["programmes"] == []


def test_the_app_cannot_leave_a_student_with_nothing(api, student, other_student):
    refused = api(other_student).patch(ME, {"programmes": []})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["programmes"])
    assert learns(other_student) == ["cbse-10"]
    assert api(student).patch(ME, {"programmes": []}).json()["programmes"] == ["cbse-10"]  # by batch


def test_the_class_one_is_in_already_is_not_moved_to_another_board(api):
    Programme.objects.create(code="icse-10", name="ICSE class X", board="ICSE", school_class="X", position=9)
    person = UserFactory(programmes=[])
    Enrolment.objects.create(student=person, programme=Programme.objects.get(code="icse-10"))
    assert api(person).patch(ME, {"student_class": "X"}).json()["board"] == "ICSE"
    assert learns(person) == ["icse-10"]


def profile(**change):
    return {"first_name": "Asha", "language": "en", "time_zone": "Asia/Kolkata", **change}


def test_the_profile_shows_and_changes_the_choice(browser, other_student):
    page = browser(other_student)
    assert page.get("/me").context["form"]["programmes"].value() == ["cbse-10"]
    assert page.post("/me", profile(programmes=["cbse-12"])).status_code == 302
    assert learns(other_student) == ["cbse-12"]
    refused = page.post("/me", profile())
    assert refused.context["form"].errors["programmes"]
    assert learns(other_student) == ["cbse-12"]


def test_who_learns_in_a_batch_need_not_choose(browser, student):
    page = browser(student)
    assert "In a batch: CBSE class X" in page.get("/me").content.decode()
    assert page.post("/me", profile()).status_code == 302
    assert learns(student) == []


def test_who_is_in_a_programme_that_is_no_longer_offered_may_stay(browser, other_student):
    Programme.objects.filter(code="cbse-10").update(is_offered=False)
    assert browser(other_student).post("/me", profile(programmes=["cbse-10"])).status_code == 302
    assert learns(other_student) == ["cbse-10"]


def test_a_parent_changes_it_for_their_child_and_nobody_else(api, student, parent, other_parent):
    path = f"/api/v1/children/{student.pk}"
    assert api(other_parent).patch(path, {"programmes": ["cbse-12"]}).status_code == 404
    assert learns(student) == ["cbse-10"]
    assert api(parent).patch(path, {"programmes": ["cbse-12"]}).json()["programmes"] == ["cbse-12", "cbse-10"]
    assert learns(student) == ["cbse-12"]


def test_children_are_shown_with_what_they_learn(browser, parent):
    assert "CBSE class X" in browser(parent).get("/children").content.decode()
    assert "CBSE class X" in browser(parent).get("/home").content.decode()


def test_leaving_a_programme_keeps_the_history_and_closes_what_it_opened(student):
    choose_programmes(student=student, programmes=[programme("cbse-12")])
    choose_programmes(student=student, programmes=[programme("cbse-12")])
    left = Enrolment.objects.get(student=student, programme__code="cbse-10")
    assert left.left_on == timezone.localdate()
    assert Event.objects.filter(name=PlaceEnded.name).count() == 1
    choose_programmes(student=student, programmes=[programme("cbse-10")])
    assert Enrolment.objects.filter(student=student, programme__code="cbse-10").count() == 2


def test_only_students_learn(teacher):
    with pytest.raises(WrongRole):
        choose_programmes(student=teacher, programmes=[programme("cbse-10")])
    assert not Enrolment.objects.exists()


# --- Staff -----------------------------------------------------------------------------------------------------------


def names(answer):
    return [row["first_name"] for row in answer.json()["results"]]


@pytest.mark.parametrize("query", ["class=XII", "programme=cbse-12"])
def test_students_are_found_by_what_they_learn_today(api, admin, student, query):
    UserFactory(first_name="Chose", programmes=["cbse-12"])
    taught = UserFactory(first_name="Taught", programmes=[])
    BatchMember.objects.create(batch=batch_of("cbse-12", name="XII A"), student=taught)
    gone = UserFactory(first_name="Gone", programmes=["cbse-12"])
    Enrolment.objects.filter(student=gone).update(left_on=timezone.localdate())
    BatchMember.objects.create(batch=batch_of("cbse-12", name="XII B"), student=student, left_on=timezone.localdate())
    assert names(api(admin).get(f"{STUDENTS}?{query}")) == ["Chose", "Taught"]


def test_the_office_enrols_in_programmes_and_changes_them(api, admin):
    body = {"email": "neha@example.org", "first_name": "Neha"}
    refused = api(admin).post(STUDENTS, body)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["programmes"])
    assert not User.objects.filter(role="student").exists()
    made = api(admin).post(STUDENTS, body | {"programmes": ["cbse-10", "cbse-12"]}).json()
    assert (made["programmes"], made["student_class"]) == (["cbse-10", "cbse-12"], "X")
    changed = api(admin).put(f"{STUDENTS}/{made['id']}", {"programmes": ["cbse-12"]}).json()
    assert (changed["programmes"], changed["student_class"]) == (["cbse-12"], "XII")


@pytest.mark.parametrize(
    ("programmes", "batch", "is_taught"),
    [(["cbse-10"], None, True), ([], "cbse-10", True), (["cbse-12"], None, False), ([], "cbse-12", False)],
)
def test_a_teaching_of_no_batch_is_of_the_whole_programme(api, admin, other_teacher, programmes, batch, is_taught):
    person = UserFactory(programmes=programmes)
    if batch:
        BatchMember.objects.create(batch=batch_of(batch, name="Evening"), student=person)
    teachings = {"teachings": [{"subject": subject_of("cbse-10").code, "batch": None}]}
    assert api(admin).put(f"/api/v1/faculties/{other_teacher.pk}", teachings).status_code == 200
    assert (api(other_teacher).get(f"{STUDENTS}/{person.pk}").status_code == 200) is is_taught


def test_the_list_costs_the_same_for_many_programmes(api, admin, student, queries_of):
    client = api(admin)
    few = queries_of(lambda: client.get(STUDENTS))
    for n in range(5):
        person = UserFactory()
        one = Programme.objects.create(code=f"course-{n}", name=f"Course {n}")
        Enrolment.objects.create(student=person, programme=one)
        Enrolment.objects.create(student=student, programme=one)
    assert queries_of(lambda: client.get(STUDENTS)) == few


# --- One's data ------------------------------------------------------------------------------------------------------


def test_the_export_has_programmes_past_and_present(api, student, parent, other_student):
    choose_programmes(student=student, programmes=[programme("cbse-12")])
    answer = api(parent).get(f"/api/v1/children/{student.pk}/export")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    rows = json.loads(archive.read("classroom.json"))["programmes"]
    today = timezone.localdate().isoformat()
    assert [(row["programme__code"], row["left_on"]) for row in rows] == [("cbse-10", today), ("cbse-12", None)]


def test_erasure_takes_a_person_out_of_their_programmes(student, other_student, deliver):
    choose_programmes(student=student, programmes=[programme("cbse-12")])
    for _time in range(2):
        emit(PersonErased(user_id=student.pk))
        deliver()
        assert not Enrolment.objects.filter(student=student).exists()
    assert learns(other_student) == ["cbse-10"]
