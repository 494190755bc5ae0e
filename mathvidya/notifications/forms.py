"""The form of a person's preferences."""

from collections.abc import Collection
from typing import Any

from django import forms

from mathvidya.notifications.choices import Channel, NoticeKind
from mathvidya.notifications.queries.preferences import Wish


class PreferencesForm(forms.Form):
    """A field for each channel, whose ticked kinds are sent there. What cannot be switched off is not offered."""

    def __init__(self, data: Any = None, *, wishes: Collection[Wish]) -> None:
        """Take `wishes`: what the person can get, and how it is now."""
        super().__init__(data)
        self.asked = [(wish.kind, wish.channel) for wish in wishes if not wish.is_fixed]
        for channel in {channel: None for _, channel in self.asked}:
            kinds = [(kind.code, kind.label) for kind, asked in self.asked if asked is channel]
            self.fields[channel.code] = forms.MultipleChoiceField(required=False, choices=kinds)

    def wishes(self) -> dict[tuple[NoticeKind, Channel], bool]:
        """Return of valid input each kind and channel that can be chosen, and whether it was."""
        return {(kind, channel): kind.code in self.cleaned_data[channel.code] for kind, channel in self.asked}
