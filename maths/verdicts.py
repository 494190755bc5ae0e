"""The verdict on an answer: right, wrong, cannot judge, or invalid, with the reading and the reason."""

from dataclasses import dataclass
from enum import Enum

from maths.points import Basis
from maths.reading import Reading
from maths.wording import form_in_words, reason_in_words


class Verdict(Enum):
    """CANNOT_JUDGE goes to a person and is never scored as wrong; INVALID could not be read, and may be corrected."""

    RIGHT = "right"
    WRONG = "wrong"
    CANNOT_JUDGE = "cannot_judge"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class FormVerdict:
    """The second verdict, on how the answer is written: `is_right` is None where that cannot be decided.

    `form` is the first of the forms asked that is missing or open, else the last; `why` a code of `wording.FORMS`.
    """

    form: str
    is_right: bool | None
    why: str = ""

    @property
    def words(self) -> str:
        """What is missing, in the active language; "" where nothing is."""
        return form_in_words(self.why)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`why` is a code of `wording.REASONS`; `basis` says on what the verdict rests, None where nothing was compared."""

    verdict: Verdict
    reading: Reading
    why: str
    basis: Basis | None = None
    form: FormVerdict | None = None

    @property
    def words(self) -> str:
        """The reason in the active language."""
        return self.reading.problem.words if self.reading.problem else reason_in_words(self.why)
