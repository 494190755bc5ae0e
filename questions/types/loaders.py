"""Finds templates and modules of question types: each is in the folder of its type, in whichever app that is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage
from django.template import Origin
from django.template.loaders.filesystem import Loader

from questions.types.base import QuestionType
from questions.types.registry import all_types, find_type

TEMPLATES = "question_types/"
MODULES = "js/question_types/"


class TypeLoader(Loader):
    """Finds `question_types/<code>/<name>.html`; a type that is not registered gets the plainest templates."""

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        if template_name.startswith(TEMPLATES):
            code, _slash, name = template_name.removeprefix(TEMPLATES).partition("/")
            for folder in (find_type(code) or QuestionType()).folders:
                yield Origin(name=str(folder / "templates" / name), template_name=template_name, loader=self)


class TypeStorage(FileSystemStorage):
    """The modules of one folder under the names that they have for a browser."""

    def __init__(self, code: str, folder: Path) -> None:
        super().__init__(location=folder)
        self.place = f"{MODULES}{code}/"

    def path(self, name: str) -> str:
        return super().path(name.removeprefix(self.place))


class TypeFinder(BaseFinder):
    """Finds `js/question_types/<code>/<name>.js`, in development and for collectstatic."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:  # type: ignore[override]
        code, _slash, name = path.removeprefix(MODULES).partition("/")
        type_ = find_type(code) if path.startswith(MODULES) else None
        files = [folder / name for folder in _folders(type_)] if type_ else []
        found = [str(file) for file in files if file.is_file()]
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for type_ in all_types():
            seen: set[str] = set()
            for folder in _folders(type_):
                storage = TypeStorage(type_.code, folder)
                new = [name for name in get_files(storage, ignore_patterns) if name not in seen]
                seen |= set(new)
                # With their whole names: the hashing of production looks for "js/" before it looks into a file.
                yield from ((f"{storage.place}{name}", storage) for name in new)


def _folders(type_: QuestionType) -> Iterator[Path]:
    return (place for folder in type_.folders if (place := folder / "static").is_dir())
