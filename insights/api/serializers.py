"""Shapes of the home screens and of progress."""

from typing import Any

from rest_framework import serializers

from insights.rules import Progress


class ChapterProgressOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    won = serializers.DecimalField(max_digits=8, decimal_places=2)
    of = serializers.DecimalField(max_digits=8, decimal_places=2)
    percentage = serializers.DecimalField(max_digits=5, decimal_places=1)


class OutcomeOut(serializers.Serializer[Any]):
    attempt_id = serializers.IntegerField()
    title = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    score = serializers.DecimalField(max_digits=6, decimal_places=2)
    max_score = serializers.DecimalField(max_digits=6, decimal_places=2)
    percentage = serializers.DecimalField(max_digits=5, decimal_places=2)
    grade = serializers.CharField()


class ProgressOut(serializers.Serializer[Any]):
    """`average` and `best` are null before the first result."""

    results = serializers.SerializerMethodField()
    average = serializers.DecimalField(max_digits=5, decimal_places=1, allow_null=True)
    best = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    chapters = ChapterProgressOut(many=True)
    weak_chapters = ChapterProgressOut(many=True)

    def get_results(self, progress: Progress) -> int:
        return len(progress.outcomes)


class AnalyticsOut(ProgressOut):
    """Progress with the newest results, newest first."""

    outcomes = OutcomeOut(many=True)


class ExamCardOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.CharField()
    subject = serializers.CharField(source="subject.code")
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()


class AttemptCardOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    exam = serializers.IntegerField(source="exam_id")
    title = serializers.CharField(source="exam.title")
    paper = serializers.CharField(source="exam_paper.title")
    status = serializers.CharField()
    started_at = serializers.DateTimeField()
    deadline_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    has_result = serializers.SerializerMethodField()

    def get_has_result(self, attempt: Any) -> bool:
        return attempt.published_run_id is not None


class StudentHomeOut(serializers.Serializer[Any]):
    running = AttemptCardOut(many=True)
    open_exams = ExamCardOut(many=True)
    upcoming = ExamCardOut(many=True)
    waiting = AttemptCardOut(many=True)
    progress = ProgressOut()


class ChildOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField(source="get_full_name")


class ChildCardOut(serializers.Serializer[Any]):
    child = ChildOut()
    running = AttemptCardOut(many=True)
    waiting = AttemptCardOut(many=True)
    progress = ProgressOut()
    next_exam = ExamCardOut(allow_null=True)


class TaskCardOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    exam = serializers.CharField(source="script.attempt.exam.title")
    due_at = serializers.DateTimeField()
    lease_until = serializers.DateTimeField()


class TeacherHomeOut(serializers.Serializer[Any]):
    mine = TaskCardOut(many=True)
    waiting = serializers.IntegerField()
    due_today = serializers.IntegerField()
    late = serializers.IntegerField()
    running_exams = ExamCardOut(many=True)


class OverviewOut(serializers.Serializer[Any]):
    people = serializers.DictField(child=serializers.IntegerField())
    awaiting_consent = serializers.IntegerField()
    running_attempts = serializers.IntegerField()
    open_exams = ExamCardOut(many=True)
    waiting_tasks = serializers.IntegerField()
    late_tasks = serializers.IntegerField()
    oldest_due = serializers.DateTimeField(allow_null=True)


class DashboardOut(serializers.Serializer[Any]):
    """One of the four by `role`; a counsellor's has nothing yet but the role."""

    role = serializers.CharField()
    student = StudentHomeOut(required=False)
    children = ChildCardOut(many=True, required=False)
    teacher = TeacherHomeOut(required=False)
    overview = OverviewOut(required=False)
