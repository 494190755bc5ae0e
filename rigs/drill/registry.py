"""The list of faults: what is injected, what must hold, and the code that does it."""

from collections.abc import Callable
from dataclasses import dataclass

from rigs.drill.scene import Scene
from rigs.stack import Part

CORE: tuple[Part, ...] = ("web", "worker", "mail", "relay")
Play = Callable[[Scene], None]


@dataclass(frozen=True)
class Fault:
    """`play` breaks something while clients work and heals it again.

    `is_quick`: part of the short drill. `needs`: the processes that must run. `pages`: it looks at HTML pages.
    """

    id: str
    injects: str
    expects: str
    play: Play
    is_quick: bool = False
    needs: tuple[Part, ...] = CORE
    pages: bool = False


@dataclass(frozen=True)
class Omission:
    """A fault of the list that is not drilled, and why."""

    id: str
    title: str
    why: str


FAULTS: dict[str, Fault] = {}
OMITTED = [
    Omission("F11", "model API fails", "not built yet: nothing in the product speaks to a model"),
    Omission("F12", "prompt injection", "not built yet: nothing in the product speaks to a model"),
    Omission("F20", "promised time across daylight saving", "no process to break: covered by the tests"),
    Omission("F26", "code runner bomb", "not built yet: there is no code runner"),
]


def fault(
    id_: str, *, injects: str, expects: str, quick: bool = False, also: tuple[Part, ...] = (), pages: bool = False
) -> Callable[[Play], Play]:
    """Put a function on the list; `also` names processes that it needs beside those of `CORE`."""

    def put(play: Play) -> Play:
        FAULTS[id_] = Fault(id_, injects, expects, play, quick, (*CORE, *also), pages)
        return play

    return put
