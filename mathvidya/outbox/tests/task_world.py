"""The tasks of the outbox take no arguments."""

CALLED_WITH = {
    "mathvidya.outbox.tasks.prune_outbox": lambda world: (),
    "mathvidya.outbox.tasks.reconcile_outbox": lambda world: (),
}
