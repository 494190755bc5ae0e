"""Random bits for what is no secret: names of requests and events, the order of a paper.

They come from a generator in the process, seeded by the system: asking the system for each hands the interpreter to
another thread, which a hot path then has to wait for (docs/hot-paths.md). Secrets and tokens never come from here.
"""

import random
import uuid


def random_bits(count: int) -> int:
    """From 0 to 2**count - 1."""
    return random.getrandbits(count)  # nosec B311


def random_uuid() -> uuid.UUID:
    """Version 4, as `uuid.uuid4` makes them."""
    return uuid.UUID(int=random_bits(128), version=4)
