"""Traps of the design rather than of a library: what is defined once is not retyped, what is kept can be cleared."""

import ast
from collections.abc import Iterator

from tests.architecture.traps import Source, Trap, name_of

# As accounts.choices.Role has them; test_own_traps.py compares.
ROLES = frozenset({"student", "parent", "teacher", "counselor", "admin"})
EMPTY = frozenset({"dict", "list", "set", "defaultdict", "OrderedDict", "WeakKeyDictionary", "WeakValueDictionary"})


def is_role(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in ROLES


def holds_roles(node: ast.AST, *, at_least: int = 1) -> bool:
    """Whether this is a set, tuple or list of nothing but roles."""
    shown = isinstance(node, ast.Set | ast.Tuple | ast.List)
    return shown and len(node.elts) >= at_least and all(map(is_role, node.elts))


def names_a_role(node: ast.AST) -> bool:
    """Whether a role is typed here where it can be nothing but a role; alone, "student" is also the name of a field."""
    match node:
        case ast.Compare():
            sides = [node.left, *node.comparators]
            return any(map(is_role, sides)) and any(name_of(side).endswith("role") for side in sides)
        case ast.keyword():
            return (node.arg or "").startswith("role") and is_role(node.value)
        case ast.Set():
            return holds_roles(node)
        case ast.Tuple() | ast.List():
            return holds_roles(node, at_least=2)
        case ast.Call():
            return name_of(node.func) in ("roles", "of", "frozenset") and any(
                is_role(argument) or holds_roles(argument) for argument in node.args
            )
    return False


def retyped_roles(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if names_a_role(node):
            yield getattr(node, "value", node).lineno
    for node in source.tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        is_table = isinstance(value, ast.Dict) and len(value.keys) > 1 and all(map(is_role, value.keys))
        if is_table or is_role(value):
            yield node.lineno


def caches_of_functools(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        names: set[str] = set()
        if isinstance(node, ast.ImportFrom) and node.module == "functools":
            names = {name.name for name in node.names}
        elif isinstance(node, ast.Attribute) and name_of(node.value) == "functools":
            names = {node.attr}
        if names & {"cache", "lru_cache"}:
            yield node.lineno


def memories_of_modules(source: Source) -> Iterator[int]:
    """A module's own empty collection, which functions fill, and of which nothing says how it is cleared."""
    text = ast.unparse(source.tree)
    for node in source.tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        name = name_of(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        made = isinstance(node.value, ast.Call) and name_of(node.value.func) in EMPTY and not is_filled(node.value)
        is_empty = ast.unparse(node.value) in ("{}", "[]") or made
        if name.startswith("_") and is_empty and f"cleared_by({name}.clear)" not in text:
            yield node.lineno


def is_filled(call: ast.Call) -> bool:
    """Whether more than a factory is given to what makes the collection."""
    return bool(call.args) and name_of(call.func) != "defaultdict"


DESIGN_TRAPS = [
    Trap(
        "retyped-role",
        "A role that is renamed or added is missed: use accounts.choices.Role; rooms below are given roles.",
        retyped_roles,
        fires=(
            "if user.role == 'student': go()",
            "if who.role in ('teacher', 'admin'): go()",
            "User(role='parent')",
            "SEES = {'student', 'parent'}",
            "SEES = frozenset(['student'])",
            "HOMES = {'student': 1, 'teacher': 2}",
            "STUDENT = 'student'",
            "@roles('admin')\ndef view(request): ...",
        ),
        passes=(
            "if user.role == Role.STUDENT: go()",
            "rows.select_related('student')",
            "raw_id_fields = ['teacher']",
            "def f():\n    return {'student': name, 'parent': other}",
            "list_display = ['teacher', 'subject']",
        ),
    ),
    Trap(
        "cache-of-functools",
        "What nobody can clear shows old rows, and one test what another left: mathvidya.lib.process_caches.",
        caches_of_functools,
        fires=(
            "from functools import lru_cache",
            "from functools import cache, partial",
            "@functools.cache\ndef f(): ...",
        ),
        passes=("from functools import partial", "from functools import cached_property"),
        allowed=frozenset(
            {
                "mathvidya/lib/process_caches.py",  # the one place
                # Pure functions of a text, in a package that imports nothing of ours.
                "maths/meaning.py",
                "maths/specs.py",
                "maths/syntax.py",
            }
        ),
    ),
    Trap(
        "memory-of-a-module",
        "Say how it is cleared, next to it: cleared_by(_kept.clear).",
        memories_of_modules,
        fires=("_kept: dict[str, int] = {}", "_kept = defaultdict(dict)", "_kept = []", "_kept = set()"),
        passes=(
            "_kept: dict[str, int] = {}\ncleared_by(_kept.clear)",
            "_NAMES = {'a': 1}",
            "_NAMES = set(WORDS)",
            "urlpatterns = []",
            "def f():\n    found = {}",
        ),
        allowed=frozenset(
            {
                "mathvidya/lib/queues.py",  # which task runs where, filled as modules are read
                "mathvidya/lib/process_caches.py",  # how to clear each, filled as modules are read
                "mathvidya/outbox/events.py",  # the event classes, filled as modules are read
                "mathvidya/outbox/registry.py",  # who handles which event, filled at the start
            }
        ),
    ),
]
