"""Who may use the hot paths of the desk."""

from accounts.access.signin import Principal
from accounts.models import User
from mathvidya.lib.errors import Forbidden


def require_role(user: User | Principal, *roles: str) -> None:
    """Raises Forbidden."""
    if user.role not in roles:
        raise Forbidden
