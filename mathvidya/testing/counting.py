"""Query counts that must not grow with the data."""

import re
from collections.abc import Callable
from typing import Any

import pytest

# PostgreSQL is queried for the time, SQLite in this process is not: that is no difference of the code under test.
CLOCK = re.compile(r"SELECT (extract\(epoch FROM )?clock_timestamp\(\)\)?")


@pytest.fixture
def queries_of(db: None) -> Callable[[Callable[[], Any]], int]:
    """Return a function that counts queries: `queries_of(lambda: client.get(url))`, on either database.

    Take it at two sizes of data and compare: `assert few == many`.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(call: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return sum(CLOCK.fullmatch(query["sql"]) is None for query in captured)

    return count
