"""The form on the style page: one field of every kind, some of them wrong."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StyleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("As it is written on the mark sheet."))
    email = forms.EmailField(label=_("E-mail"))
    time_of_day = forms.ChoiceField(label=_("Time of day"), choices=[("am", _("Morning")), ("pm", _("Evening"))])
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("hi", "हिन्दी")], widget=forms.RadioSelect, initial="en"
    )
    agreed = forms.BooleanField(label=_("I agree"), required=True)

    @classmethod
    def checked(cls, theme: str) -> "StyleForm":
        """Return a form filled in and checked, with an address that is refused; ids begin with `theme`."""
        form = cls(
            {"name": "Asha Rao", "email": "asha@", "time_of_day": "am", "language": "en", "agreed": "on"},
            auto_id=f"{theme}_%s",
        )
        form.is_valid()
        return form
