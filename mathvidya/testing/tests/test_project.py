"""What the tests derive from the declarations of the project is really all of it."""

import pytest
from django.apps import apps

from mathvidya.testing.project import apps_with_rooms, columns, folder_of_tests, own_apps, root_packages


def test_every_app_with_rooms_is_installed_and_every_app_of_its_own_has_rooms():
    installed = set(own_apps())
    assert set(apps_with_rooms()) <= installed
    plumbing = {name for name in installed if name.startswith("mathvidya.")}
    assert installed - plumbing <= set(apps_with_rooms())


def test_every_root_package_is_there_and_holds_apps_or_tests():
    assert "mathvidya" in root_packages()
    assert all(folder_of_tests(app).parent.is_dir() for app in own_apps())


@pytest.mark.parametrize("kind", ["machine", "not_exported"])
def test_columns_that_are_named_exist(kind):
    gone = [
        f"{label}.{name}"
        for label, names in columns(kind).items()
        for name in names - {field.name for field in apps.get_model(label)._meta.concrete_fields}
    ]
    assert gone == []
