"""What the product is compared with: a peer on FastAPI, SQLAlchemy and asyncpg, and the same SQL by pgbench.

The peer's program, schema and load script lie outside of the project and are taken as they are; requirements.txt pins
what it runs on, in a virtual environment of its own.
"""
