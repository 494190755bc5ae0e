"""How DRF learns who is asking."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from accounts.access.signin import bearer_of, user_of_bearer
from accounts.models import User


class BearerAuthentication(BaseAuthentication):
    """Reads `Authorization: Bearer <access token>`.

    A bad token raises NotSignedIn (401); without one the next class is asked.
    """

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        token = bearer_of(request)
        return None if token is None else (user_of_bearer(token), token)

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'
