"""People and sign-in: passwords, sessions, tokens, second factor, Google."""

from datetime import timedelta

from mathvidya.settings.deployment import DEMO, SECRET_KEY, TESTING, env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["accounts.adapters.hashers.Argon2idHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
# Passwords that a process hashes at the same time; its other threads stay free for students in an exam.
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
    "LEEWAY": timedelta(seconds=30),  # clocks of nodes differ; one that is behind would refuse a token just issued
    "ALGORITHM": "HS256",
    "SIGNING_KEY": JWT_SIGNING_KEY,
    "ISSUER": "mathvidya",
    "AUDIENCE": "mathvidya",
}
# The demo's staff sign in with the passwords it prints; the tests that are about the second factor switch it on.
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=not (DEMO or TESTING))
ACCOUNT_ADAPTER = "accounts.flows.allauth.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# A whole school may share one network address; guessing is counted per mailbox and address (accounts/flows/allauth.py).
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
SOCIALACCOUNT_ADAPTER = "accounts.flows.allauth.GoogleAdapter"
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
