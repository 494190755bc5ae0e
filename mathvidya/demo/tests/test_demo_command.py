"""`manage.py demo`: it loads once, loads again without harm, starts over, and refuses to run for real people."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import ConsentRecord, User
from evaluations.models import MarkingTask
from exams.models import Attempt, Exam
from mathvidya.demo.people import PEOPLE
from questions.models import Question


@pytest.fixture
def as_demo(settings, tmp_path):
    settings.DEMO = True
    settings.VAR_DIR = tmp_path


def counts():
    return [model.objects.count() for model in (User, Question, Exam, Attempt, MarkingTask)]


def test_without_demo_it_refuses(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="known passwords"):
        call_command("demo", load_only=True)
    assert User.objects.count() == 0


def test_it_loads_attempts_in_every_state_and_loads_again_without_harm(transactional_db, as_demo, capsys, client):
    call_command("demo", load_only=True)
    printed = capsys.readouterr().out
    assert all(person.password in printed for person in PEOPLE if person.password)
    states = set(MarkingTask.objects.values_list("state", flat=True))
    assert states == {"waiting", "done"}
    assert Attempt.objects.filter(published_run__isnull=False).count() == 2
    assert all(user.is_cleared for user in User.objects.all())
    assert ConsentRecord.objects.exists()

    first = counts()
    call_command("demo", load_only=True)
    assert counts() == first
    assert "loaded already" in capsys.readouterr().out

    for person in PEOPLE:
        if person.password:
            answer = client.post(
                "/api/v1/auth/login",
                {"email": person.email, "password": person.password},
                content_type="application/json",
            )
            assert answer.status_code == 200, (person.email, answer.content)
