"""What may be practised: a question that is kept for practice, unless it is on a paper that is still to be taken."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from learning.classroom.access import programmes_of
from mathvidya.lib.registry import Registry
from questions.choices import QuestionStatus, QuestionUse
from questions.models import Question, QuestionVersion

Withheld = Callable[[], QuerySet[Any]]

# Each returns ids of questions that nobody may practise just now. Apps above register theirs, such as papers to take.
withheld: Registry[Withheld] = Registry("questions withheld from practice")


def practisable(student: User) -> QuerySet[Question]:
    """Return the questions that `student` may practise now, of what they learn, without those that are withheld.

    It is one statement, whatever is registered. A question is withheld with all its versions and with its twins: other
    questions of which any version says the same as any version of it.
    """
    questions = Question.objects.filter(
        subject__programme__in=programmes_of(student),
        status=QuestionStatus.ACTIVE,
        use__in=[QuestionUse.BOTH, QuestionUse.PRACTICE],
        current__isnull=False,
    )
    return questions.exclude(pk__in=_withheld_with_twins())


def _withheld_with_twins() -> QuerySet[Any]:
    """Return the ids; a question that is withheld is a twin of itself."""
    named = reduce(or_, (Q(question__in=find()) for find in withheld.values()), Q(pk__in=[]))
    said = QuestionVersion.objects.filter(named).values("content_hash")
    return QuestionVersion.objects.filter(content_hash__in=said).values("question")
