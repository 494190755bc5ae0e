"""The order in which one attempt shows questions and options, derived from its seed and stored nowhere."""

from random import Random

from exams.rules.content import ItemContent, PaperContent


def item_order(content: PaperContent, seed: int, *, shuffle: bool) -> list[int]:
    """Item ids in the order of the screen. Sections stay in order, and alternatives of a group stay together."""
    order: list[int] = []
    for section in content.sections:
        blocks: dict[str, list[int]] = {}
        for item in content.items_of(section.key):
            blocks.setdefault(f"g{item.group}" if item.group else f"i{item.id}", []).append(item.id)
        keys = list(blocks)
        if shuffle:
            Random(f"{seed}:{section.key}").shuffle(keys)  # nosec B311  # noqa: S311  (an order, not a secret)
        order += [item for key in keys for item in blocks[key]]
    return order


def option_order(item: ItemContent, seed: int, *, shuffle: bool) -> list[str]:
    """Option ids of a choice question as shown; the fixed four of assertion and reason never move."""
    if item.type not in ("single_choice", "multiple_choice"):
        return []
    options = [option["id"] for option in item.spec["options"]]
    if shuffle:
        Random(f"{seed}:{item.id}").shuffle(options)  # nosec B311  # noqa: S311  (an order, not a secret)
    return options


def option_orders(content: PaperContent, seed: int, *, shuffle: bool) -> dict[str, list[str]]:
    """`option_order` of every choice question by item id; empty when options are not shuffled."""
    if not shuffle:
        return {}
    orders = {str(item.id): option_order(item, seed, shuffle=True) for item in content.items.values()}
    return {item: order for item, order in orders.items() if order}
