"""Finds the verdict on a typed answer that was judged before."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """`key_digest` is empty where the verdict holds whatever the key."""

    verdict: str
    key_digest: str
    is_by_person: bool
    note: str


Place = tuple[int, str, str]
Cases = Mapping[Place, tuple[Case, ...]]
NONE: Cases = {}


def answer_digest(text: str) -> str:
    """Return the SHA-256 (hex) of an answer, whatever the blanks around and inside it."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def key_digest(spec: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of what an answer is judged by: the author's test and the key."""
    body = {"test": spec.get("test"), "answer": spec["answer"]}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def find(cases: Cases, place: Place, spec: Mapping[str, Any]) -> Case | None:
    """Return the case that decides: a person's verdict first, else one that was judged against this very key."""
    there = cases.get(place, ())
    if not there:
        return None
    digest = key_digest(spec)
    fitting = [case for case in there if case.key_digest in ("", digest)]
    return min(fitting, key=lambda case: not case.is_by_person, default=None)
