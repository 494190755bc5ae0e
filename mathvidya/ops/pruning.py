"""What may be thrown away, registered by those who know: `pruners.register("old drafts", delete_drafts)` in ready()."""

from collections.abc import Callable

import structlog

from mathvidya.lib.registry import Registry

log = structlog.get_logger(__name__)

# Each deletes and returns how many; it is called once a day and must be harmless to call again.
pruners: Registry[Callable[[], int]] = Registry("pruner")


def prune_all() -> dict[str, int]:
    """Run every pruner; one that fails is logged (count -1) and does not keep the others from their work."""
    counts = {}
    for name, prune in pruners.items():
        try:
            counts[name] = prune()
        except Exception:
            log.exception("prune_failed", pruner=name)
            counts[name] = -1
    log.info("pruned", **{name.replace(" ", "_"): count for name, count in counts.items()})
    return counts
