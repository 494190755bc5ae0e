"""Cache, sockets and broker: on separate databases of Redis where there is one, otherwise in memory and files."""

from typing import Any

from mathvidya.settings.deployment import VAR_DIR, env

REDIS_URL = env.str("REDIS_URL", default="").rstrip("/")
REDIS_FIRST_DATABASE = env.int("REDIS_FIRST_DATABASE", default=0)
if REDIS_URL:
    # A frozen Redis must cost a request a fifth of a second, not a minute (`./run drill F6`).
    _patience = env.float("REDIS_PATIENCE", default=0.2)
    _cache: dict[str, Any] = {
        "LOCATION": f"{REDIS_URL}/{REDIS_FIRST_DATABASE}",
        "OPTIONS": {"socket_timeout": _patience, "socket_connect_timeout": _patience},
    }
    # django-allauth's counts of guesses and of used codes outlive the cache in a table.
    _kept = {"database_table": "api_cacheentry", "database_keys": ("allauth", "jwt:")}
    CACHES: dict[str, dict[str, Any]] = {
        "default": {
            **_cache,
            "BACKEND": "mathvidya.ops.caches.QuickCache",
            "OPTIONS": {**_cache["OPTIONS"], **_kept},
        },
        "sessions": {**_cache, "BACKEND": "mathvidya.ops.caches.SessionCache"},
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "mathvidya.realtime.layers.CancellableRedisLayer",
            # The layer waits 5 s for a message; redis-py's own 5 s would end every quiet socket just then.
            "CONFIG": {
                "hosts": [
                    {
                        "address": f"{REDIS_URL}/{REDIS_FIRST_DATABASE + 1}",
                        "socket_timeout": 15,
                        "socket_connect_timeout": 2,
                    }
                ]
            },
        }
    }
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"socket_timeout": 5, "socket_connect_timeout": 2}
    CELERY_BROKER_URL = f"{REDIS_URL}/{REDIS_FIRST_DATABASE + 2}"
else:
    _memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "mathvidya"}
    CACHES = {"default": _memory, "sessions": _memory}
    CHANNEL_LAYERS = {"default": {"BACKEND": "mathvidya.realtime.layers.ThreadSafeInMemoryLayer"}}
    CELERY_BROKER_URL = "files://localhost"  # mathvidya.ops.file_broker
    _broker = VAR_DIR / "broker"
    for folder in ("queue", "processed", "control"):
        (_broker / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "processed_folder": str(_broker / "processed"),
        "control_folder": str(_broker / "control"),
        "polling_interval": 0.1,
    }
