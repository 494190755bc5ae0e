"""Fault drills in the manner of Jepsen: clients with a history, something that breaks, and a checker."""
