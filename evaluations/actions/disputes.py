"""What a re-evaluation of typed maths teaches the bank."""

from evaluations.choices import RequestState
from evaluations.models import ReEvaluation
from evaluations.queries.marks import current_marks
from exams.models import Response
from exams.queries.content import get_attempt_content
from questions.actions.cases import decide_answer
from questions.choices import CaseSource, CaseVerdict
from questions.models import QuestionVersion
from questions.types import key_digest, typed_answers


def keep_upheld_answers(*, request_id: int) -> int:
    """Keep each typed answer that got all its marks from a teacher after a dispute, so that it is judged so for
    everyone who typed it.

    Returns how many answers were kept; a repeat keeps them again, to the same effect.
    """
    request = ReEvaluation.objects.select_related("attempt", "task__script__attempt").get(pk=request_id)
    if request.state != RequestState.UPHELD or request.task is None:
        return 0
    attempt, marks = request.attempt, current_marks(request.task)
    answers = dict(Response.objects.filter(attempt=attempt).values_list("item_id", "answer"))
    kept = 0
    for item in get_attempt_content(attempt.pk, attempt.paper_version_id).items.values():
        steps = {step.key: step for step in item.typed_steps}
        for part, spec, text in typed_answers(item, answers.get(item.id)):
            step = steps[f"{part}.answer" if part else "answer"]
            mark = marks.get((item.id, step.key))
            if mark is None or mark.award != step.marks:
                continue
            decide_answer(
                version=QuestionVersion.objects.select_related("question").get(pk=item.question_version_id),
                part=part,
                answer=text,
                verdict=CaseVerdict.RIGHT,
                source=CaseSource.DISPUTE,
                note=request.reason,
                by=mark.by,
                drawn_key=key_digest(spec) if item.values else "",
            )
            kept += 1
    return kept
