"""Style sheets as pages ask for them: one of the frame for every page, one of its own for a kind of page.

The sources in static/css each have one purpose; a browser would wait for a dozen of them before it draws. A bundle is
its sources one after the other, made when it is asked for: by the development server, the tests, the demo, and once by
`collectstatic` for production.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# Names beside the sources, so that an address inside them means the same.
BUNDLES = {
    "css/site.css": (
        "tokens", "base", "chrome", "layout", "controls", "overlays", "components", "table", "states", "upload",
        "exam", "notices", "pages_panel",
    ),
    "css/page-room.css": ("maths-field", "exam-room"),
    "css/page-editor.css": ("maths-field", "question-bank", "working"),
    "css/page-paper.css": ("question-bank", "paper"),
    "css/page-marking.css": ("marking", "marking_viewer", "marking_page", "working"),
    "css/page-result.css": ("result", "marking", "working"),
}  # fmt: skip


class BundleFinder(BaseFinder):
    """Finds the bundles; each is written to a folder of this process, and again when a source has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = tempfile.TemporaryDirectory(prefix="bundles")
        self.storage = FileSystemStorage(location=self.folder.name)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:  # type: ignore[override]
        found = [str(self._write(path))] if path in BUNDLES else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in BUNDLES:
            self._write(name)
            yield name, self.storage

    def _write(self, name: str) -> Path:
        sources = [settings.BASE_DIR / "static" / "css" / f"{source}.css" for source in BUNDLES[name]]
        made = Path(self.folder.name, name)
        newest = max(source.stat().st_mtime_ns for source in sources)
        if not made.exists() or made.stat().st_mtime_ns < newest:
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_text("\n".join(source.read_text() for source in sources))
        return made
