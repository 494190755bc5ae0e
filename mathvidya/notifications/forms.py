"""What a person wants to be mailed about."""

from collections.abc import Collection
from typing import Any

from django import forms

from mathvidya.notifications.choices import ALWAYS_MAILED, Channel, Kind


class PreferencesForm(forms.Form):
    """Ticked kinds are mailed. The ones that cannot be switched off are not asked."""

    kinds = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any = None, *, kinds: Collection[Kind]) -> None:
        """`kinds`: what the person can get."""
        super().__init__(data)
        self.asked = [kind for kind in kinds if kind not in ALWAYS_MAILED]
        self.fields["kinds"].choices = [(kind.value, kind.label) for kind in self.asked]  # type: ignore[attr-defined]

    def wishes(self) -> dict[tuple[Kind, Channel], bool]:
        """Of valid input: each kind that can be chosen, and whether it was."""
        ticked = set(self.cleaned_data["kinds"])
        return {(kind, Channel.EMAIL): kind.value in ticked for kind in self.asked}
