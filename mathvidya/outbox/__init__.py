"""Events stored with the facts they report: `from mathvidya.outbox.registry import emit, on`. See docs/outbox.md."""
