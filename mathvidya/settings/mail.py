"""Mail out."""

from mathvidya.settings.deployment import env

vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 8  # seconds; smtplib by itself waits for ever
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Mathvidya <no-reply@localhost>")
