"""What may be thrown away, registered by those who know: `register("old drafts", delete_old_drafts)` in ready()."""

from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

_pruners: dict[str, Callable[[], int]] = {}


def register(name: str, prune: Callable[[], int]) -> None:
    """`prune()` deletes and returns how many; it is called once a day and must be harmless to call again."""
    _pruners[name] = prune


def prune_all() -> dict[str, int]:
    """Run every pruner; one that fails is logged (count -1) and does not keep the others from their work."""
    counts = {}
    for name, prune in _pruners.items():
        try:
            counts[name] = prune()
        except Exception:
            log.exception("prune_failed", pruner=name)
            counts[name] = -1
    log.info("pruned", **{name.replace(" ", "_"): count for name, count in counts.items()})
    return counts
