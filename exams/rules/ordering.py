"""The order in which one attempt shows questions and options, derived from its seed and stored nowhere.

One generator serves a whole paper: making one takes longer than what it then shuffles.
"""

from itertools import chain
from random import Random

from exams.rules.content import PaperContent


def item_order(content: PaperContent, seed: int, *, shuffle: bool) -> list[int]:
    """Return item ids in the order of the screen. Sections stay in order, and alternatives of a group stay together."""
    sections = content.blocks
    if shuffle:
        rng = Random(f"{seed}:items")  # nosec B311  # noqa: S311  (an order, not a secret)
        sections = tuple(tuple(rng.sample(blocks, len(blocks))) for blocks in sections)
    return list(chain.from_iterable(chain.from_iterable(sections)))


def option_orders(content: PaperContent, seed: int, *, shuffle: bool) -> dict[int, list[str]]:
    """Return option ids of each choice question as shown, by item id; empty when options are not shuffled.

    The fixed four of assertion and reason never move.
    """
    if not shuffle:
        return {}
    rng = Random(f"{seed}:options")  # nosec B311  # noqa: S311  (an order, not a secret)
    return {item: rng.sample(options, len(options)) for item, options in content.options.items()}
