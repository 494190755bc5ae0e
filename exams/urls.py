"""Pages of exams. Each line: address, view, name."""

from django.urls import URLPattern, URLResolver, include, path

from exams.views import paper_editor, papers

urlpatterns: list[URLPattern | URLResolver] = [
    path("papers", papers.paper_list, name="paper_list"),
    path("papers/new", papers.paper_new, name="paper_new"),
    path("papers/draw", papers.paper_draw, name="paper_draw"),
    path("papers/<int:pk>", papers.paper_detail, name="paper_detail"),
    path("papers/<int:pk>/v<int:number>", papers.paper_detail, name="paper_version"),
    path("papers/<int:pk>/v<int:number>/print", papers.paper_print, name="paper_print"),
    path("papers/<int:pk>/v<int:number>/key", papers.paper_print, {"with_key": True}, name="paper_key"),
    path("papers/<int:pk>/export", papers.paper_export, name="paper_export"),
    path("papers/<int:pk>/freeze", papers.paper_freeze, name="paper_freeze"),
    path("papers/<int:pk>/new-version", papers.paper_new_version, name="paper_new_version"),
    path("papers/<int:pk>/delete", papers.paper_delete, name="paper_delete"),
    path("papers/<int:pk>/edit", paper_editor.paper_edit, name="paper_edit"),
    path("papers/<int:pk>/bank", paper_editor.paper_bank, name="paper_bank"),
    path("papers/<int:pk>/add", paper_editor.paper_add, name="paper_add"),
    path("papers/<int:pk>/remove", paper_editor.paper_remove, name="paper_remove"),
    path("papers/<int:pk>/move", paper_editor.paper_move, name="paper_move"),
    path("papers/<int:pk>/choice", paper_editor.paper_choice, name="paper_choice"),
    path("papers/<int:pk>/marks", paper_editor.paper_item_marks, name="paper_item_marks"),
    path("papers/<int:pk>/facts", paper_editor.paper_facts, name="paper_facts"),
    path("papers/<int:pk>/sections/add", paper_editor.paper_section_add, name="paper_section_add"),
    path("papers/<int:pk>/sections/change", paper_editor.paper_section_change, name="paper_section_change"),
    path("papers/<int:pk>/sections/remove", paper_editor.paper_section_remove, name="paper_section_remove"),
    path("", include("exams.views.paths")),
]
