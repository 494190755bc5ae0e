"""Encryption of waiting letters, which hold addresses and keys to accounts; only this installation can read them."""

import base64
import json

from cryptography.fernet import Fernet, InvalidToken
from django.core.mail import EmailMultiAlternatives
from django.utils.crypto import salted_hmac

SALT = "mathvidya.notifications.letters"


def seal(message: EmailMultiAlternatives) -> str:
    """Return `message` as text that needs SECRET_KEY to be read. Attachments are not kept."""
    parts = {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.from_email,
        "to": message.to,
        "headers": message.extra_headers,
        "alternatives": [list(alternative) for alternative in message.alternatives],
    }
    return _box().encrypt(json.dumps(parts).encode()).decode()


def unseal(sealed: str) -> EmailMultiAlternatives | None:
    """Return what was sealed; None where SECRET_KEY has changed since."""
    try:
        parts = json.loads(_box().decrypt(sealed.encode()))
    except InvalidToken:
        return None
    alternatives = [(content, kind) for content, kind in parts.pop("alternatives")]
    return EmailMultiAlternatives(**parts, alternatives=alternatives)


def _box() -> Fernet:
    key = salted_hmac(SALT, "seal", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
