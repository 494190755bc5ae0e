"""Django's PostgreSQL, made to answer within seconds whatever happens to the server. See docs/outages.md."""
