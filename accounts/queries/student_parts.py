"""What apps above keep of a student and ask for. They register a part in ready(): `parts.register(name, part)`.

Registration (page, API and Google), profile, onboarding and the answers about a person then have it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from django import forms
from rest_framework import serializers

from accounts.choices import Role
from accounts.models import User
from mathvidya.lib.registry import Registry

Answers = Mapping[str, Any]


class StudentPart(Protocol):
    """One app's share of a student."""

    names: tuple[str, ...]
    """The answers it takes, as its form fields name them."""

    def form_fields(self, student: User | None) -> dict[str, forms.Field]:
        """Return fields of a page's form with the present values as initial ones; `student` None: a new person
        registers.
        """

    def body_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return fields of an API body, all optional."""

    def read_body(self, student: User | None, body: dict[str, Any]) -> dict[str, Any]:
        """Return the body with the part's answers in place of its body fields.

        Raises serializers.ValidationError (400).
        """

    def shown_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return fields of an answer about a person; they read what `attach` put there."""

    def attach(self, students: Sequence[User]) -> None:
        """Put on each student what `shown_fields` and `describe` read, in a fixed number of queries."""

    def describe(self, student: User) -> list[str]:
        """Return words about an attached student for one line of a page."""

    def save(self, student: User, answers: Answers) -> None:
        """Keep those of `names` that are in `answers`, in the caller's transaction."""


# By name; their questions are asked in this order.
parts: Registry[StudentPart] = Registry("question to students")


def student_parts() -> Iterator[StudentPart]:
    """Return the registered parts in order."""
    return iter(parts.values())


def split_answers(facts: Answers) -> tuple[dict[str, Any], dict[str, Any]]:
    """Split validated data into (facts of a person, answers for the parts)."""
    names = {name for part in parts.values() for name in part.names}
    own = {name: value for name, value in facts.items() if name not in names}
    return own, {name: value for name, value in facts.items() if name in names}


def attach_parts(people: Sequence[User]) -> None:
    """Put what apps above know on each student among `people`, and `about`: words for one line of a page."""
    students = [person for person in people if person.role == Role.STUDENT]
    for part in parts.values():
        part.attach(students)
    for student in students:
        student.about = [word for part in parts.values() for word in part.describe(student)]  # type: ignore[attr-defined]
