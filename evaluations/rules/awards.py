"""Awards: which marks a step may earn, and how a marker's figures are read."""

import re
from decimal import Decimal

HALF = Decimal("0.5")
# ASCII digits only: Python would also read "1_0" as ten and Arabic digits as figures.
FIGURE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?", re.ASCII)


class BadAward(ValueError):
    """The figure is not an award for this step; the text says why."""


def read_award(text: object, most: Decimal) -> Decimal:
    """Return the award written as `text`, from 0 to `most` in halves (or the whole of `most`). Raises BadAward."""
    if not isinstance(text, str) or not FIGURE.fullmatch(text):
        raise BadAward("Write the marks as text, like 1 or 0.5.")
    award = Decimal(text)
    if award > most:
        raise BadAward(f"At most {plain(most)} can be given here.")
    if award % HALF and award != most:
        raise BadAward("Marks are given in halves.")
    return award


def choices_for(most: Decimal) -> list[str]:
    """Return the awards that a marker is offered for a step, lowest first."""
    steps = [HALF * n for n in range(int(most / HALF) + 1)]
    return [plain(award) for award in (steps if steps[-1] == most else [*steps, most])]


def plain(figure: Decimal) -> str:
    """Return a number without needless zeros: 1, 0.5, 10."""
    return format(figure.normalize(), "f")
