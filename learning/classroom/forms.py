"""What a student learns, as a question: on pages, in bodies of the API, and in answers about a person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import User
from accounts.queries.student_parts import Answers
from learning.classroom.actions import choose_programmes
from learning.classroom.queries import attach_programmes, programme_choices
from learning.curriculum.models import Programme
from learning.curriculum.queries import programmes_by_code


class CodesField(serializers.ListField):
    """The codes of `programmes_now`."""

    child = serializers.CharField(max_length=40)

    def to_representation(self, data: Sequence[Programme]) -> list[str]:
        return [programme.code for programme in data]


class FirstOf(serializers.CharField):
    """The attribute of the first of `programmes_now` that has it, for an API field that holds one class or board."""

    def __init__(self, attribute: str, **kwargs: Any) -> None:
        self.attribute = attribute
        super().__init__(source="programmes_now", **kwargs)

    def to_representation(self, value: Any) -> Any:
        return next((text for programme in value if (text := getattr(programme, self.attribute))), None)


def read_programmes(student: User | None, body: dict[str, Any]) -> dict[str, Any]:
    """Return `body` with rows under `programmes` in place of codes and of `student_class`; unchanged where it has
    neither.

    A class alone replaces the classes a student is in, and leaves their other programmes as they are.
    Raises serializers.ValidationError for what cannot be chosen.
    """
    facts = {name: value for name, value in body.items() if name not in ("programmes", "student_class")}
    codes, school_class = body.get("programmes"), body.get("student_class")
    if codes is None and not school_class:
        return facts
    choices = list(programme_choices(student))
    if unknown := sorted(set(codes or ()) - {programme.code for programme in choices}):
        texts = [_("There is no programme %(code)s to choose.") % {"code": code} for code in unknown]
        raise serializers.ValidationError({"programmes": texts})
    if codes is None:
        chosen = [programme for programme in choices if programme.is_chosen and not programme.school_class]
    else:
        chosen = [programme for programme in choices if programme.code in codes]
    if school_class:
        chosen = list(dict.fromkeys([*chosen, _of_class(school_class, choices)]))
    if student is not None and not chosen and not any(programme.by_batch for programme in choices):
        raise serializers.ValidationError({"programmes": [_("Choose at least one.")]})
    return {**facts, "programmes": chosen}


def _of_class(school_class: str, choices: Sequence[Any]) -> Any:
    """The programme of a school's class: the one chosen already, or the first of several boards."""
    of_class = [one for one in choices if one.school_class == school_class and (one.is_offered or one.is_chosen)]
    if not of_class:
        raise serializers.ValidationError({"student_class": [_("Nothing can be learnt here in this class.")]})
    return min(of_class, key=lambda programme: not programme.is_chosen)


class ProgrammesPart:
    """What this app keeps of a student for `accounts` (accounts.queries.student_parts)."""

    names: tuple[str, ...] = ("programmes",)

    def form_fields(self, student: User | None) -> dict[str, forms.Field]:
        choices = list(programme_choices(student))
        if not choices:
            return {}
        taught = [programme.title for programme in choices if programme.by_batch]
        field = forms.MultipleChoiceField(
            label=_("Programmes") if student else _("What do you want to learn?"),
            choices=[(programme.code, programme.title) for programme in choices],
            initial=[programme.code for programme in choices if programme.is_chosen],
            required=not taught,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("In a batch: %(programmes)s") % {"programmes": ", ".join(taught)} if taught else "",
        )
        return {"programmes": field}

    def body_fields(self) -> dict[str, Any]:
        return {
            "programmes": serializers.ListField(
                child=serializers.SlugField(max_length=40), max_length=20, required=False, help_text="Codes"
            ),
            "student_class": serializers.CharField(
                max_length=4, required=False, help_text="X or XII: the programme of that class"
            ),
        }

    def read_body(self, student: User | None, body: dict[str, Any]) -> dict[str, Any]:
        facts = read_programmes(student, body)
        if "programmes" in facts:
            facts["programmes"] = [programme.code for programme in facts["programmes"]]
        return facts

    def shown_fields(self) -> dict[str, Any]:
        return {
            "programmes": CodesField(source="programmes_now", default=list, help_text="By choice or batch"),
            "student_class": FirstOf("school_class", default=list, allow_null=True),
            "board": FirstOf("board", default=list, allow_null=True),
        }

    def attach(self, students: Sequence[User]) -> None:
        attach_programmes(students)

    def describe(self, student: User) -> list[str]:
        return [programme.title for programme in student.programmes_now]  # type: ignore[attr-defined]  # by attach

    def save(self, student: User, answers: Answers) -> None:
        if "programmes" in answers:
            choose_programmes(student=student, programmes=programmes_by_code(answers["programmes"]))
