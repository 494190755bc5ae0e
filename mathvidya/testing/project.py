"""What the project is made of, read from where it is declared: the import contract and INSTALLED_APPS."""

import tomllib
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings


@cache
def _contract() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]
    return found


def root_packages() -> tuple[str, ...]:
    """Return the packages that are ours, as the import contract lists them."""
    return tuple(_contract()["root_packages"])


def apps_with_rooms() -> tuple[str, ...]:
    """Return the dotted names of the apps whose files the import contract holds to the rooms."""
    return tuple(
        name
        for contract in _contract()["contracts"]
        if "(models)" in contract["layers"]
        for name in contract["containers"]
    )


def own_apps() -> tuple[str, ...]:
    """Return the dotted names of our installed apps, in the order of INSTALLED_APPS."""
    return tuple(name for name in settings.INSTALLED_APPS if name.split(".")[0] in root_packages())


def folder_of_tests(app: str) -> Path:
    """Return the folder of an app's tests."""
    return Path(settings.BASE_DIR, *app.split("."), "tests")


def contributions(name: str) -> list[ModuleType]:
    """Return `<app>.tests.<name>` of every app that has it, in the order of INSTALLED_APPS."""
    modules = [f"{app}.tests.{name}" for app in own_apps() if folder_of_tests(app).is_dir()]
    return [import_module(module) for module in modules if find_spec(module)]


def columns(kind: str) -> dict[str, set[str]]:
    """Return {label of the model: its columns} of that kind, as `<app>/tests/columns.toml` of every app says."""
    found: dict[str, set[str]] = {}
    for app in own_apps():
        path = folder_of_tests(app) / "columns.toml"
        listed = tomllib.loads(path.read_text()).get(kind, {}) if path.exists() else {}
        found |= {f"{app.rsplit('.', 1)[-1]}.{model}": set(names) for model, names in listed.items()}
    return found
