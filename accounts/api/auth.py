"""/auth: the sign-in flows of the pages, for the app."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.permissions import IsSignedIn, SecondFactorMissing
from accounts.access.signin import person_of
from accounts.actions.guardians import OwnGuardian
from accounts.actions.people import AddressTaken
from accounts.actions.tokens import BadRefreshToken, open_family, rotate, sign_out
from accounts.adapters.hashers import SignInBusy
from accounts.adapters.jwt import Pair
from accounts.api.fields import DetailOut, PersonOut, StudentPartsIn, TokensOut
from accounts.choices import SELF_SERVICE_ROLES
from accounts.flows import passwords
from accounts.flows.google import BadGoogleToken, GoogleOff, RegistrationNeeded, person_of_id_token
from accounts.flows.passwords import InvalidKey
from accounts.flows.registration import register
from accounts.flows.sign_in import (
    BadChallenge,
    BadCode,
    BadCredentials,
    EmailNotVerified,
    SecondFactorRequired,
    admit,
    check_code,
    check_credentials,
    limit,
)
from accounts.forms.google import facts_of
from accounts.forms.registration import RegistrationForm
from accounts.models import User
from mathvidya.api.fields import StrictSerializer
from mathvidya.api.requests import PlainRequestView
from mathvidya.lib.errors import Forbidden, refuses

LONGEST_PASSWORD = 256  # an upper bound on what one request can make us hash


class AboutIn(StudentPartsIn):
    role = serializers.ChoiceField(choices=SELF_SERVICE_ROLES, required=False)
    first_name = serializers.CharField(max_length=300, required=False)
    last_name = serializers.CharField(max_length=300, required=False, allow_blank=True)
    date_of_birth = serializers.DateField(required=False, help_text="Students: decides whether a guardian must agree")
    school = serializers.CharField(max_length=200, required=False, allow_blank=True)
    guardian_email = serializers.EmailField(required=False, help_text="Students under 18")


class RegisterIn(AboutIn):
    email = serializers.EmailField()
    password = serializers.CharField(max_length=LONGEST_PASSWORD, trim_whitespace=False)


class LoginIn(StrictSerializer):
    email = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=LONGEST_PASSWORD, trim_whitespace=False)
    device = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class SecondFactorIn(StrictSerializer):
    challenge = serializers.CharField(max_length=500)
    code = serializers.CharField(max_length=20)
    device = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class GoogleIn(AboutIn):
    id_token = serializers.CharField(max_length=8000)
    device = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class RefreshIn(StrictSerializer):
    refresh = serializers.CharField(max_length=4000)


class KeyIn(StrictSerializer):
    key = serializers.CharField(max_length=500)


class EmailIn(StrictSerializer):
    email = serializers.EmailField()


class ResetIn(StrictSerializer):
    key = serializers.CharField(max_length=200)
    password = serializers.CharField(max_length=LONGEST_PASSWORD, trim_whitespace=False)


class ChangeIn(StrictSerializer):
    current_password = serializers.CharField(max_length=LONGEST_PASSWORD, trim_whitespace=False, required=False)
    new_password = serializers.CharField(max_length=LONGEST_PASSWORD, trim_whitespace=False)


@refuses(Forbidden)  # whose address cannot be known, so that no limit would hold
class DoorView(PlainRequestView):
    """A view for people who are not signed in; a stale token in the header does not keep them out."""

    permission_classes = [AllowAny]
    authentication_classes: list[Any] = []

    def body(self, request: Request, kind: type[StrictSerializer]) -> dict[str, Any]:
        """Return the checked body."""
        given = kind(data=request.data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)


def signed_in_answer(user: User, pair: Pair) -> Response:
    """Return the answer to a person who has just signed in, whatever the way."""
    body = {"access": pair.access, "refresh": pair.refresh, "expires_in": pair.access_seconds}
    response = Response(body | {"user": PersonOut(user).data})
    response["Cache-Control"] = "no-store"
    return response


@extend_schema(tags=["sign-in"])
class RegisterView(DoorView):
    """Make an account. The answer is the same when the address has one already; the mail says what to do."""

    @refuses(AddressTaken, SignInBusy)
    @extend_schema(request=RegisterIn, responses={201: DetailOut})
    def post(self, request: Request) -> Response:
        limit(self.http_request, "signup")
        given = self.body(request, RegisterIn)
        form = RegistrationForm(given | {"password1": given["password"]})
        if not form.is_valid():
            raise serializers.ValidationError(passwords.api_errors(form))
        register(self.http_request, form)
        return Response({"detail": _("Please open the link in the mail that we sent.")}, status.HTTP_201_CREATED)


@extend_schema(tags=["sign-in"])
class LoginView(DoorView):
    """Sign in with address and password. Staff get 401 `second_factor_required` with a `challenge`."""

    @refuses(SecondFactorMissing, BadCredentials, EmailNotVerified, SecondFactorRequired, SignInBusy)
    @extend_schema(request=LoginIn, responses=TokensOut)
    def post(self, request: Request) -> Response:
        given = self.body(request, LoginIn)
        user = check_credentials(self.http_request, email=given["email"], password=given["password"])
        return signed_in_answer(user, open_family(user=user, device=given["device"]))


@extend_schema(tags=["sign-in"])
class SecondFactorView(DoorView):
    """Answer the challenge of a sign-in with a code of the authenticator app or a recovery code."""

    @refuses(SecondFactorMissing, BadChallenge, BadCode, BadCredentials, EmailNotVerified, SecondFactorRequired)
    @extend_schema(request=SecondFactorIn, responses=TokensOut)
    def post(self, request: Request) -> Response:
        given = self.body(request, SecondFactorIn)
        user = check_code(self.http_request, challenge=given["challenge"], code=given["code"])
        return signed_in_answer(user, open_family(user=user, device=given["device"]))


@extend_schema(tags=["sign-in"])
class GoogleView(DoorView):
    """Sign in with a Google ID token; 422 `registration_needed` asks a new person for role, birthday, programmes."""

    @refuses(
        SecondFactorMissing,
        OwnGuardian,
        AddressTaken,
        BadGoogleToken,
        GoogleOff,
        RegistrationNeeded,
        BadCredentials,
        EmailNotVerified,
        SecondFactorRequired,
    )
    @extend_schema(request=GoogleIn, responses=TokensOut)
    def post(self, request: Request) -> Response:
        limit(self.http_request, "login")
        given = self.body(request, GoogleIn)
        token, device = given.pop("id_token"), given.pop("device")
        user = person_of_id_token(self.http_request, token, lambda names: facts_of({**names, **given}))
        admit(self.http_request, user=user, second_factor=True)
        return signed_in_answer(user, open_family(user=user, device=device))


@extend_schema(tags=["sign-in"])
class RefreshView(DoorView):
    """Swap a refresh token for a new pair; it works once, and a second use ends the whole sign-in."""

    @refuses(BadRefreshToken)
    @extend_schema(request=RefreshIn, responses=TokensOut)
    def post(self, request: Request) -> Response:
        pair, user = rotate(refresh=self.body(request, RefreshIn)["refresh"])
        return signed_in_answer(user, pair)


@extend_schema(tags=["sign-in"])
class LogoutView(DoorView):
    """End the sign-in that a refresh token belongs to."""

    @extend_schema(request=RefreshIn, responses={204: None})
    def post(self, request: Request) -> Response:
        sign_out(refresh=self.body(request, RefreshIn)["refresh"])
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["sign-in"])
class VerifyEmailView(DoorView):
    """Prove an address with the key of the mail's link."""

    @refuses(InvalidKey)
    @extend_schema(request=KeyIn, responses=DetailOut)
    def post(self, request: Request) -> Response:
        passwords.verify_email(self.http_request, key=self.body(request, KeyIn)["key"])
        return Response({"detail": _("The address is verified. You can sign in now.")})


