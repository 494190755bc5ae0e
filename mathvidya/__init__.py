"""The project package: composition, and the plumbing that every app stands on."""

from mathvidya.celery import app as celery_app

__all__ = ["celery_app"]
