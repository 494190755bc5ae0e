"""What each student does at which time. Pure: the same seed gives the same day."""

import random
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a student does; the value is how the report calls it."""

    SIGN_IN = "sign in"
    START = "start"
    SAVE = "save"
    PAGE = "page"
    SUBMIT = "submit"


@dataclass(frozen=True)
class Act:
    """One act. `at` is in seconds after the bell; `size` is how many answers a save has."""

    at: float
    kind: Kind
    size: int = 1


@dataclass(frozen=True)
class Day:
    """The shape of an exam day. Times in seconds, shares from 0 to 1."""

    students: int
    length: float
    save_every: float = 30.0
    signing_in: float = 0.5
    photographing: float = 0.1
    late: float = 0.05
    early: float = 0.2

    @property
    def bell(self) -> float:
        """How long the rush at the beginning lasts; the rush at the end is as long."""
        return min(60.0, self.length / 4)


SIGN_IN_TAKES = 3.0
PAGES = (2, 3)


def acts_of(day: Day, student: int, *, seed: int = 2026) -> list[Act]:
    """Return what one student does, in order of time."""
    rng = random.Random(f"{seed} {student}")
    arrival = _arrival(day, rng)
    ending = _ending(day, rng)
    signs_in = rng.random() < day.signing_in
    started = arrival + (SIGN_IN_TAKES if signs_in else 0)
    acts = [Act(arrival, Kind.SIGN_IN)] if signs_in else []
    acts.append(Act(started, Kind.START))
    acts += _saves(day, rng, started, ending)
    if rng.random() < day.photographing:
        acts += [Act(rng.uniform(day.length / 2, ending - 5), Kind.PAGE) for _ in range(rng.choice(PAGES))]
    acts.append(Act(ending, Kind.SUBMIT))
    return sorted(acts, key=lambda act: act.at)


def _arrival(day: Day, rng: random.Random) -> float:
    """Return when a student arrives: most at once, a few late."""
    if rng.random() < day.late:
        return rng.uniform(day.bell, day.bell * 2)
    return min(rng.expovariate(4 / day.bell), day.bell)


def _ending(day: Day, rng: random.Random) -> float:
    """Return when a student submits: some early, the others in the rush at the end, more and more of them."""
    if rng.random() < day.early:
        return rng.uniform(day.length * 0.7, day.length - day.bell)
    return rng.triangular(day.length - day.bell, day.length, day.length)


def _saves(day: Day, rng: random.Random, started: float, ending: float) -> list[Act]:
    """Return the saves, mostly of one answer each; the first within one interval after the start."""
    saves, at = [], started + rng.uniform(1, day.save_every)
    while at < ending - 1:
        saves.append(Act(at, Kind.SAVE, size=rng.choice((1, 1, 1, 2, 5))))
        at += day.save_every * rng.uniform(0.7, 1.3)
    return saves
