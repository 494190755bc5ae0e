from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurriculumConfig(AppConfig):
    name = "learning.curriculum"

    def ready(self) -> None:
        from mathvidya.web.admin_menu import Row, groups, rows

        groups.register("syllabus", _("Syllabus"), order=20)
        rows.register("curriculum_programme", Row(_("Programmes"), "flag", "syllabus"))
        rows.register("curriculum_subject", Row(_("Subjects"), "menu_book", "syllabus"))
        rows.register("curriculum_unit", Row(_("Units"), "view_list", "syllabus"))
        rows.register("curriculum_chapter", Row(_("Chapters"), "bookmark", "syllabus"))
        rows.register("curriculum_topic", Row(_("Topics"), "label", "syllabus"))
