"""A few views that belong to no app, for tests."""

from django.db import OperationalError
from django.http import Http404
from django.urls import include, path
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from mathvidya.api.etag import with_etag
from mathvidya.api.fields import MarksField, ScopedRelatedField, StrictSerializer
from mathvidya.api.idempotency import idempotent
from mathvidya.api.strict_json import read_json
from mathvidya.api.throttles import check_rate, scope
from mathvidya.fastlane.views import hot_view
from mathvidya.lib.errors import Forbidden
from mathvidya.outbox.models import Event


class NoteSerializer(StrictSerializer):
    name = serializers.CharField(max_length=80)
    marks = MarksField(required=False)
    event = ScopedRelatedField(scope=lambda user: Event.objects.filter(key=str(user.pk)), model=Event, required=False)


class NotesView(APIView):
    @idempotent
    def post(self, request):
        body = NoteSerializer(data=request.data, context={"request": request})
        body.is_valid(raise_exception=True)
        made = Event.objects.create(name=body.validated_data["name"], payload={})
        return Response({"id": str(made.pk), "marks": body.data.get("marks")}, status=201)


class EventSerializer(serializers.ModelSerializer):
    class Meta:
        model = Event
        fields = ["id", "name"]


class EventsView(ListAPIView):
    serializer_class = EventSerializer
    ordering = "name"
    queryset = Event.objects.all()


class FaultView(APIView):
    permission_classes = [AllowAny]

    def get(self, request, kind):
        match kind:
            case "refusal":
                raise Forbidden(fields={"mark": ["no"]}, extra={"seen": 1})
            case "missing":
                raise Http404
            case "outage":
                raise OperationalError("connection refused to 10.0.0.1")
        raise RuntimeError("secret")


class SlowDoorView(APIView):
    permission_classes = [AllowAny]
    throttle_classes = [scope("login")]

    @with_etag
    def get(self, request):
        return Response({"value": 1})


@hot_view(["POST"])
def hot(request):
    """Echo."""
    return read_json(request)


@hot_view(["GET"])
def guarded(request):
    """Count by a name of one's own."""
    check_rate(request, "mail", "one@example.org")


urlpatterns = [
    path("api/v1/notes", NotesView.as_view()),
    path("api/v1/events", EventsView.as_view()),
    path("api/v1/faults/<str:kind>", FaultView.as_view()),
    path("api/v1/slow", SlowDoorView.as_view()),
    path("api/v1/hot", hot),
    path("api/v1/guarded", guarded),
    path("", include("mathvidya.urls")),
]
handler404 = "mathvidya.web.views.not_found"
handler500 = "mathvidya.web.views.server_error"
