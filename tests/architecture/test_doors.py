"""Across apps, only these doors are open."""

import grimp

APPS = [
    "accounts",
    "questions",
    "exams",
    "evaluations",
    "learning.curriculum",
    "learning.classroom",
    "mathvidya.institute",
    "mathvidya.notifications",
    "mathvidya.uploads",
    "insights",
]
ROOTS = ("mathvidya", "accounts", "questions", "exams", "evaluations", "learning", "insights", "maths")
DOORS = {"actions", "queries", "access", "models", "events", "choices"}


def app_of(module: str) -> str | None:
    return next((app for app in APPS if module == app or module.startswith(f"{app}.")), None)


def closed_doors():
    graph = grimp.build_graph(*ROOTS, cache_dir=None)
    for importer in graph.modules:
        for target in graph.find_modules_directly_imported_by(importer):
            here, there = app_of(importer), app_of(target)
            if not here or not there or here == there:
                continue
            room = target.removeprefix(f"{there}.").split(".")[0]
            if target == "questions.types":
                continue  # its public face; a type's own folder is nobody else's
            if room not in DOORS and not (".tests" in importer and room == "tests"):
                yield f"{importer} -> {target}"


def test_apps_enter_each_other_only_by_the_doors():
    assert sorted(closed_doors()) == []
