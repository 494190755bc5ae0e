"""Judges a history: what was acknowledged must be stored, each effect once, and outages answered honestly."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rigs.drill.history import LONGEST, Call, History, Outage, Promise

RECOVERY_LIMIT = 120.0  # seconds
UNSENT = {"refused", "reset", "closed"}  # what a client sees of a dead process


@dataclass(frozen=True)
class Effect:
    """How often something happened that must happen `wanted` times."""

    name: str
    key: Any
    count: int
    wanted: int = 1


@dataclass
class Stored:
    """What database, objects and mails hold at the end, for the things that a history speaks of."""

    answers: dict[tuple[int, int], tuple[int, Any]] = field(default_factory=dict)  # (attempt, item): (seq, answer)
    pages: dict[int, str] = field(default_factory=dict)  # page: SHA-256 of the object's bytes
    receipts: dict[int, str] = field(default_factory=dict)  # attempt: receipt
    marks: dict[tuple[int, int, str], str] = field(default_factory=dict)  # (task, item, step): award
    scores: dict[int, str] = field(default_factory=dict)  # task: score of the submitted script
    effects: list[Effect] = field(default_factory=list)

    def unsettled(self) -> list[Effect]:
        """Return the effects that have not happened (yet)."""
        return [effect for effect in self.effects if effect.count < effect.wanted]


@dataclass(frozen=True)
class Verdict:
    """One row of the report; `faults` says in words what was wrong, and is empty where all held."""

    acknowledged: int
    stored: int
    lost: int
    duplicates: int
    seen: dict[str, int]
    worst: float
    recovery: float | None
    faults: list[str]

    @property
    def holds(self) -> bool:
        return not self.faults


def judge(history: History, stored: Stored, *, recovery: float | None) -> Verdict:
    """Compare the history with what is stored; `recovery` in seconds is None where it did not settle in time."""
    lost = list(lost_promises(history, stored))
    missing = [f"{effect.name} of {effect.key} never happened" for effect in stored.unsettled()]
    doubled = [effect for effect in stored.effects if effect.count > effect.wanted]
    twice = [f"{effect.name} of {effect.key} happened {effect.count} times" for effect in doubled]
    faults = [*lost, *missing, *twice, *dishonest(history.calls, history.outages), *history.complaints]
    if recovery is None or recovery > RECOVERY_LIMIT:
        faults.append(f"not recovered within {RECOVERY_LIMIT:.0f} s")
    return Verdict(
        acknowledged=history.acknowledged,
        stored=history.acknowledged - len(lost),
        lost=len(lost) + len(missing),
        duplicates=sum(effect.count - effect.wanted for effect in doubled),
        seen=dict(history.seen().most_common()),
        worst=history.worst,
        recovery=recovery,
        faults=faults,
    )


def lost_promises(history: History, stored: Stored) -> Iterable[str]:
    """Yield what was acknowledged and is not stored."""
    for key, (seq, answer) in history.promised("answer").items():
        there = stored.answers.get(key)
        # A newer one may have been stored without its acknowledgement arriving; an older one may not be stored.
        if there is None or there[0] < seq or (there[0] == seq and there[1] != answer):
            yield f"answer {key} was acknowledged with {seq}, stored is {there and there[0]}"
    pairs: tuple[tuple[Promise, dict[Any, str]], ...] = (
        ("page", stored.pages),
        ("submit", stored.receipts),
        ("marks", stored.marks),
        ("marked", stored.scores),
    )
    for kind, there_by_key in pairs:
        for key, value in history.promised(kind).items():
            if there_by_key.get(key) != value:
                yield f"{kind} {key} was acknowledged with {value}, stored is {there_by_key.get(key)}"


def dishonest(calls: Iterable[Call], outages: list[Outage]) -> list[str]:
    """Return answers that no outage excuses, counted: 5xx but 503 with Retry-After, hangs, unexplained errors."""
    found: Counter[str] = Counter()
    for call in calls:
        during = [outage for outage in outages if outage.covers(call)]
        if call.seconds > LONGEST or call.error == "timeout":
            found[f"{call.action} lasted longer than {LONGEST:.0f} s"] += 1
        elif call.status == 503 and not call.has_retry_after:
            found[f"{call.action} answered 503 without Retry-After"] += 1
        elif call.status == 503 and not during:
            found[f"{call.action} answered 503 although nothing was broken"] += 1
        elif call.status >= 500 and call.status != 503:
            found[f"{call.action} answered {call.status}"] += 1
        elif call.error and not (call.error in UNSENT and any(outage.kills for outage in during)):
            found[f"{call.action}: {call.error}"] += 1
    return [f"{text} ({count}×)" for text, count in found.items()]