@extend_schema(tags=["sign-in"])
class ForgotPasswordView(DoorView):
    """Ask for a link to choose a new password. The answer is the same whether or not the address is known."""

    @extend_schema(request=EmailIn, responses=DetailOut)
    def post(self, request: Request) -> Response:
        passwords.send_reset_link(self.http_request, email=self.body(request, EmailIn)["email"])
        return Response({"detail": _("If there is an account with this address, a mail is on its way.")})


@extend_schema(tags=["sign-in"])
class ResetPasswordView(DoorView):
    """Choose a new password with the key of the mail's link; every other sign-in of the account ends."""

    @refuses(InvalidKey, SignInBusy)
    @extend_schema(request=ResetIn, responses=DetailOut)
    def post(self, request: Request) -> Response:
        given = self.body(request, ResetIn)
        passwords.reset_password(self.http_request, key=given["key"], password=given["password"])
        return Response({"detail": _("The password is changed. Please sign in.")})


@extend_schema(tags=["sign-in"])
class ChangePasswordView(PlainRequestView):
    """Change one's own password; every other sign-in ends, this one gets a new pair."""

    permission_classes = [IsSignedIn]

    @refuses(SignInBusy)
    @extend_schema(request=ChangeIn, responses=TokensOut)
    def post(self, request: Request) -> Response:
        given = ChangeIn(data=request.data)
        given.is_valid(raise_exception=True)
        user = passwords.change_password(self.http_request, user=person_of(request), **given.validated_data)
        return signed_in_answer(user, open_family(user=user))
