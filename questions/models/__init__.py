from questions.models.cases import AnswerCase
from questions.models.imports import ImportRun
from questions.models.questions import Question, QuestionImage, QuestionVersion

__all__ = ["AnswerCase", "ImportRun", "Question", "QuestionImage", "QuestionVersion"]
