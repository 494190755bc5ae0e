"""How forms write their controls: the common ones by functions, since a dozen fields take fifty templates."""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDGETS = "django/forms/widgets/"
INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox", "input")
OPTIONS = ("checkbox_option", "radio_option")


class QuickRenderer(DjangoTemplates):
    """Writes what Django's own templates write; all that has a template of its own is left to it."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        quick = _QUICK.get(template_name)
        return quick(context) if quick else super().render(template_name, context, request)


def _attributes(given: dict[str, Any]) -> SafeString:
    """As attrs.html: True alone by its name, False not at all."""
    html = "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in given.items()
        if value is not False
    )
    return mark_safe(html)  # nosec B703 B308  # noqa: S308  (each part is escaped)


def _input(context: dict[str, Any]) -> SafeString:
    widget = context["widget"]
    value = widget["value"]
    shown = "" if value is None else format_html(' value="{}"', str(value))
    html = '<input type="{}" name="{}"{}{}>'
    return format_html(html, widget["type"], widget["name"], shown, _attributes(widget["attrs"]))


def _option(context: dict[str, Any]) -> SafeString:
    """An input among several, inside of its label where the widget wraps it."""
    widget, control = context["widget"], _input(context)
    if not widget.get("wrap_label"):
        return control
    pk = widget["attrs"].get("id")
    return format_html("<label{}>{} {}</label>", format_html(' for="{}"', pk) if pk else "", control, widget["label"])


def _textarea(context: dict[str, Any]) -> SafeString:
    widget = context["widget"]
    html = '<textarea name="{}"{}>\n{}</textarea>'
    return format_html(html, widget["name"], _attributes(widget["attrs"]), widget["value"] or "")


def _select(context: dict[str, Any]) -> SafeString:
    widget = context["widget"]
    groups = format_html_join("", "{}", ((_group(name, options),) for name, options, _place in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget["attrs"]), groups)


def _group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    html = format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>',
        ((str(option["value"]), _attributes(option["attrs"]), option["label"]) for option in options),
    )
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, html) if name else html


_QUICK: dict[str, Callable[[dict[str, Any]], SafeString]] = {
    **{f"{WIDGETS}{name}.html": _input for name in INPUTS},
    **{f"{WIDGETS}{name}.html": _option for name in OPTIONS},
    f"{WIDGETS}textarea.html": _textarea,
    f"{WIDGETS}select.html": _select,
}
