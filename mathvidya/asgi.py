"""HTTP and sockets in one process (the demo), sockets alone in production."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import SessionMiddlewareStack
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mathvidya.settings")

http = get_asgi_application()  # first: it loads the apps that the sockets' modules import

from mathvidya.realtime.lifespan import lifespan  # noqa: E402
from mathvidya.routing import websocket_urlpatterns  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": SessionMiddlewareStack(URLRouter(websocket_urlpatterns)),
        "lifespan": lifespan,
    }
)
