"""Forms of the paper pages."""

import re
import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exams.models import PaperVersion
from mathvidya.lib.decimals import parse_marks
from questions.access.questions import subjects_authored_by


class MarksInput(forms.CharField):
    """Marks like "4" or "2.5", as Decimal."""

    def clean(self, value: Any) -> Any:
        marks = parse_marks(super().clean(value))
        if marks is None:
            raise forms.ValidationError(_('Write marks like "4" or "2.5".'))
        return marks


class _SubjectForm(forms.Form):
    subject = forms.ChoiceField(label=_("Subject"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = {subject.code: subject for subject in subjects_authored_by(user)}
        field = self.fields["subject"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(subject.code, subject.name) for subject in self.subjects.values()]

    def clean_subject(self) -> Any:
        return self.subjects[self.cleaned_data["subject"]]


class NewPaperForm(_SubjectForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    duration_minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, initial=180)
    field_order = ["title", "subject", "duration_minutes"]

    @property
    def content(self) -> dict[str, Any]:
        """Return what create_paper takes."""
        word = re.sub(r"[^a-z0-9]+", "-", self.cleaned_data["title"].lower()).strip("-")[:50]
        section = {"key": "A", "title": "Section A", "instructions": "", "groups": []}
        return {**self.cleaned_data, "ref": f"{word or 'paper'}-{secrets.token_hex(3)}", "sections": [section]}


class DrawForm(_SubjectForm):
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Pattern"),
        choices=[("cbse-80", _("CBSE: 38 questions, 80 marks")), ("choice", _("Multiple choice only"))],
        widget=forms.RadioSelect,
        initial="cbse-80",
    )
    count = forms.IntegerField(
        label=_("How many (multiple choice only)"), min_value=1, max_value=100, initial=20, required=False
    )
    seed = forms.IntegerField(
        label=_("Draw number"),
        min_value=0,
        max_value=2**31 - 1,
        initial=1,
        help_text=_("The same number gives the same paper again."),
    )
    exclude_used = forms.BooleanField(
        label=_("Prefer questions that are on no frozen paper yet"), required=False, initial=True
    )
    field_order = ["kind", "count", "subject", "title", "exclude_used", "seed"]

    @property
    def content(self) -> dict[str, Any]:
        """Return what draw_paper takes."""
        data = self.cleaned_data
        blueprint = data["kind"] if data["kind"] == "cbse-80" else f"choice-{data['count'] or 20}"
        return {"blueprint": blueprint, **{name: data[name] for name in ("subject", "title", "seed", "exclude_used")}}


class PaperForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    duration_minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600)
    instructions = forms.CharField(
        label=_("General instructions"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Markdown."),
    )

    @classmethod
    def of(cls, version: PaperVersion) -> "PaperForm":
        fields = {name: getattr(version, name) for name in ("duration_minutes", "instructions")}
        return cls(initial={"title": version.paper.title, **fields})


class SectionForm(forms.Form):
    key = forms.CharField(max_length=10)
    title = forms.CharField(max_length=100)
    instructions = forms.CharField(max_length=5_000, required=False)
    pick = forms.IntegerField(min_value=1, max_value=100, required=False)


class ItemMarksForm(forms.Form):
    marks = MarksInput(max_length=6)
    negative_marks = MarksInput(max_length=6)
