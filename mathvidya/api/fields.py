"""Serializer fields and bases that are strict by default."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from mathvidya.lib.decimals import parse_marks

REFERENCE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"  # what a person calls a question or paper: mv-x-standard-1


class MarksField(serializers.DecimalField):
    """Marks as a string of at most three digits and two decimals: "4", "2.5". Out it goes with its decimals."""

    default_error_messages = {"invalid": _('Write marks like "4" or "2.5".')}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 5, "decimal_places": 2, **kwargs})

    def to_internal_value(self, data: Any) -> Decimal:
        marks = parse_marks(data)
        if marks is None:
            self.fail("invalid")
        return marks


@extend_schema_field({"type": "string", "format": "decimal"})
class DecimalText(serializers.CharField):
    """A decimal number that an answer gives as text: "8.00". For what the serializer does not compute itself."""


class LateChoiceField(serializers.ChoiceField):
    """A choice among what is registered when a serializer is made, not when its class is: `choices()` gives it."""

    def __init__(self, choices: Callable[[], Any], **kwargs: Any) -> None:
        super().__init__(choices=choices(), **kwargs)


class ScopedRelatedField(serializers.PrimaryKeyRelatedField):  # type: ignore[type-arg]
    """A reference to a row that this person may see; any other id counts as not existing.

    `scope(user)` is a queryset from an `access` room.
    """

    def __init__(self, *, scope: Callable[[Any], QuerySet[Any]], model: type[Model], **kwargs: Any) -> None:
        self.scope, self.model = scope, model
        super().__init__(queryset=model._default_manager.none(), **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        request = self.context.get("request")
        return self.model._default_manager.none() if request is None else self.scope(request.user)


class ScopedCodeField(serializers.SlugRelatedField):  # type: ignore[type-arg]
    """A reference by code to a row that this person may see; any other code does not exist. See ScopedRelatedField."""

    def __init__(self, *, scope: Callable[[Any], QuerySet[Any]], model: type[Model], **kwargs: Any) -> None:
        self.scope, self.model = scope, model
        super().__init__(slug_field="code", queryset=model._default_manager.none(), **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        request = self.context.get("request")
        return self.model._default_manager.none() if request is None else self.scope(request.user)


def fields_of(request: Request) -> dict[str, Any]:
    """Return the body's fields, to add to. Raises ValidationError (400) where the body is no object."""
    if not isinstance(request.data, dict):
        raise serializers.ValidationError({"non_field_errors": [_("An object is needed.")]})
    return dict(request.data)


class StrictSerializer(serializers.Serializer[Any]):
    """A body in which unknown keys are refused."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(set(data) - set(self.fields))):
            raise serializers.ValidationError({key: [_("There is no such field.")] for key in unknown})
        return super().to_internal_value(data)
