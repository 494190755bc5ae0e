"""An import that waits."""

import json

from mathvidya.testing.factories.exams import QUESTIONS
from mathvidya.testing.worlds import TaskWorld
from questions.models import ImportRun

CALLED_WITH = {"questions.tasks.take_import": lambda world: (world.names["import"],)}


def prepare(world: TaskWorld) -> None:
    kind, marks, spec = QUESTIONS["single"]
    question = {"ref": "new", "subject": "maths-10", "type": kind, "marks": marks, "spec": spec}
    how = {"subject": "maths-10", "filename": "new.json", "dry_run": False, "is_whole": False, "total": 1}
    run = ImportRun.objects.create(text=json.dumps({"questions": [question]}), by=world.cast["admin"], **how)
    world.names["import"] = run.pk
