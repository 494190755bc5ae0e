"""Faults of a specification under the names that the body has them by."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from questions.rules.faults import BadSpec


@contextmanager
def named_as_sent(inside: str, *, outside: Collection[str]) -> Iterator[None]:
    """Have a BadSpec name its fields as members of the body's `inside` ("spec.options.1.text"), but for `outside`."""
    try:
        yield
    except BadSpec as refusal:
        fields = {
            name if name.partition(".")[0] in outside else f"{inside}.{name}": texts
            for name, texts in refusal.fields.items()
        }
        raise BadSpec(refusal.detail, fields=fields) from refusal
