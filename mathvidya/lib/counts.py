"""Counts that end somewhere: whether there are 1,001 or 20,000 is the same to a reader, and not to a database."""

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

COUNTED = 1000


class CountUpTo(Subquery):
    """How many rows a query has, up to one more than COUNTED: inside another query, for each of its rows."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk")[: COUNTED + 1], output_field=IntegerField())


def count_up_to(rows: QuerySet[Any]) -> int:
    """How many rows there are, up to one more than COUNTED. One query."""
    return rows.order_by()[: COUNTED + 1].count()
