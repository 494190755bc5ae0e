from exams.models.attempts import Attempt, AttemptEvent, Response, TimeEntry
from exams.models.cases import AnswerCase
from exams.models.exams import Exam, ExamPaper
from exams.models.imports import ImportRun
from exams.models.papers import KeyVersion, Paper, PaperItem, PaperVersion
from exams.models.questions import Question, QuestionImage, QuestionVersion
from exams.models.results import ResultRun

__all__ = [
    "AnswerCase",
    "Attempt",
    "AttemptEvent",
    "Exam",
    "ExamPaper",
    "ImportRun",
    "KeyVersion",
    "Paper",
    "PaperItem",
    "PaperVersion",
    "Question",
    "QuestionImage",
    "QuestionVersion",
    "Response",
    "ResultRun",
    "TimeEntry",
]
