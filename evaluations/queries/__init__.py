"""Reads of the marking desk."""
