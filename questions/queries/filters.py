"""The filter of every list of bank questions, as a page's address gives it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.curriculum.models import Subject
from learning.curriculum.queries import chapters_by_subject
from questions.access.questions import subjects_authored_by
from questions.choices import QuestionStatus, QuestionUse
from questions.types import type_choices


def chapter_choices(subjects: list[Subject]) -> list[tuple[str, Any]]:
    """Return chapters grouped by subject."""
    groups = [
        (subject.name, [(c.code, f"{c.number}. {c.name}") for c in chapters])
        for subject, chapters in chapters_by_subject(subjects).items()
    ]
    return [("", _("Any chapter")), *groups]


class BankFilter(forms.Form):
    """Query parameters of the list of questions. Unknown values are ignored, because people edit addresses."""

    search = forms.CharField(label=_("Search"), required=False, max_length=200)
    subject = forms.ChoiceField(label=_("Subject"), required=False)
    chapter = forms.ChoiceField(label=_("Chapter"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=lambda: [("", _("Any type")), *type_choices()])
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Draft or in the bank")), *QuestionStatus.choices]
    )
    use = forms.ChoiceField(label=_("Use"), required=False, choices=[("", _("Any use")), *QuestionUse.choices])

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = list(subjects_authored_by(user))
        for name, choices in (
            ("subject", [("", _("Any subject")), *((s.code, s.name) for s in subjects)]),
            ("chapter", chapter_choices(subjects)),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
