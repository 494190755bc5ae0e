"""Turns an unfinished specification into one that can be drawn, while its author is still writing."""

from typing import Any

from questions.rules.faults import Spec

LISTS = ("options", "scheme", "parts", "wrong")


def sketch(spec: Spec) -> dict[str, Any]:
    """Return as much of `spec` as can be drawn while it is being written, with lists of objects where lists belong."""
    drawn = {name: value for name, value in spec.items() if name not in (*LISTS, "answer")}
    for name in LISTS:
        value = spec.get(name)
        entries = value if isinstance(value, list) else []
        drawn[name] = [sketch(entry) for entry in entries if isinstance(entry, dict)]
    drawn["answer"] = spec["answer"] if isinstance(spec.get("answer"), dict) else {}
    drawn["tolerance"] = spec["tolerance"] if isinstance(spec.get("tolerance"), dict) else {}
    drawn["alternatives"] = spec["alternatives"] if isinstance(spec.get("alternatives"), list) else []
    return drawn
