from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self) -> None:
        from accounts.choices import Role
        from insights.queries import dashboards
        from insights.queries.dashboards import Home, homes
        from insights.queries.first_screen import first_screen
        from mathvidya.web.navigation import Entry, entries

        homes.register(Role.STUDENT, Home("insights/home_student.html", dashboards.student_home, first_screen))
        homes.register(Role.PARENT, Home("insights/home_parent.html", dashboards.parent_home))
        homes.register(Role.TEACHER, Home("insights/home_teacher.html", dashboards.teacher_home))
        homes.register(Role.COUNSELOR, Home("insights/home_counselor.html", dashboards.counselor_home))
        homes.register(Role.ADMIN, Home("insights/overview.html", dashboards.admin_home))
        everybody_else = set(Role) - {Role.ADMIN}
        entries.register("home", Entry(_("Home"), "home", everybody_else), order=10)
        entries.register("overview", Entry(_("Overview"), "chart", {Role.ADMIN}), order=20)
