"""PostgreSQL with DATABASE_URL, otherwise SQLite in WAL."""

from mathvidya.settings.deployment import TESTING, VAR_DIR, env

DATABASES = {
    "default": env.db_url_config(env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'mathvidya.sqlite3'}")
}
ON_POSTGRES = "postgresql" in DATABASES["default"]["ENGINE"]
# Seconds that one statement may take; a person waits for it. 0 is for ever: migrations and other work of operators.
# Tests have no limit: nobody waits for them, and creating their database is a statement too.
DATABASE_PATIENCE = env.int("DATABASE_PATIENCE", default=60 if TESTING else 7)
if ON_POSTGRES:
    DATABASES["default"]["ENGINE"] = "mathvidya.ops.postgresql"
    # Web threads keep a connection each (mathvidya/wsgi.py); other processes have more threads than work for them.
    _is_pooled = env.bool("DATABASE_POOL", default=not TESTING)
    # A pool that cannot connect gives up soon, and tries again when it is next asked: it is back when the server is.
    _pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8), "timeout": 5, "reconnect_timeout": 3}
    DATABASES["default"]["OPTIONS"] = {
        "pool": _pool if _is_pooled else False,
        # synchronous_commit: what we acknowledge is on the server's disk, whatever its own setting is.
        "options": f"-c lock_timeout=5000 -c statement_timeout={DATABASE_PATIENCE * 1000} -c synchronous_commit=on",
        "connect_timeout": 3,
        # Statements that come again are planned once: a save costs PostgreSQL half, and the app a third less.
        "server_side_binding": True,
        "prepare_threshold": 5,
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 0 if _is_pooled or TESTING else None
else:
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE takes the write lock at BEGIN: a read that becomes a write would otherwise fail at once under load.
        "transaction_mode": "IMMEDIATE",
        "timeout": 8,
        # In WAL, NORMAL may lose what was acknowledged last when the power fails; FULL waits for the disk.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
