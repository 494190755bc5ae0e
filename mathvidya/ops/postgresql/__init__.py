"""Django's PostgreSQL backend with time limits, so that it ends within seconds of any fault. See docs/outages.md."""
