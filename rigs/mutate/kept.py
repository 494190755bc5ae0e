"""Empties what the project's functions keep of their results (`lru_cache`).

A statement that is made once a process would be noted for its first test alone, and would outlive a deletion.
"""

import sys
from functools import lru_cache
from pathlib import Path

_KEPT = type(lru_cache(len))


def forget_results(root: Path) -> None:
    """Empty the caches of all functions in the packages directly below `root`."""
    packages = {folder.parent.name for folder in root.glob("*/__init__.py")}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in packages:
            for value in list(vars(module).values()):
                if isinstance(value, _KEPT):
                    value.cache_clear()
