"""Batches."""

from learning.classroom.models import Batch
from mathvidya.testing.factories.curriculum import programme


def batch_of(code: str, *, name: str) -> Batch:
    """Return a new batch of a programme, given by the programme's code."""
    return Batch.objects.create(name=name, programme=programme(code), year="2026-27")
