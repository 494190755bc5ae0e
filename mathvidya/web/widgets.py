"""Controls of hundreds of choices, written in one piece: Django renders a template for each of them."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class LongSelect(forms.Select):
    """A select of plain choices, without groups."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value) or ()
        options = ((key, _if(str(key) in chosen, " selected"), label) for key, label in self.choices)
        all_options = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, _named(name, attrs))), all_options
        )


class LongCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes with their labels as `components/_field.html` shows them."""

    is_long = True  # read there: the widget writes the labels itself

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value) or ()
        own = self.build_attrs(self.attrs, _named(name, attrs))
        begin = own.pop("id", "")
        rest = flatatt({key: given for key, given in own.items() if key != "required"})
        return format_html_join(
            "",
            '<label class="check" for="{0}_{1}"><input type="checkbox"{2} id="{0}_{1}" value="{3}"{4}>'
            " <span>{5}</span></label>",
            (
                (begin, place, rest, key, _if(str(key) in chosen, " checked"), label)
                for place, (key, label) in enumerate(self.choices)
            ),
        )


def _named(name: str, attrs: Any) -> dict[str, Any]:
    return {**(attrs or {}), "name": name}


def _if(holds: bool, text: str) -> SafeString:
    return mark_safe(text if holds else "")  # noqa: S308  (a word of ours)
