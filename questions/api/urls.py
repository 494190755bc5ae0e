"""Paths of the question bank under /api/v1/."""

from django.urls import URLPattern, path

from questions.api import maths, question_images, questions

urlpatterns: list[URLPattern] = [
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
]
