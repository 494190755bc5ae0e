"""Query parameters of the lists."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request


class PeopleFiltersIn(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=["active", "inactive"], required=False)
    school_class = serializers.CharField(max_length=4, required=False)
    programme = serializers.SlugField(max_length=40, required=False)
    batch = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    search = serializers.CharField(max_length=100, required=False, allow_blank=True)


def read_filters(request: Request) -> dict[str, Any]:
    """Return the filters of a list as queries.find_people takes them. Raises ValidationError (400) for junk."""
    given = {name: value for name, value in request.query_params.items() if value}
    if "class" in given:
        given["school_class"] = given.pop("class")
    form = PeopleFiltersIn(data=given)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)
