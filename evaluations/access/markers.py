"""Who may use the hot paths of the desk."""

from accounts.access.signin import Principal
from accounts.models import User
from mathvidya.lib.errors import Forbidden


def require_role(user: User | Principal, *roles: str) -> None:
    """Check that `user` has one of `roles`. Raises Forbidden (403)."""
    if user.role not in roles:
        raise Forbidden
