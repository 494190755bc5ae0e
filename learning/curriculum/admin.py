from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from learning.curriculum.models import Chapter, Programme, Subject, Topic, Unit


class UnitInline(TabularInline):  # type: ignore[misc]
    model = Unit
    extra = 0


class ChapterInline(TabularInline):  # type: ignore[misc]
    model = Chapter
    extra = 0
    show_change_link = True


class TopicInline(TabularInline):  # type: ignore[misc]
    model = Topic
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "name", "name_hi", "board", "school_class", "is_offered"]
    list_filter = ["is_offered", "board"]
    search_fields = ["code", "name", "name_hi"]


@admin.register(Subject)
class SubjectAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "name", "name_hi", "programme"]
    list_filter = ["programme"]
    list_select_related = ["programme"]
    search_fields = ["code", "name", "name_hi"]
    inlines = [UnitInline]


@admin.register(Unit)
class UnitAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["name", "subject", "number", "marks"]
    list_filter = ["subject"]
    list_select_related = ["subject"]
    search_fields = ["name", "name_hi"]
    inlines = [ChapterInline]


@admin.register(Chapter)
class ChapterAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "name", "name_hi", "unit"]
    list_filter = ["unit__subject"]
    list_select_related = ["unit"]
    search_fields = ["code", "name", "name_hi"]
    inlines = [TopicInline]


@admin.register(Topic)
class TopicAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "name", "name_hi", "chapter"]
    list_filter = ["chapter__unit__subject"]
    list_select_related = ["chapter"]
    search_fields = ["code", "name", "name_hi"]
