"""The project package: it puts the apps together and holds what every app needs."""

from mathvidya.celery import app as celery_app

__all__ = ["celery_app"]
