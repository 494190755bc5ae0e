"""Querysets compiled into statements: the same rows as the ORM's, on either database."""

from datetime import date

import pytest
from django.db.models import F

from accounts.models import User
from mathvidya.fastlane.compiled import Column, Place, compiled
from mathvidya.fastlane.statements import Statement
from mathvidya.testing.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_place_takes_its_value_at_each_run():
    one, other = UserFactory(), UserFactory()
    statement = Statement(compiled(User.objects.filter(pk=Place("person")).values_list("email")))
    assert statement.rows({"person": one.pk}) == [(one.email,)]
    assert statement.rows({"person": other.pk}) == [(other.email,)]


def test_a_column_is_the_statements_around():
    one, other = UserFactory(first_name="Asha"), UserFactory(first_name="Ravi")
    named = compiled(User.objects.filter(pk=Column("person.id"), first_name="Asha").values("pk"))
    statement = Statement(f"SELECT person.id, EXISTS ({named}) FROM accounts_user person ORDER BY person.id")  # noqa: S608  (compiled)
    assert statement.rows({}) == [(one.pk, True), (other.pk, False)]


@pytest.mark.parametrize("name", ["Asha", "O'Neill", "100% Ravi", "%s", "'; DROP TABLE accounts_user; --"])
def test_constants_are_written_as_the_database_reads_them(name):
    person = UserFactory(first_name=name)
    UserFactory(first_name="Somebody else")
    people = User.objects.filter(first_name=name, is_active=True, session_epoch=0)
    assert Statement(compiled(people.values_list("pk"))).rows({}) == [(person.pk,)]


@pytest.mark.parametrize("value", [date(2026, 11, 21), "a\\b"])
def test_what_may_be_another_tomorrow_is_refused(value):
    field = "date_of_birth" if isinstance(value, date) else "first_name"
    with pytest.raises(TypeError, match="give it a Place"):
        compiled(User.objects.filter(**{field: value}))


@pytest.mark.parametrize(("kind", "name"), [(Place, "a b"), (Place, "x)s; --"), (Column, "a b"), (Column, "a.b; --")])
def test_names_are_names(kind, name):
    with pytest.raises(ValueError, match="is not a"):
        kind(name)


def test_two_places_of_one_name_are_one_value():
    person = UserFactory()
    people = User.objects.filter(pk=Place("person"), erase_asked_by=None).exclude(pk__gt=Place("person"))
    assert Statement(compiled(people.annotate(key=F("pk")).values_list("key"))).rows({"person": person.pk}) == [
        (person.pk,)
    ]
