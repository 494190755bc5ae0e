"""Paths of the question bank under /api/v1/."""

from django.urls import URLPattern, path

from questions.api import maths, question_images, questions

urlpatterns: list[URLPattern] = [
    path("maths/read", maths.MathsReadView.as_view(), name="maths-read"),
    path("maths/check", maths.MathsCheckView.as_view(), name="maths-check"),
    path("questions", questions.QuestionListView.as_view(), name="questions"),
    path("questions/export", questions.QuestionExportView.as_view(), name="questions-export"),
    path("questions/import", questions.QuestionImportView.as_view(), name="questions-import"),
    path("questions/images", question_images.QuestionImagesView.as_view(), name="question-images"),
    path(
        "questions/images/<uuid:upload>/done",
        question_images.QuestionImageDoneView.as_view(),
        name="question-image-done",
    ),
    path("questions/<int:pk>", questions.QuestionView.as_view(), name="question"),
    path("questions/<int:pk>/versions", questions.QuestionVersionsView.as_view(), name="question-versions"),
    path("questions/<int:pk>/retire", questions.QuestionRetireView.as_view(), name="question-retire"),
    path("questions/<int:pk>/restore", questions.QuestionRestore.as_view(), name="question-restore"),
]
