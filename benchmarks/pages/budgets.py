"""What an answer may cost, by what kind of page it is."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """Milliseconds of CPU a request, of web and of PostgreSQL; kB (1,000 bytes, as sent without compression)."""

    name: str
    web: float
    postgres: float
    kilobytes: float


PAGE = Budget("page", web=12, postgres=5, kilobytes=100)
# The administration, whose theme writes 5 kB a row, and what looks at years: no room full of students waits for it.
REPORT = Budget("report", web=25, postgres=10, kilobytes=250)
# A file, as long as what it holds.
DOWNLOAD = Budget("download", web=25, postgres=10, kilobytes=float("inf"))

_KINDS = (
    (
        re.compile(r"/export\b|/download/|/report\.csv|/image$|/thumbnail$|^/files/|^/question-images/|/jsi18n/"),
        DOWNLOAD,
    ),
    (re.compile(r"^/admin/|^/overview$|/progress$|/analytics$|/metrics$"), REPORT),
)


def budget_of(path: str) -> Budget:
    """The budget of a route, by its path as it is declared."""
    return next((budget for pattern, budget in _KINDS if pattern.search(path)), PAGE)
