"""Across apps, only these doors are open."""

import grimp
import pytest
from django.apps import apps

from mathvidya.testing.project import apps_with_rooms, root_packages

DOORS = {"actions", "queries", "access", "models", "events", "choices"}


def app_of(module: str) -> str | None:
    return next((app for app in apps_with_rooms() if module == app or module.startswith(f"{app}.")), None)


def closed_doors():
    graph = grimp.build_graph(*root_packages(), cache_dir=None)
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


def test_every_app_is_under_the_contract():
    """Plumbing inside the project package may have a layout of its own; a root that is no app (maths) has no rooms."""
    ours = {config.name for config in apps.get_app_configs() if config.name.split(".")[0] in root_packages()}
    assert {name for name in ours if not name.startswith("mathvidya.")} <= set(apps_with_rooms())


@pytest.mark.parametrize("face", ["maths", "questions.types"])
def test_what_has_a_public_face_is_entered_by_it(face):
    graph = grimp.build_graph(*root_packages(), cache_dir=None)
    inside = face.split(".")[0]
    around = [
        f"{importer} -> {target}"
        for target in graph.find_descendants(face)
        for importer in graph.find_modules_that_directly_import(target)
        if not importer.startswith(f"{inside}.") and importer != inside
    ]
    assert sorted(around) == []
