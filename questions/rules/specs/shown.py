"""What of a specification is shown: to a student, to a search, to an author who is still writing."""

from typing import Any

from questions.rules.specs.faults import Spec

# What of each type a student may see before the release; everything else is key, solution, hint or scheme.
SHOWN = {
    "single_choice": ("stem", "options"),
    "multiple_choice": ("stem", "options", "partial"),
    "true_false": ("stem",),
    "assertion_reason": ("stem", "assertion", "reason"),
    "numeric": ("stem", "unit"),
    "short_text": ("stem",),
    "expression": ("stem",),
    "written": ("stem",),
    "case_study": ("stem",),
}
LISTS = ("options", "scheme", "parts", "wrong")
PART_SHOWN = ("key", "label", "type", "marks", "choice")


def student_view(type: str, spec: Spec) -> dict[str, Any]:
    """`spec` without key, solution, hint and scheme: only fields that are named as shown go through."""
    shown = {name: spec[name] for name in SHOWN[type] if name in spec}
    if type == "case_study":
        shown["parts"] = [
            {name: part[name] for name in PART_SHOWN if name in part} | student_view(part["type"], part)
            for part in spec["parts"]
        ]
    return shown


def words_of(type: str, spec: Spec) -> str:
    """What a search looks through: every text a student sees, in one line each."""
    shown = student_view(type, spec)
    texts = [shown.get(name, "") for name in ("stem", "assertion", "reason")]
    texts += [option["text"] for option in shown.get("options", [])]
    texts += [words_of(part["type"], part) for part in shown.get("parts", [])]
    return "\n".join(" ".join(text.split()) for text in texts if text)


def sketch(spec: Spec) -> dict[str, Any]:
    """`spec` as far as it can be drawn while it is being written: what should be a list is one, of objects."""
    drawn = {name: value for name, value in spec.items() if name not in (*LISTS, "answer")}
    for name in LISTS:
        value = spec.get(name)
        entries = value if isinstance(value, list) else []
        drawn[name] = [sketch(entry) for entry in entries if isinstance(entry, dict)]
    drawn["answer"] = spec["answer"] if isinstance(spec.get("answer"), dict) else {}
    drawn["tolerance"] = spec["tolerance"] if isinstance(spec.get("tolerance"), dict) else {}
    drawn["alternatives"] = spec["alternatives"] if isinstance(spec.get("alternatives"), list) else []
    return drawn
