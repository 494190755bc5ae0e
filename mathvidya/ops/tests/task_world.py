"""The daily task takes no arguments."""

CALLED_WITH = {"mathvidya.ops.tasks.prune": lambda world: ()}
