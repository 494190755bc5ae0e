"""What browsers may do: content policy, cookies, HTTPS."""

from typing import Any

from csp.constants import NONCE, NONE, SELF

from mathvidya.settings.deployment import SECURE
from mathvidya.settings.files import AWS_S3_ENDPOINT_URL, AWS_S3_REGION_NAME, AWS_STORAGE_BUCKET_NAME, ON_S3

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
SECURE_REDIRECT_EXEMPT = [r"^health", r"^metrics$"]  # requested by machines inside, without the proxy
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
