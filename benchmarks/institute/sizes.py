"""How large an institute to load."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`responses` are typed answers in marked attempts; `waiting_scripts` are photographed papers that wait."""

    students: int
    responses: int
    waiting_scripts: int


SIZES = {
    "small": Size(students=2_000, responses=20_000, waiting_scripts=2_000),
    "100k": Size(students=5_000, responses=100_000, waiting_scripts=10_000),
    "1M": Size(students=20_000, responses=1_000_000, waiting_scripts=100_000),
    "10M": Size(students=20_000, responses=10_000_000, waiting_scripts=1_000_000),
}
DEFAULT = "1M"
