"""One settings file; the environment decides. `.env.example` explains every variable.

With nothing set, all is embedded: SQLite, local files, a filesystem broker, sockets in memory, mail on the console.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from botocore.config import Config

from mathvidya.lib.secrets import own_key
from mathvidya.ops.logging import configure_logging
from mathvidya.web.admin_menu import UNFOLD as UNFOLD

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- This deployment -------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
TESTING = env.bool("TESTING", default=False)
DEMO = env.bool("DEMO", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
# An embedded installation makes its own key, once; one with a database server must be given the key its nodes share.
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

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.headless",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "django_celery_beat",
    "django_structlog",
    "import_export",
    "channels",
    "csp",
    "mathvidya.institute",
    "mathvidya.outbox",
    "mathvidya.audit",
    "mathvidya.ops",
    "mathvidya.api",
    "mathvidya.web",
    "mathvidya.realtime",
    "mathvidya.notifications",
    "mathvidya.uploads",
    "accounts",
    "learning.curriculum",
    "learning.classroom",
    "exams",
    "evaluations",
    "insights",
    "mathvidya.demo",
]

MIDDLEWARE = [
    "mathvidya.api.lane.HotLaneMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mathvidya.ops.middleware.RequestLogMiddleware",
    "mathvidya.ops.middleware.MetricsMiddleware",
    "mathvidya.audit.callers.CallerMiddleware",
    "mathvidya.web.middleware.PolicyMiddleware",
    "mathvidya.web.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mathvidya.web.middleware.PreferencesMiddleware",
    "mathvidya.web.middleware.RefusalMiddleware",
]
# What adds headers to every answer: hot requests pass nothing else of the above (mathvidya/api/lane.py).
HOT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "mathvidya.web.middleware.PolicyMiddleware",
    "mathvidya.web.middleware.HeadersMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "mathvidya.web.context.institute",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "mathvidya.web.templatetags.web",
            ],
        },
    }
]

# --- Database: PostgreSQL with DATABASE_URL, otherwise SQLite in WAL -------------------------------------------------
DATABASES = {
    "default": env.db_url_config(env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'mathvidya.sqlite3'}")
}
ON_POSTGRES = "postgresql" in DATABASES["default"]["ENGINE"]
# Seconds that one statement may take; a person waits for it. 0 is for ever: migrations and other work of operators.
# Nobody waits for a test, and the making of its database is a statement too.
DATABASE_PATIENCE = env.int("DATABASE_PATIENCE", default=60 if TESTING else 7)
if ON_POSTGRES:
    DATABASES["default"]["ENGINE"] = "mathvidya.ops.postgresql"
    # Web threads keep a connection each (mathvidya/wsgi.py); other processes have more threads than work for them.
    _is_pooled = env.bool("DATABASE_POOL", default=not TESTING)
    # A pool that cannot connect gives up soon, and tries anew when it is next asked: it is back when the server is.
    _pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8), "timeout": 5, "reconnect_timeout": 3}
    DATABASES["default"]["OPTIONS"] = {
        "pool": _pool if _is_pooled else False,
        # synchronous_commit: whatever a server or role is set to, what we acknowledge is on its disk.
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

# --- Redis, when there is one: cache, sockets and broker on separate databases ---------------------------------------
REDIS_URL = env.str("REDIS_URL", default="").rstrip("/")
REDIS_FIRST_DATABASE = env.int("REDIS_FIRST_DATABASE", default=0)
if REDIS_URL:
    # A frozen Redis must cost a request a fifth of a second, not a minute (TRUST.md finding 6).
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

# --- Celery ----------------------------------------------------------------------------------------------------------
# acks_late alone loses the task of a killed child; both together do not (TRUST.md finding 3).
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
# A test hands a task to no worker; it runs where it is called.
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = env.bool("CELERY_EAGER", default=TESTING)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "evaluations.tasks.prepare_*": {"queue": "pages"},
    "mathvidya.notifications.tasks.*": {"queue": "mail"},
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "relay-outbox": {"task": "mathvidya.outbox.tasks.reconcile_outbox", "schedule": timedelta(seconds=60)},
    "submit-overdue-attempts": {"task": "exams.tasks.submit_overdue_attempts", "schedule": timedelta(seconds=20)},
    "publish-due-results": {"task": "exams.tasks.publish_due_results", "schedule": timedelta(seconds=60)},
    "return-expired-leases": {"task": "evaluations.tasks.return_expired_leases", "schedule": timedelta(seconds=60)},
    "sweep-pages": {"task": "evaluations.tasks.sweep_pages", "schedule": timedelta(seconds=60)},
    "warn-of-promised-times": {"task": "evaluations.tasks.warn_of_promised_times", "schedule": timedelta(minutes=5)},
    "send-waiting-mail": {"task": "mathvidya.notifications.tasks.send_waiting_mail", "schedule": timedelta(seconds=60)},
    "prune-outbox": {"task": "mathvidya.outbox.tasks.prune_outbox", "schedule": timedelta(hours=24)},
    "prune": {"task": "mathvidya.ops.tasks.prune", "schedule": timedelta(hours=24)},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- Files: S3 with AWS_STORAGE_BUCKET_NAME, otherwise VAR_DIR/media -------------------------------------------------
AWS_STORAGE_BUCKET_NAME = env.str("AWS_STORAGE_BUCKET_NAME", default="")
AWS_S3_ENDPOINT_URL = env.str("AWS_S3_ENDPOINT_URL", default=None)
AWS_S3_REGION_NAME = env.str("AWS_S3_REGION_NAME", default="ap-south-1")
AWS_ACCESS_KEY_ID = env.str("AWS_ACCESS_KEY_ID", default=None)
AWS_SECRET_ACCESS_KEY = env.str("AWS_SECRET_ACCESS_KEY", default=None)
AWS_QUERYSTRING_EXPIRE = 60
AWS_DEFAULT_ACL = None
# boto3's own defaults are three tries of sixty seconds each (TRUST.md finding 14); a person waits for these.
AWS_S3_CLIENT_CONFIG = Config(
    signature_version="s3v4", connect_timeout=2, read_timeout=4, retries={"total_max_attempts": 2}
)
ON_S3 = bool(AWS_STORAGE_BUCKET_NAME)
MEDIA_ROOT = VAR_DIR / "media"
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed names need `collectstatic`; DEBUG, the tests and the demo serve the source files as they are.
WHITENOISE_USE_FINDERS = DEBUG or TESTING or DEMO
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage" if ON_S3 else "django.core.files.storage.FileSystemStorage"
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "mathvidya.web.staticfiles.ManifestStorage"
    },
}

# --- People and sign-in ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["accounts.adapters.hashers.Argon2idHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
# Passwords that a process hashes at once: its other threads stay free for those who sit an exam.
PASSWORDS_AT_ONCE = env.int("PASSWORDS_AT_ONCE", default=2)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_CACHE_ALIAS = "sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
JWT_SIGNING_KEY = env.str("JWT_SIGNING_KEY", default=SECRET_KEY)
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=30),
    "LEEWAY": timedelta(seconds=30),  # clocks of nodes differ (TRUST.md finding 9)
    "ALGORITHM": "HS256",
    "SIGNING_KEY": JWT_SIGNING_KEY,
    "ISSUER": "mathvidya",
    "AUDIENCE": "mathvidya",
}
# The demo's staff sign in with the passwords it prints; the tests that are about the second factor switch it on.
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=not (DEMO or TESTING))
ACCOUNT_ADAPTER = "accounts.views.flows.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# A whole school may sit behind one address; guessing is counted per mailbox and address (accounts/views/flows.py).
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "signup": "60/m/ip",
    "reset_password": "60/m/ip,5/h/key",
    "reset_password_from_key": "60/m/ip",
    "change_password_api": "5/m/key",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_MIN_LENGTH = None  # AUTH_PASSWORD_VALIDATORS decide
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {"signup": "accounts.forms.registration.RegistrationForm"}
SOCIALACCOUNT_ADAPTER = "accounts.views.flows.GoogleAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.google.GoogleRegistrationForm"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_AUTO_SIGNUP = False  # role, birthday and guardian have to be asked
SOCIALACCOUNT_LOGIN_ON_GET = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Mathvidya"
MFA_TOTP_TOLERANCE = 1  # phones' clocks differ by half a minute
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("NUM_PROXIES", default=0)
GOOGLE_CLIENT_ID = env.str("GOOGLE_CLIENT_ID", default="")
SOCIALACCOUNT_PROVIDERS = {
    "google": {
        "APPS": [{"client_id": GOOGLE_CLIENT_ID, "secret": env.str("GOOGLE_CLIENT_SECRET", default=""), "key": ""}]
        if GOOGLE_CLIENT_ID
        else [],
        "SCOPE": ["profile", "email"],
        "OAUTH_PKCE_ENABLED": True,
        **({"CERTS_URL": env.str("GOOGLE_CERTS_URL")} if env.str("GOOGLE_CERTS_URL", default="") else {}),
    }
}

# --- API -------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, object] = {
    "DEFAULT_SCHEMA_CLASS": "mathvidya.api.schema.Schema",
    "EXCEPTION_HANDLER": "mathvidya.api.problems.handle_api_exception",
    "DEFAULT_PARSER_CLASSES": ["mathvidya.api.strict_json.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "mathvidya.api.pages.CursorPages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_THROTTLE_CLASSES": ["mathvidya.api.throttles.DefaultThrottle"],
    # OPTIONS would describe every serializer, and fetch an object that our views name otherwise: the document tells.
    "DEFAULT_METADATA_CLASS": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.access.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.access.permissions.IsCleared"],
}
SPECTACULAR_SETTINGS: dict[str, object] = {
    "TITLE": "Mathvidya",
    "DESCRIPTION": "Exams, marking and results of one institute. Errors are RFC 9457 problems; lists have cursors.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Two fields of one name with different choices need names of their own in the document.
    "ENUM_NAME_OVERRIDES": {
        "PersonRole": "accounts.choices.Role",
        "RegistrationRole": ["student", "parent"],
        "NoticeKind": "mathvidya.notifications.choices.Kind",
        "ExamKind": "exams.choices.ExamKind",
        "AttemptStatus": "exams.choices.AttemptStatus",
        "PageState": "evaluations.choices.PageState",
        "MarkingTaskState": "evaluations.choices.TaskState",
        "ReEvaluationState": "evaluations.choices.RequestState",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "mathvidya.api.schema.add_problems",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
# The document of the API is for everyone while developing and in the demo, otherwise for administrators.
API_DOCS_PUBLIC = env.bool("API_DOCS_PUBLIC", default=DEBUG or DEMO)
# Requests by one person, or by one address where nobody is signed in.
THROTTLE_RATES = {
    "default": "600/min",
    "anonymous": "120/min",
    "save": "240/min",
    "maths": "240/min",
    "start": "30/min",
    "submit": "60/min",
    "upload": "240/min",
    "login": "10/min",
    "mail": "5/h",
    "export": "10/h",
}
# Where a count matters more than an answer: these count in the database while the cache is away.
THROTTLE_FAIL_CLOSED = {"login", "mail"}
# How many proxies stand in front: decides which address of X-Forwarded-For counts (TRUST.md finding 7).
NUM_PROXIES = env.int("NUM_PROXIES", default=0)

# --- Mail ------------------------------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 8  # seconds; smtplib by itself waits for ever
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Mathvidya <no-reply@localhost>")

# --- Languages and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("hi", "हिन्दी")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
USE_TZ = True
TIME_ZONE = "UTC"

# --- Browser-side security -------------------------------------------------------------------------------------------
from csp.constants import NONCE, NONE, SELF  # noqa: E402  (constants of the section below)

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
    "EXCLUDE_URL_PREFIXES": [],
}
if ON_S3:  # the browser sends pages to the store and shows them from it
    _store = AWS_S3_ENDPOINT_URL or f"https://{AWS_STORAGE_BUCKET_NAME}.s3.{AWS_S3_REGION_NAME}.amazonaws.com"
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(_store)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["connect-src"].append(_store)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mathvidya.web.views.csrf_refused"
SECURE_REDIRECT_EXEMPT = [r"^health", r"^metrics$"]  # asked by machines inside, without the proxy
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"

# --- Logs and errors -------------------------------------------------------------------------------------------------
LOGGING = configure_logging(
    json=env.bool("LOG_JSON", default=not (DEBUG or TESTING or DEMO)),
    level=env.str("LOG_LEVEL", default="WARNING" if DEMO else "INFO"),
)
SENTRY_DSN = env.str("SENTRY_DSN", default="")
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Logs name people by id alone: no address, no query string, and nobody is loaded from the database for a log line.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = 20
DJANGO_STRUCTLOG_STATUS_5XX_LOG_LEVEL = 30  # what was wrong has a line of its own
DJANGO_STRUCTLOG_CELERY_ENABLED = True

# --- What lower apps must ask of accounts, by name -------------------------------------------------------------------
REALTIME_AUTHENTICATOR = "accounts.access.signin.user_of_token"
REALTIME_SESSION_REFUSER = "accounts.access.factors.lacks_second_factor"
PAGE_GUARD = "accounts.access.permissions.signed_in"
