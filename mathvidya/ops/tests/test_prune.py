"""The daily deletion: what has expired is deleted, once; a pruner that fails stops no other."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from mathvidya.ops.pruning import pruners
from mathvidya.ops.tasks import prune


def test_what_ran_out_goes_and_the_rest_stays(db):
    now = timezone.now()
    for name, expires in (("old", now - timedelta(days=1)), ("new", now + timedelta(days=1))):
        Session.objects.create(session_key=name, session_data="x", expire_date=expires)
    for _run in range(2):
        assert prune.delay().get()["sessions"] == 0  # the engine does not say how many
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_one_that_fails_stops_nobody(db):
    with pruners.temporarily("a broken one", lambda: 1 // 0), pruners.temporarily("a good one", lambda: 3):
        counts = prune.delay().get()
    assert (counts["a broken one"], counts["a good one"]) == (-1, 3)
