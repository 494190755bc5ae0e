"""Random names for what is no secret: requests and events.

They come from a generator in the process, seeded by the system: asking the system for each hands the interpreter to
another thread, which a hot path then has to wait for (docs/hot-paths.md). Whoever sees enough of them can tell the
next ones, so nothing comes from here that somebody must not guess: no token, and no seed of a paper.
"""

import random
import uuid


def random_uuid() -> uuid.UUID:
    """Return a UUID of version 4, as `uuid.uuid4` makes them."""
    return uuid.UUID(int=random.getrandbits(128), version=4)  # nosec B311
