"""Controls of hundreds of choices, written in one piece: Django makes a dictionary, or a template, of each of them."""

from typing import Any, cast

from django import forms
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from mathvidya.lib.process_caches import pure


class LongSelect(forms.Select):
    """A select of choices that are always the same, without groups and in one language."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = _options(tuple(self.choices))
        for chosen in self.format_value(value) or ():
            begin = f'<option value="{conditional_escape(chosen)}"'
            options = options.replace(f"{begin}>", f"{begin} selected>", 1)
        own = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", own, mark_safe(options))  # nosec B703 B308  # noqa: S308  (escaped below)


@pure(maxsize=8)
def _options(choices: tuple[tuple[Any, Any], ...]) -> str:
    escaped = ((conditional_escape(key), conditional_escape(label)) for key, label in choices)
    return "".join(f'<option value="{key}">{label}</option>' for key, label in escaped)


class LongCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes with their labels as `components/_field.html` shows them."""

    is_long = True  # read there: the widget writes the labels itself

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value) or ())
        own = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        begin = conditional_escape(own.pop("id", ""))
        rest = flatatt({key: given for key, given in own.items() if key != "required"})
        lines = (
            f'<label class="check" for="{begin}_{place}"><input type="checkbox"{rest} id="{begin}_{place}"'
            f' value="{conditional_escape(str(key))}"{" checked" if str(key) in chosen else ""}>'
            f" <span>{conditional_escape(cast(str, label))}</span></label>"
            for place, (key, label) in enumerate(self.choices)
        )
        return mark_safe("".join(lines))  # nosec B703 B308  # noqa: S308  (each part is escaped)
