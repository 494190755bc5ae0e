from exams.admin import exams, papers

__all__ = ["exams", "papers"]
