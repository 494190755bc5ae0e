"""Pages of the question bank. Each line: address, view, name."""

from django.urls import URLPattern, path

from questions.views import answer_cases, imports, question_images, questions

urlpatterns: list[URLPattern] = [
    path("questions", questions.question_list, name="question_list"),
    path("questions/new", questions.question_edit, name="question_new"),
    path("questions/preview", questions.question_preview, name="question_preview"),
    path("questions/import", imports.question_import, name="question_import"),
    path("questions/imports/<int:pk>", imports.import_run, name="import_run"),
    path("questions/imports/<int:pk>/report.csv", imports.import_run_download, name="import_run_download"),
    path("questions/imports/<int:pk>/apply", imports.import_run_apply, name="import_run_apply"),
    path("questions/export", questions.question_export, name="question_export"),
    path("questions/<int:pk>", questions.question_detail, name="question_detail"),
    path("questions/<int:pk>/edit", questions.question_edit, name="question_edit"),
    path("questions/<int:pk>/history", questions.question_history, name="question_history"),
    path("questions/<int:pk>/answers", answer_cases.answer_decide, name="answer_decide"),
    path("questions/<int:pk>/answers/<int:case>/withdraw", answer_cases.answer_withdraw, name="answer_withdraw"),
    path("questions/<int:pk>/status", questions.question_status, name="question_status"),
    path("questions/<int:pk>/delete", questions.question_delete, name="question_delete"),
    path("question-images/<slug:sha256>", question_images.question_image, name="question_image"),
]
