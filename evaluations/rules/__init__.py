"""Decisions of the desk that need no look-up."""
