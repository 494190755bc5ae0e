"""The broker of the embedded shape: a worker that looks while messages are written loses none and stays alive."""

import threading
from pathlib import Path
from queue import Empty

from django.conf import settings
from kombu import Connection

from mathvidya.ops.file_broker import SCHEME

MESSAGES = 400


def options_in(folder: Path) -> dict[str, str]:
    places = {
        "data_folder_in": "queue",
        "data_folder_out": "queue",
        "processed_folder": "done",
        "control_folder": "control",
    }
    for name in set(places.values()):
        (folder / name).mkdir()
    return {option: str(folder / name) for option, name in places.items()}


def test_the_embedded_shape_uses_it():
    assert settings.REDIS_URL or settings.CELERY_BROKER_URL.startswith(f"{SCHEME}://")


def test_a_reader_beside_a_writer_gets_every_message_whole(tmp_path):
    options = options_in(tmp_path)
    got: list[int] = []
    broken: list[BaseException] = []
    with Connection(f"{SCHEME}://", transport_options=options) as sending:
        queue = sending.SimpleQueue("work")

        def read() -> None:
            try:
                with Connection(f"{SCHEME}://", transport_options=options) as receiving:
                    channel = receiving.channel()
                    while len(got) < MESSAGES:
                        try:
                            got.append(channel._get("work")["body"])
                        except Empty:
                            continue
            except BaseException as error:
                broken.append(error)
                raise

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        channel = sending.channel()
        for number in range(MESSAGES):
            channel._put("work", {"body": number, "padding": "x" * 50_000})
        reader.join(timeout=30)
        queue.close()
    assert not broken
    assert sorted(got) == list(range(MESSAGES))
