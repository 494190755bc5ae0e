"""The marking desk under /api/v1/."""
