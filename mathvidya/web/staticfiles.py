"""Static files with hashed names, in production."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hashed names also inside our modules' imports; else `import "./app.js"` would run a second copy of a module.

    Only for static/js: Django's own switch reads imports in every library's comments too, and fails on theirs.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._urls: dict[str, str] = {}

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file, looked up once: a page names twenty, and none changes while a process lives."""
        known: str | None = None if force else self._urls.get(name)
        if known is None:
            known = super().url(name, force)
            if not force:
                self._urls[name] = known
        return known
