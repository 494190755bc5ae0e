"""Small forms of the desk."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ReleaseForm(forms.Form):
    fence = forms.IntegerField(min_value=0)


class ReassignForm(forms.Form):
    """`to` empty: anyone who teaches the student. `teachers`: who may be asked."""

    to: Any = forms.ModelChoiceField(
        User.objects.none(), label=_("To"), required=False, empty_label=_("Whoever is free")
    )
    reason = forms.CharField(
        label=_("Why"), max_length=300, error_messages={"required": _("Say why the script changes hands.")}
    )

    def __init__(self, *args: Any, teachers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = teachers  # type: ignore[attr-defined]


class OverrideForm(forms.Form):
    """A choice of awards for each step that has marks; `read` gives those that were changed."""

    NOT_ATTEMPTED = "none"

    def __init__(self, *args: Any, questions: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for line in self._lines():
            choices = [(award, award) for award in line["choices"]] + [(self.NOT_ATTEMPTED, _("Not attempted"))]
            self.fields[line["name"]] = forms.ChoiceField(choices=choices, initial=self._current(line))
            line["field"] = self[line["name"]]
        # Last, so that the reason is below what it explains.
        self.fields["reason"] = forms.CharField(
            label=_("Why do the marks change?"),
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("It goes to the audit. Student and guardians get a notice that the result was revised."),
        )

    def read(self) -> dict[str, Any]:
        """Return `reason` and `marks` as override_marks takes them."""
        marks = []
        for line in self._lines():
            chosen = self.cleaned_data[line["name"]]
            if chosen == self._current(line):
                continue
            is_none = chosen == self.NOT_ATTEMPTED
            change = {"award": "0" if is_none else chosen, "not_attempted": is_none}
            marks.append({**line["mark"], **change})
        return {"reason": self.cleaned_data["reason"], "marks": marks}

    def _lines(self) -> list[dict[str, Any]]:
        return [line for question in self.questions for line in question["lines"]]

    def _current(self, line: dict[str, Any]) -> str:
        return self.NOT_ATTEMPTED if line["mark"]["not_attempted"] else str(line["mark"]["award"])


class ReEvaluationForm(forms.Form):
    """`questions` ({item id: label}) are those that can be meant; `must_choose` where no teacher marked any yet."""

    items = forms.TypedMultipleChoiceField(
        label=_("Which questions?"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label=_("What should be looked at again, and why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, questions: dict[int, str], must_choose: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["items"]
        choice.choices = [(pk, _("Question %(label)s") % {"label": label}) for pk, label in questions.items()]
        choice.required = must_choose
        choice.help_text = "" if must_choose else _("Without a choice: all that a teacher marked.")
