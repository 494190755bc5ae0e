"""What every answer of the project carries, whatever it answers."""

import re
from typing import Any

POLICY = ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "default-src 'self'")
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
TALKATIVE = ("Server", "X-Powered-By", "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials")
YEAR = 365 * 24 * 3600
# A file is shown inside its own sandbox; it has no policy of a page.
SANDBOX = "sandbox"


def missing_guards(answer: Any, *, personal: bool) -> list[str]:
    """What this answer to an https request lacks; `personal` for one that a signed-in person gets."""
    headers = answer.headers
    found = [f"{name}: {headers.get(name)}" for name, value in EXACT.items() if headers.get(name) != value]
    found += [f"{name}: {headers[name]}" for name in TALKATIVE if name in headers]
    age = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    if not age or int(age[1]) < YEAR or "includeSubDomains" not in headers["Strict-Transport-Security"]:
        found.append(f"Strict-Transport-Security: {headers.get('Strict-Transport-Security')}")
    policy = headers.get("Content-Security-Policy", "")
    if SANDBOX not in policy:
        found += [f"policy lacks {part}" for part in POLICY if part not in policy]
        scripts = next((part for part in policy.split("; ") if part.startswith("script-src")), "'unsafe-inline'")
        found += [f"policy: {scripts}"] if "'unsafe-inline'" in scripts or "*" in scripts or "https:" in scripts else []
    is_page = headers.get("Content-Type", "").startswith("text/html") and not 300 <= answer.status_code < 400
    if is_page and personal and "no-store" not in headers.get("Cache-Control", ""):
        found.append(f"Cache-Control: {headers.get('Cache-Control')}")
    return found + [
        f"cookie {morsel.OutputString()}" for morsel in answer.cookies.values() if not is_kept_close(morsel)
    ]


def is_kept_close(cookie: Any) -> bool:
    """Return whether the cookie goes over https to this host alone, out of reach of scripts; the chosen language is no
    secret.
    """
    close = cookie["secure"] and cookie["samesite"] in ("Lax", "Strict") and not cookie["domain"]
    is_secret = cookie["max-age"] != 0 and cookie.key != "django_language"
    return bool(close and (not is_secret or (cookie["httponly"] and cookie.key.startswith("__Host-"))))
