"""Importing this package fills the list of faults."""

from rigs.drill.faults import database, deploy, desk, jobs, redis, room, storage, web

__all__ = ["database", "deploy", "desk", "jobs", "redis", "room", "storage", "web"]
