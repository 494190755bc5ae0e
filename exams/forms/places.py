"""The papers of an exam, one row each, in their order."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exams.access.exams import frozen_versions_for
from exams.actions.exams import PaperPlace
from exams.models import Exam, PaperVersion

MOST_PAPERS = 10


class PaperChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's own class takes no argument
    def label_from_instance(self, version: PaperVersion) -> str:
        return f"{version.paper.title} (v{version.number}, {version.total_marks.normalize():f})"


class PlaceForm(forms.Form):
    paper = PaperChoice(label=_("Paper"), queryset=PaperVersion.objects.none(), help_text=_("Frozen papers only."))
    title = forms.CharField(
        label=_("Name in this exam"), max_length=200, required=False, help_text=_("Empty: the paper's own.")
    )
    duration_minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=600, required=False, help_text=_("Empty: as the paper says.")
    )
    shuffle_questions = forms.BooleanField(label=_("Shuffle questions within a section"), required=False)
    shuffle_options = forms.BooleanField(label=_("Shuffle options"), required=False)

    def __init__(self, *args: Any, versions: QuerySet[PaperVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(PaperChoice, self.fields["paper"])
        field.queryset = versions
        # The field alone would ask for them once in every row.
        field.choices = [("", field.empty_label), *((v.pk, field.label_from_instance(v)) for v in versions)]


class _Places(forms.BaseFormSet):  # type: ignore[type-arg]
    def get_deletion_widget(self) -> Any:  # type: ignore[override]  # Django takes an instance as well
        return forms.CheckboxInput(attrs={"data-remove-mark": True})


_PlaceSet = forms.formset_factory(
    PlaceForm, formset=_Places, extra=0, min_num=1, max_num=MOST_PAPERS, validate_max=True, can_delete=True
)


def places_form(data: Any, *, user: User, exam: Exam | None) -> Any:
    """Return the rows; `initial` are the papers the exam has."""
    names = ("title", "duration_minutes", "shuffle_questions", "shuffle_options")
    papers = exam.papers.order_by("position") if exam else []
    initial = [{"paper": place.paper_version_id, **{name: getattr(place, name) for name in names}} for place in papers]
    versions = frozen_versions_for(user).order_by("paper__title", "-number")
    return _PlaceSet(data, prefix="papers", initial=initial, form_kwargs={"versions": versions})


def read_places(rows: Any) -> list[PaperPlace]:
    """Return the rows that are not deleted, as create_exam and update_exam take them."""
    places = []
    for form in rows.forms:
        data = dict(form.cleaned_data)
        if not data.pop("DELETE", False) and data.get("paper"):
            places.append(PaperPlace(paper_version=data.pop("paper"), **data))
    return places


def fixed_places(exam: Exam) -> list[PaperPlace]:
    """Return the papers of an exam that has begun; they cannot change any more."""
    names = ("paper_version", "title", "duration_minutes", "shuffle_questions", "shuffle_options")
    papers = exam.papers.select_related("paper_version__paper__subject").order_by("position")
    return [PaperPlace(**{name: getattr(place, name) for name in names}) for place in papers]
