"""What may be deleted by age. An app registers it in ready(): `pruners.register("old drafts", delete_drafts)`."""

from collections.abc import Callable

import structlog

from mathvidya.lib.registry import Registry

log = structlog.get_logger(__name__)

# Each deletes and returns how many; it is called once a day and must be harmless to call again.
pruners: Registry[Callable[[], int]] = Registry("pruner")


def prune_all() -> dict[str, int]:
    """Run every pruner; return {name: deleted}. One that fails is logged (-1) and does not stop the others."""
    counts = {}
    for name, prune in pruners.items():
        try:
            counts[name] = prune()
        except Exception:
            log.exception("prune_failed", pruner=name)
            counts[name] = -1
    log.info("pruned", **{name.replace(" ", "_"): count for name, count in counts.items()})
    return counts
