"""A person's verdict on one typed answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questions.choices import CaseVerdict
from questions.models import QuestionVersion
from questions.types import typed_places


class CaseForm(forms.Form):
    """In a case study also `part`."""

    answer = forms.CharField(label=_("Answer"), max_length=1000, strip=False)
    verdict = forms.ChoiceField(label=_("Verdict"), choices=CaseVerdict.choices)
    note = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, version: QuestionVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.parts = parts_of(version) if version else []
        self.fields["part"] = forms.ChoiceField(
            label=_("Part"), required=False, choices=[(part, part) for part in self.parts]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.parts or (self.parts != [""] and not cleaned.get("part")):
            raise forms.ValidationError(_("This question has no such typed answer."))
        if self.version is not None and "template" in self.version.spec:
            raise forms.ValidationError(
                _("Each student has other values here; a dispute decides for the values it is about.")
            )
        return cleaned


def parts_of(version: QuestionVersion) -> list[str]:
    """Return the parts whose answer is typed maths; [""] for a question that is typed as a whole."""
    return list(typed_places(version.type, version.spec))
