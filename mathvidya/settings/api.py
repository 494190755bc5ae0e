"""The API: how requests are read, answered, documented and counted."""

from mathvidya.lib.enum_names import enum_names
from mathvidya.settings.deployment import DEBUG, DEMO, env

REST_FRAMEWORK: dict[str, object] = {
    "DEFAULT_SCHEMA_CLASS": "mathvidya.api.schema.Schema",
    "EXCEPTION_HANDLER": "mathvidya.api.problems.handle_api_exception",
    "DEFAULT_PARSER_CLASSES": ["mathvidya.api.strict_json.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "mathvidya.api.pages.CursorPages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_THROTTLE_CLASSES": ["mathvidya.api.throttles.DefaultThrottle"],
    # OPTIONS would describe every serializer, and fetch an object by DRF's own rules; the OpenAPI document is enough.
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
    "OAS_VERSION": "3.1.1",
    "SERVERS": [{"url": "/", "description": "Where this document comes from"}],
    "LICENSE": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Two fields of one name with different choices need names of their own in the document.
    "ENUM_NAME_OVERRIDES": enum_names,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "mathvidya.api.schema.add_problems",
        "mathvidya.api.components.add_components",
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
# Where counting matters more than answering: these count in the database while the cache is away.
THROTTLE_FAIL_CLOSED = {"login", "mail"}
# How many proxies are in front: decides which address of X-Forwarded-For counts.
# Without it every caller names an address of their own and no limit holds.
NUM_PROXIES = env.int("NUM_PROXIES", default=0)
