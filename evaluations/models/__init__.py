from evaluations.models.marking import Annotation, Mark, MarkingTask, PageView
from evaluations.models.requests import ReEvaluation
from evaluations.models.scripts import Page, Script

__all__ = ["Annotation", "Mark", "MarkingTask", "Page", "PageView", "ReEvaluation", "Script"]
