"""The teacher's forms about exams. Times are written in the person's own zone."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exams.actions.exams import ExamFields
from exams.choices import ExamKind, ReleaseRule
from exams.forms.places import fixed_places, places_form, read_places
from exams.models import Exam
from exams.queries.corrections import Correctable
from learning.classroom.access import batches_taught_by
from learning.classroom.models import Batch
from mathvidya.web.form_errors import FormError, errors_of
from mathvidya.web.widgets import LongCheckboxes
from questions.types import BadAnswer

WHEN = {"type": "datetime-local"}


def _moment(**more: Any) -> forms.DateTimeField:
    return forms.DateTimeField(widget=forms.DateTimeInput(attrs=WHEN, format="%Y-%m-%dT%H:%M"), **more)


class ExamForm(forms.Form):
    """An exam with its papers in `places` (forms/places.py). Once students have begun, those and the start stay."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=ExamKind.choices, help_text=_("A test has one paper."))
    opens_at = _moment(label=_("Opens"))
    closes_at = _moment(label=_("Closes"), help_text=_("The last moment to start; no attempt runs longer."))
    batches = forms.ModelMultipleChoiceField(
        label=_("Batches"),
        queryset=Batch.objects.none(),
        required=False,
        widget=LongCheckboxes,
        help_text=_("None: the whole class."),
    )
    attempts_allowed = forms.IntegerField(label=_("Attempts allowed"), min_value=1, max_value=20, initial=1)
    release_rule = forms.ChoiceField(
        label=_("Results come out"), choices=ReleaseRule.choices, initial=ReleaseRule.WHEN_MARKED
    )
    release_at = _moment(label=_("At"), required=False)
    promise_hours = forms.IntegerField(label=_("Marked within (working hours)"), min_value=1, max_value=500, initial=18)
    description = forms.CharField(
        label=_("Notes for students"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, user: User, exam: Exam | None = None, is_begun: bool = False) -> None:
        super().__init__(data, initial=_initial_of(exam) if exam else None)
        self.exam, self.is_begun = exam, is_begun
        self.places = places_form(None if is_begun else data, user=user, exam=exam)
        self.paper_errors: list[str] = []
        self.fields["batches"].queryset = batches_taught_by(user).filter(is_active=True)  # type: ignore[attr-defined]
        for name in ("kind", "opens_at") if is_begun else ():
            self.fields[name].disabled = True

    def is_valid(self) -> bool:
        """Check the fields and the rows of papers, both, so that every error shows at once."""
        are_places_valid = self.is_begun or self.places.is_valid()
        return super().is_valid() and are_places_valid

    @property
    def is_refused(self) -> bool:
        """Return whether anything on the page carries an error."""
        return bool(self.errors or self.paper_errors or self.places.total_error_count())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("release_rule") != ReleaseRule.AT:
            data["release_at"] = None
        elif not data.get("release_at") and "release_at" not in self.errors:
            self.add_error("release_at", _("Say when the results come out."))
        return data

    def read(self) -> dict[str, Any]:
        """Return the cleaned form as arguments of create_exam and update_exam."""
        data = {**self.cleaned_data, "batches": list(self.cleaned_data["batches"])}
        if self.is_begun and self.exam is not None:
            # The control shows minutes; the moment itself has seconds, and must stay the same.
            data |= {"kind": self.exam.kind, "opens_at": self.exam.opens_at}
            fields = ExamFields(**data, subject=self.exam.subject)
            return {"fields": fields, "papers": fixed_places(self.exam)}
        papers = read_places(self.places)
        subject = papers[0].paper_version.paper.subject if papers else None
        return {"fields": ExamFields(**data, subject=subject), "papers": papers}  # type: ignore[arg-type]

    def more_errors(self) -> Iterator[FormError]:
        """What is wrong with the papers, for the list above the form."""
        yield from (FormError("papers", str(_("Papers")), text) for text in self.paper_errors)
        yield from errors_of([self.places])

    def add_refusal(self, fields: dict[str, list[str]]) -> None:
        """Show what an action refused beside the field it names."""
        for name, texts in fields.items():
            if name == "papers":
                self.paper_errors += texts
                continue
            for text in texts:
                self.add_error(name if name in self.fields else None, text)


def _initial_of(exam: Exam) -> dict[str, Any]:
    names = (
        "title", "kind", "opens_at", "closes_at", "attempts_allowed", "release_rule", "release_at", "promise_hours",
        "description",
    )  # fmt: skip
    initial = {name: getattr(exam, name) for name in names}
    return {**initial, "batches": list(exam.batches.values_list("pk", flat=True))}


class ExtraTimeForm(forms.Form):
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240, initial=10)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class CorrectionForm(forms.Form):
    """The correction of one question's key."""

    WHAT = [
        ("answer", _("Another answer is right")),
        ("everyone", _("Full marks for everyone")),
        ("dropped", _("Leave the question out")),
    ]
    item = forms.ChoiceField(label=_("Question"), help_text=_("Of a case study: the part whose answer is wrong."))
    what = forms.ChoiceField(label=_("Correction"), choices=WHAT, widget=forms.RadioSelect, initial="answer")
    answer = forms.CharField(label=_("Right answer"), required=False, max_length=400)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, items: list[Correctable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {entry.value: entry for entry in items}
        self.fields["item"].choices = [(entry.value, entry.label) for entry in items]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        entry, what = self.items.get(data.get("item", "")), data.get("what")
        if entry is not None and what == "answer" and entry.type.has_parts:
            self.add_error("item", _("Choose the part whose answer is wrong."))
        if entry is not None and what in ("everyone", "dropped") and entry.part:
            self.add_error("item", _("This counts for a whole question: choose the case study itself."))
        if what == "answer" and not data.get("answer", "").strip():
            self.add_error("answer", _("Write the right answer."))
        elif what == "answer" and entry is not None:
            self._read_key(entry, data)
        return data

    def _read_key(self, entry: Correctable, data: dict[str, Any]) -> None:
        try:
            data["key"] = entry.type.read_key(data["answer"].strip())
        except BadAnswer as error:
            self.add_error("answer", str(error))

    def read(self, before: dict[str, Any]) -> dict[str, Any]:
        """Return all corrections: those in force with this one added."""
        entry, what = self.items[self.cleaned_data["item"]], self.cleaned_data["what"]
        if what != "answer":
            return {**before, entry.item: {what: True}}
        key = self.cleaned_data["key"]
        if entry.part:
            parts = before.get(entry.item, {}).get("answer", {}).get("parts", {})
            key = {"parts": {**parts, entry.part: key}}
        return {**before, entry.item: {"answer": key}}
