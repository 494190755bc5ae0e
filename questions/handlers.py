"""Work in the background after something happened in the bank."""

from mathvidya.outbox.registry import on
from questions.events import ImportRequested
from questions.tasks import take_import


@on(ImportRequested)
def hand_file_to_workers(event: ImportRequested) -> None:
    """Start the task that imports the file. A second delivery only repeats the task, and a file is imported once."""
    take_import.delay(event.run_id)
