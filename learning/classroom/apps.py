from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassroomConfig(AppConfig):
    name = "learning.classroom"

    def ready(self) -> None:
        from accounts.queries.export import export_parts
        from accounts.queries.student_parts import parts
        from learning.classroom.forms import ProgrammesPart
        from learning.classroom.queries import classroom_part
        from mathvidya.web.admin_menu import Row, rows

        export_parts.register("classroom", classroom_part)
        rows.register("classroom_batch", Row(_("Batches"), "groups", "people"))
        rows.register("classroom_teaching", Row(_("Teaching"), "school", "people"))
        parts.register("programmes", ProgrammesPart())
        rows.register("classroom_enrolment", Row(_("Enrolments"), "assignment_ind", "people"))
