from exams.admin import exams, papers, questions

__all__ = ["exams", "papers", "questions"]
