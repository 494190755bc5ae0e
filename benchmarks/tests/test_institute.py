"""The loaded institute is one that the product could have made: keys agree, results are right, every door opens."""

import os

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from benchmarks.hot.operations import OPERATIONS
from benchmarks.institute.loader import load
from benchmarks.school import School
from evaluations.models import MarkingTask
from evaluations.rules.promises import warn_from
from exams.models import Attempt, Response
from exams.queries.content import get_paper_content
from exams.rules.scoring import inputs_hash, receipt_of, score

SIZE = {"students": 80, "responses": 900, "waiting_scripts": 50}
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="the loader speaks PostgreSQL"),
]


DANGLING = """
SELECT count(*) FROM {table} owner
WHERE {column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target} t WHERE t.{key} = owner.{column})
"""


def dangling_keys() -> list[str]:
    """Foreign keys that point at nothing; the loader goes past PostgreSQL's own checks."""
    found = []
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields if field.remote_field]
    for field in fields:
        key = field.target_field
        names = {"table": field.model._meta.db_table, "column": field.column, "target": key.model._meta.db_table}
        with connection.cursor() as cursor:
            cursor.execute(DANGLING.format(key=key.column, **names))
            found += [str(field)] if cursor.fetchone()[0] else []
    return found


def test_an_institute_is_consistent_and_its_doors_open():
    load(**SIZE)
    with pytest.raises(ValueError, match="empty"):
        load(**SIZE)
    assert dangling_keys() == []
    assert Response.objects.count() == SIZE["responses"]
    attempts = Attempt.objects.select_related("published_run").prefetch_related("responses")
    marked = [attempt for attempt in attempts if attempt.published_run]
    assert len(marked) == 20 + 30
    assert Attempt.objects.filter(published_run=None, script__tasks__state="waiting").count() == 50
    for task in MarkingTask.objects.all()[:5]:
        assert task.warn_at == warn_from(task.created_at, task.due_at)
    for attempt in marked[::7]:
        answers = {row.item_id: row.answer for row in attempt.responses.all()}
        scored = score(get_paper_content(attempt.paper_version_id), {}, answers, None)
        run = attempt.published_run
        assert (run.attempt_id, run.body, run.score, run.grade) == (attempt.pk, scored.body, scored.score, scored.grade)
        assert (attempt.receipt, run.inputs_hash) == (receipt_of(answers), inputs_hash(answers, None))

    school, client = School(connection_url()), Client()
    student, teacher = marked[0].student_id, school.people("teacher")[0]
    result = client.get(f"/api/v1/attempts/{marked[0].pk}/result", headers=school.headers(student))
    assert len(result.json()["items"]) in (10, 30)
    claimed = client.post(
        "/api/v1/evaluations/claim", {}, "application/json", headers=school.headers(teacher, "teacher")
    )
    assert claimed.status_code == 200
    assert client.get("/marking", headers=school.session(teacher)).status_code == 200

    exam = school.live("save")
    opened = school.open_attempts(exam, school.people("student")[:5], answered=15)
    for sitter, attempt in opened.items():
        body = {"responses": [{"item": exam.item_ids[20], "answer": {"option": "a"}, "client_seq": 101}]}
        path = f"/api/v1/attempts/{attempt}/responses"
        assert client.post(path, body, "application/json", headers=school.headers(sitter)).status_code == 200
    school.clear_attempts(exam)
    assert not Attempt.objects.filter(exam_id=exam.exam_id).exists()
    for operation in OPERATIONS:
        assert next(operation(school, seconds=1).requests()), operation.name
    school.close()


def connection_url() -> str:
    given = connection.settings_dict
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
