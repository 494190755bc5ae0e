"""Paths of exams under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from exams.api import maths, papers, question_images, questions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("exams.api.attempt_paths")),
    path("maths/read", maths.MathsRead.as_view(), name="maths-read"),
    path("maths/check", maths.MathsCheck.as_view(), name="maths-check"),
    path("questions", questions.QuestionList.as_view(), name="questions"),
    path("questions/export", questions.QuestionExport.as_view(), name="questions-export"),
    path("questions/import", questions.QuestionImport.as_view(), name="questions-import"),
    path("questions/images", question_images.QuestionImages.as_view(), name="question-images"),
    path(
        "questions/images/<uuid:upload>/done", question_images.QuestionImageDone.as_view(), name="question-image-done"
    ),
    path("questions/<int:pk>", questions.QuestionDetail.as_view(), name="question"),
    path("questions/<int:pk>/versions", questions.QuestionVersions.as_view(), name="question-versions"),
    path("questions/<int:pk>/retire", questions.QuestionRetire.as_view(), name="question-retire"),
    path("questions/<int:pk>/restore", questions.QuestionRestore.as_view(), name="question-restore"),
    path("papers", papers.PaperList.as_view(), name="papers"),
    path("papers/draw", papers.PaperDraw.as_view(), name="papers-draw"),
    path("papers/<int:pk>", papers.PaperDetail.as_view(), name="paper"),
    path("papers/<int:pk>/versions", papers.PaperVersions.as_view(), name="paper-versions"),
    path("papers/<int:pk>/freeze", papers.PaperFreeze.as_view(), name="paper-freeze"),
    path("papers/<int:pk>/export", papers.PaperExport.as_view(), name="paper-export"),
]
