"""Fault drills like those of Jepsen: clients with a history, something that breaks, and a checker."""
