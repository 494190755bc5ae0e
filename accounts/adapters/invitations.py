"""The link in a guardian's mail: it proves the mailbox, so following it verifies the address."""

from dataclasses import dataclass

from django.core import signing

SALT = "accounts.invitation"
SECONDS = 14 * 24 * 3600


@dataclass(frozen=True)
class Invitation:
    link_id: int
    email: str


def sign_invitation(invitation: Invitation) -> str:
    """Return a token for a mailed address."""
    return signing.dumps([invitation.link_id, invitation.email], salt=SALT)


def read_invitation(token: str) -> Invitation | None:
    """Return what a token says; None for one that is forged or older than two weeks."""
    try:
        link_id, email = signing.loads(token, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Invitation(int(link_id), str(email))
