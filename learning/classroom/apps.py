from django.apps import AppConfig


class ClassroomConfig(AppConfig):
    name = "learning.classroom"

    def ready(self) -> None:
        from accounts.queries.export import register_export
        from accounts.queries.student_parts import register_student_part
        from learning.classroom.forms import ProgrammesPart
        from learning.classroom.queries import classroom_part

        register_export("classroom", classroom_part)
        register_student_part(ProgrammesPart())
