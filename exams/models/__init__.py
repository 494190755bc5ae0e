from exams.models.attempts import Attempt, AttemptEvent, Response, TimeEntry
from exams.models.exams import Exam, ExamPaper
from exams.models.papers import KeyVersion, Paper, PaperItem, PaperVersion
from exams.models.results import ResultRun

__all__ = [
    "Attempt",
    "AttemptEvent",
    "Exam",
    "ExamPaper",
    "KeyVersion",
    "Paper",
    "PaperItem",
    "PaperVersion",
    "Response",
    "ResultRun",
    "TimeEntry",
]
