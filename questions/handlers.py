"""Work in the background after something happened in the bank."""

from mathvidya.outbox.registry import on
from questions.events import ImportRequested
from questions.tasks import take_import


@on(ImportRequested)
def hand_file_to_workers(event: ImportRequested) -> None:
    """Delivered twice it only repeats the task, and a file is taken once."""
    take_import.delay(event.run_id)
