"""Notices for the mobile app and the pages' script."""

from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mathvidya.api.idempotency import idempotent
from mathvidya.lib.errors import refuses
from mathvidya.notifications.access import notices_of
from mathvidya.notifications.actions import mark_read, register_device, set_preferences
from mathvidya.notifications.actions.preferences import CannotBeSwitchedOff, NotForThisRole
from mathvidya.notifications.api.pages import NoticePages
from mathvidya.notifications.api.serializers import (
    AfterIn,
    DeviceIn,
    NotificationOut,
    PreferencesIn,
    PreferencesOut,
    ReadIn,
    UnreadOut,
)
from mathvidya.notifications.models import Notification
from mathvidya.notifications.queries.preferences import preference_rows


def person(request: Request) -> AbstractBaseUser:
    """Return the signed-in person; the permission classes let nobody else through."""
    return cast(AbstractBaseUser, request.user)


@extend_schema(tags=["notifications"], summary="One's own notices, newest first", parameters=[AfterIn])
class NoticeListView(ListAPIView[Notification]):
    """With `after` (the last `seq` a client has) the ones it missed, oldest first. `unread` counts all unread ones."""

    serializer_class = NotificationOut
    pagination_class = NoticePages

    def get_queryset(self) -> QuerySet[Notification]:
        if getattr(self, "swagger_fake_view", False):
            return notices_of(None)
        asked = AfterIn(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        self.ordering = "seq" if "after" in asked.validated_data else "-seq"
        return notices_of(person(self.request), **asked.validated_data)


class MarkReadView(APIView):
    @extend_schema(tags=["notifications"], summary="Mark notices as read", request=ReadIn, responses=UnreadOut)
    def post(self, request: Request) -> Response:
        """Mark `ids` of one's own notices (others are passed over), or `all`, as read. Answers how many are unread."""
        asked = ReadIn(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response({"unread": mark_read(user=person(request), ids=asked.validated_data.get("ids"))})


class PreferencesView(APIView):
    @extend_schema(tags=["notifications"], summary="Which notices are sent", responses=PreferencesOut)
    def get(self, request: Request) -> Response:
        return Response({"preferences": preference_rows(person(request))})

    @refuses(CannotBeSwitchedOff, NotForThisRole)
    @extend_schema(
        tags=["notifications"],
        summary="Change which notices are sent",
        request=PreferencesIn,
        responses=PreferencesOut,
    )
    def put(self, request: Request) -> Response:
        """Change the kinds that are named; others stay as they are."""
        asked = PreferencesIn(data=request.data)
        asked.is_valid(raise_exception=True)
        set_preferences(user=person(request), wishes=asked.wishes())
        return Response({"preferences": preference_rows(person(request))})


class DevicesView(APIView):
    @extend_schema(
        tags=["notifications"],
        summary="Register a phone or browser for pushes",
        request=DeviceIn,
        responses={201: DeviceIn},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Register a device. A token that another person registered on the same phone becomes the caller's."""
        asked = DeviceIn(data=request.data)
        asked.is_valid(raise_exception=True)
        device = register_device(user=person(request), **asked.validated_data)
        return Response(DeviceIn(device).data, status=status.HTTP_201_CREATED)
