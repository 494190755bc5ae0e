"""What is wrong with the forms of a page, in one list: the template shows it above everything else on the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet


@dataclass(frozen=True)
class FormError:
    """`target`: id of the control that the line leads to, empty for what is wrong as a whole; `label` its name."""

    target: str
    label: str
    text: str


def errors_of(things: Iterable[Any]) -> list[FormError]:
    """Return the errors of all forms and formsets among `things`, in their order.

    A form that has more to say than its fields (rows, what an action refused) has `more_errors()`, which yields them.
    """
    # By its type: `isinstance` would fetch what the context holds lazily, such as the institute.
    forms: list[Any] = [thing for thing in things if issubclass(type(thing), (BaseForm, BaseFormSet))]
    forms = [form for form in forms if form.is_bound]
    return list(dict.fromkeys(error for form in forms for error in _errors_of(form)))


def _errors_of(form: "BaseForm | BaseFormSet[Any]") -> Iterator[FormError]:
    if isinstance(form, BaseFormSet):
        yield from (FormError("", "", str(text)) for text in form.non_form_errors())
        for row in form.forms:
            yield from _errors_of(row)
        return
    yield from (FormError("", "", str(text)) for text in form.non_field_errors())
    for field in form:
        label = "" if field.is_hidden else str(field.label)
        yield from (FormError(_target_of(field), label, str(text)) for text in field.errors)
    yield from getattr(form, "more_errors", tuple)()


def _target_of(field: Any) -> str:
    if field.is_hidden:
        return ""
    # A group of radio buttons or boxes has no id of its own; its first one stands for it.
    return field.id_for_label or f"{field.auto_id}_0"
