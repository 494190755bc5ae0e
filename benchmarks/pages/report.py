"""The table that a person reads, the plans below it, and the JSON that a machine keeps. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from benchmarks.pages.measure import Cost

if TYPE_CHECKING:
    from benchmarks.pages.plans import Slowest

HEADS = ("page", "who", "web ms", "PG ms", "kB", "elements", "last byte ms", "budget", "over")


def over_budget(costs: Sequence[Cost]) -> list[Cost]:
    """Those that take more than they may, and those that were refused: nothing is known of them."""
    return [cost for cost in costs if not cost.is_answer or cost.excess > 1]


def table_of(costs: Sequence[Cost]) -> str:
    """The costs as a table of text."""
    lines = [HEADS, *(_cells(cost) for cost in costs)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def summary_of(costs: Sequence[Cost]) -> str:
    """How many there are, and how many are over their budgets."""
    return f"{len(costs)} asks, {len(over_budget(costs))} over their budgets"


def text_of(costs: Sequence[Cost], plans: Mapping[str, "Slowest"]) -> str:
    """The whole report as Markdown: what is over, with the slowest statement of each; then everything."""
    parts = [f"# Pages\n\n{summary_of(costs)}\n\n```text\n{table_of(costs)}\n```"]
    for cost in over_budget(costs):
        if slowest := plans.get(f"{cost.path} as {cost.persona}"):
            title = f"## {cost.path} as {cost.persona}"
            facts = f"{slowest.statements} statements; the slowest takes {slowest.milliseconds:.1f} ms"
            parts.append(
                f"{title}\n{facts}\n\n```sql\n{slowest.sql}\n```\n\n```text\n{chr(10).join(slowest.plan)}\n```"
            )
    return "\n\n".join(parts) + "\n"


def json_of(costs: Sequence[Cost], plans: Mapping[str, "Slowest"]) -> dict[str, Any]:
    """Everything that was measured."""
    return {
        "pages": [{**asdict(cost), "budget": cost.budget.name, "excess": round(cost.excess, 2)} for cost in costs],
        "slowest": {name: asdict(slowest) for name, slowest in plans.items()},
    }


def _cells(cost: Cost) -> tuple[str, ...]:
    return (
        cost.path,
        cost.persona,
        f"{cost.web:.1f}",
        f"{cost.postgres:.1f}",
        f"{cost.bytes / 1000:.0f}",
        str(cost.elements or ""),
        f"{cost.last_byte:.0f}",
        cost.budget.name,
        f"refused: {cost.status}" if not cost.is_answer else f"{cost.excess:.1f}×" if cost.excess > 1 else "",
    )
