"""Each role sees its own entries, only where the address exists, and knows where it is."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import path

from mathvidya.web import navigation

pytestmark = pytest.mark.django_db


def nothing(request):
    raise AssertionError("never asked")


urlpatterns = [
    path("home", nothing, name="home"),
    path("exams", nothing, name="exam_list"),
    path("exams/manage", nothing, name="exam_manage"),
    path("marking", nothing, name="marking_queue"),
    path("results", nothing, name="result_list"),
    path("questions", nothing, name="question_list"),
    path("papers", nothing, name="paper_list"),
    path("overview", nothing, name="overview"),
    path("marking/promises", nothing, name="marking_sla"),
    path("extra", nothing, name="extra"),
]


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("student", ["/home", "/exams", "/results"]),
        ("parent", ["/home", "/results"]),
        ("teacher", ["/home", "/marking", "/exams/manage", "/questions", "/papers"]),
        ("admin", ["/overview", "/exams/manage", "/marking/promises", "/questions", "/papers"]),
        ("counselor", ["/home"]),
        ("", []),
    ],
)
def test_each_role_sees_its_own(role, expected):
    assert [link.url for link in navigation.links_for(role, "/")] == expected


@pytest.mark.parametrize(
    ("path", "current"),
    [("/home", "/home"), ("/exams/manage/7", "/exams/manage"), ("/examsy", None), ("/questions/3/edit", "/questions")],
)
def test_the_closest_entry_is_where_one_is(path, current):
    found = [link.url for link in navigation.links_for("teacher", path) if link.is_current]
    assert found == ([current] if current else [])


def test_what_does_not_fit_a_phone_is_under_more(admin):
    request = RequestFactory().get("/")
    request.user = admin
    template = Template("{% navigation as nav %}{{ nav.links|length }} {{ nav.tabs|length }} {{ nav.more|length }}")
    with navigation.entries.temporarily("extra", navigation.Entry("Extra", "home", {"admin"})):
        assert template.render(Context({"request": request})) == "6 4 2"
