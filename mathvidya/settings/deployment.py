"""Say what this deployment is; every other part of the settings reads its environment through `env`."""

from pathlib import Path

import environ

from mathvidya.lib.secrets import own_key

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
TESTING = env.bool("TESTING", default=False)
DEMO = env.bool("DEMO", default=False)
# 0: hot requests go through all of Django, as any other (docs/hot-paths.md).
FASTLANE = env.bool("FASTLANE", default=True)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
# An embedded installation makes its own key, once; with a database server the key that all nodes share must be set.
_embedded = TESTING or DEMO or not env.str("DATABASE_URL", default="")
SECRET_KEY = env.str("SECRET_KEY", default="") or (own_key(VAR_DIR / "secret-key") if _embedded else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
SECURE = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SECURE else []

ROOT_URLCONF = "mathvidya.urls"
ASGI_APPLICATION = "mathvidya.asgi.application"
WSGI_APPLICATION = "mathvidya.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
