"""Events that survive: `from mathvidya.outbox.registry import emit, on`. See docs/outbox.md."""
