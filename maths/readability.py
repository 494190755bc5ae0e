"""Why a text cannot be read, and where: shown to a pupil, never raised out of the package."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """`position` is an offset in the typed text, `code` a key of `wording.PROBLEMS`, `about` fills its blanks."""

    position: int
    code: str
    about: dict[str, str] = field(default_factory=dict)


# No pupil's answer is larger than this; the limits bound time and memory of all later work.
LONGEST_TEXT = 2_000
LONGEST_NUMBER = 200
MOST_TOKENS = 1_000
DEEPEST = 40
