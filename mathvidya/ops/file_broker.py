"""The broker of the embedded installation: kombu's files in a folder, each complete when it appears.

Kombu opens a message's file where the worker looks for it and then writes. A worker that takes it in between reads
nothing, loses the message and fails; a file that is renamed into its place is complete.
"""

import os
import tempfile
import time
import uuid
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

SCHEME = "files"


class Channel(filesystem.Channel):
    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]  # as kombu calls it
        """Put `message` onto `queue` in one step. Names begin with the time, by which kombu sorts."""
        handle, unfinished = tempfile.mkstemp(dir=self.control_folder, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(dumps(message))
        os.replace(unfinished, os.path.join(self.data_folder_out, filesystem_name(queue)))


class Transport(filesystem.Transport):
    Channel = Channel


def filesystem_name(queue: str) -> str:
    """Return a name that no other message has, in the order of time."""
    return f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"


def register() -> None:
    """Let Celery find this broker by its scheme."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
