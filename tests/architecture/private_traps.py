"""A library's private attributes: they change without notice, so they are used in two rooms that watch for it."""

import ast
from collections.abc import Iterator

from tests.architecture.traps import Source, Trap, name_of

# Written like private names, but documented by Django and Python for everybody.
DOCUMENTED = frozenset(
    {"_meta", "_state", "_default_manager", "_base_manager", "_asdict", "_fields", "_make", "_replace", "_exit"}
)
ROOMS = ("mathvidya/fastlane/", "mathvidya/ops/")


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in DOCUMENTED


def is_ones_own(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and name_of(node.func) == "super"


def names_made_in(tree: ast.Module) -> set[str]:
    """Every private name that this file itself makes: functions, classes, variables, fields of its own objects."""
    made: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                made.add(node.name)
            case ast.Name(ctx=ast.Store()):
                made.add(node.id)
            case ast.Attribute(ctx=ast.Store()) if is_ones_own(node.value):
                made.add(node.attr)
    return made


def privates_of_libraries(source: Source) -> Iterator[int]:
    if source.path.startswith(ROOMS):
        return
    made = names_made_in(source.tree)
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Attribute) or not is_private(node.attr) or is_ones_own(node.value):
            continue
        # A method that overrides a library's private one calls that one by super(), as the library itself does.
        if is_super(node.value) or node.attr not in made:
            yield node.lineno


PRIVATE_TRAPS = [
    Trap(
        "private-of-a-library",
        "A library changes its private attributes without notice: use its public door, or mathvidya/fastlane or ops.",
        privates_of_libraries,
        fires=(
            "request._request",
            "response.headers._store = {}",
            "caches['default']._cache.clear()",
            "class Ours(Theirs):\n    def _put(self):\n        return super()._put()",
        ),
        passes=(
            "Person._meta.get_field('email')",
            "Person._default_manager.all()",
            "class Ours:\n    def go(self):\n        self._kept = 1\n        return self._kept",
            "class Ours:\n    def _go(self): ...\n    def same(self, other):\n        return other._go()",
            "row._replace(name='x')",
            "value.__class__",
        ),
        allowed=frozenset(
            {
                "accounts/flows/allauth.py",  # allauth has no public way to say what failed sign-ins are counted by
                "mathvidya/realtime/layers.py",  # a fault of Python 3.11, mended where channels_redis waits
                "mathvidya/web/staticfiles.py",  # Django's own pattern of a module's imports: better than a copy of it
            }
        ),
    ),
]
