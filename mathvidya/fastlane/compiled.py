"""Access rules from Django's querysets, as SQL for the statements of the hot paths.

    meant = compiled(exams_meant_for(Place("student")).filter(pk=Column("exam.id")))
    Statement(f"SELECT exam.title, EXISTS ({meant}) FROM exams_exam exam WHERE exam.id = %(exam)s")

So a rule is written once, as a queryset of `access`, and no statement names the tables of another app. Compile at first
use (`process_caches.pure`): a module may be read before all models are there.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Expression, QuerySet

from mathvidya.fastlane.statements import PLACE

COLUMN = re.compile(r"[a-z_]+(\.[a-z_]+)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")  # SQLite is given dates and moments as texts


class Verbatim(Expression):
    """A piece of SQL that is inserted as it is; compared with a field, it takes the field's type."""

    def __init__(self, sql: str) -> None:
        super().__init__()
        self.sql = sql

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return self.sql, ()


class Place(Verbatim):
    """A value that comes with each run of the statement: `%(name)s`."""

    def __init__(self, name: str) -> None:
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a name")
        super().__init__(f"%({name})s")


class Column(Verbatim):
    """A column of the statement around the queryset, as `table.column`."""

    def __init__(self, name: str) -> None:
        if not COLUMN.fullmatch(name):
            raise ValueError(f"{name!r} is not a column")
        super().__init__(name)


def compiled(queryset: QuerySet[Any, Any]) -> str:
    """Return the queryset as SQL in the form of a `Statement`, its texts, numbers and truths written out.

    Raises TypeError for a value of another kind: today's date would be wrong tomorrow. Use a Place for such a value.
    """
    return _written(*queryset.query.sql_with_params())


def compiled_condition(queryset: QuerySet[Any, Any]) -> str:
    """Return the conditions of a queryset without joins as SQL, for a statement that names the table in full."""
    query = queryset.query
    return _written(*query.get_compiler(DEFAULT_DB_ALIAS).compile(query.where))


def _written(sql: str, values: Sequence[Any]) -> str:
    left = iter(values)

    def written(place: re.Match[str]) -> str:
        return _literal(next(left)) if place[0] == "%s" else place[0]

    return PLACE.sub(written, sql)


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, str) and "\\" not in value and not DAY.match(value):
        return "'{}'".format(str(value).replace("'", "''").replace("%", "%%"))
    raise TypeError(f"{value!r} cannot be written into a statement; give it a Place")
