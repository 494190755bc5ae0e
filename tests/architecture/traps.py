"""Traps that this project fell into or measured (docs/adr, docs/security.md), as rules over Python's syntax tree.

A `Trap` yields the lines where it is stepped on. `fires` must be caught and `passes` must not: tests/architecture/
test_own_traps.py tries both before it looks at the product.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

LOOKUP = re.compile(
    "i?(exact|contains|startswith|endswith|regex)|in|gte?|lte?|isnull|range|date|year|month|day|hour|minute|second"
)
FACES = frozenset({"views", "api", "consumers"})
READERS = FACES | {"forms"}
WIDE = frozenset({"Exception", "BaseException"})
WAITS_FOR_EVER = {
    "urlopen": "",
    "get": "requests httpx",
    "post": "requests httpx",
    "put": "requests httpx",
    "request": "requests httpx",
    "run": "subprocess",
    "check_call": "subprocess",
    "check_output": "subprocess",
    "create_connection": "socket",
    "SMTP": "smtplib",
}


@dataclass(frozen=True)
class Source:
    """One file: where it lies, the rooms on the way to it, its tree."""

    path: str
    tree: ast.Module

    @property
    def rooms(self) -> frozenset[str]:
        rooms = frozenset(PurePosixPath(self.path).with_suffix("").parts)
        # The plumbing package of that name is no face.
        return rooms - {"api"} if self.path.startswith("mathvidya/api/") else rooms

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@dataclass(frozen=True)
class Trap:
    """`allowed`: files where it is meant, each with the reason beside it."""

    name: str
    reason: str
    find: Callable[[Source], Iterator[int]]
    fires: tuple[str, ...]
    passes: tuple[str, ...]
    allowed: frozenset[str] = frozenset()
    tried_at: str = "exams/views/tried.py"


def name_of(node: ast.expr) -> str:
    """The last part of what is called or read: `c` of `a.b.c`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def owner_of(node: ast.expr) -> str:
    return name_of(node.value) if isinstance(node, ast.Attribute) else ""


def chain(node: ast.expr) -> Iterator[ast.Call]:
    """The calls that `a.b().c().d` goes through, the last first."""
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Call):
            yield node
        node = node.value if isinstance(node, ast.Attribute) else node.func


def crosses_a_join(path: str) -> bool:
    first, *rest = path.split("__")
    return bool(first and rest) and not LOOKUP.fullmatch(rest[0])


def joins_in_updates(source: Source) -> Iterator[int]:
    for call in source.calls():
        if name_of(call.func) != "update" or not isinstance(call.func, ast.Attribute):
            continue
        for step in chain(call.func.value):
            if name_of(step.func) not in ("filter", "exclude"):
                continue
            for node in (part for inside in [*step.args, *step.keywords] for part in ast.walk(inside)):
                if isinstance(node, ast.keyword) and node.arg and crosses_a_join(node.arg):
                    yield call.lineno
                is_path = isinstance(node, ast.Call) and name_of(node.func) == "F" and node.args
                if is_path and isinstance(node.args[0], ast.Constant) and crosses_a_join(str(node.args[0].value)):
                    yield call.lineno


def tasks_sent_in_requests(source: Source) -> Iterator[int]:
    if source.rooms & {"tasks", "handlers"}:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("delay", "apply_async", "send_task"):
            yield node.lineno


def unscoped_rows(source: Source) -> Iterator[int]:
    if not source.rooms & FACES:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
            yield node.lineno
        if isinstance(node, ast.Call) and name_of(node.func) in ("get_object_or_404", "get_list_or_404"):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Name) and first.id[:1].isupper():
                yield node.lineno


def html_by_hand(source: Source) -> Iterator[int]:
    for call in source.calls():
        name = name_of(call.func)
        if name in ("mark_safe", "SafeString", "SafeText"):
            yield call.lineno
        elif name in ("format_html", "format_html_join"):
            templates = call.args[: 1 if name == "format_html" else 2]
            if not templates or not all(isinstance(text, ast.Constant) for text in templates):
                yield call.lineno


def csrf_switched_off(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute) and name_of(node) == "csrf_exempt":
            yield node.lineno


def days_of_the_wrong_zone(source: Source) -> Iterator[int]:
    for call in source.calls():
        inner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if name_of(call.func) == "date" and isinstance(inner, ast.Call) and name_of(inner.func) == "now":
            yield call.lineno
        is_bare = len(call.args) == 2 and not any(keyword.arg == "tzinfo" for keyword in call.keywords)
        if name_of(call.func) == "combine" and owner_of(call.func) == "datetime" and is_bare:
            yield call.lineno


def waits_for_ever(source: Source) -> Iterator[int]:
    for call in source.calls():
        owners = WAITS_FOR_EVER.get(name_of(call.func))
        is_meant = owners is not None and (not owners or owner_of(call.func) in owners.split())
        if is_meant and not any(keyword.arg in ("timeout", None) for keyword in call.keywords):
            yield call.lineno


def swallowed_errors(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or name_of(node.type) in WIDE):
            does_nothing = all(
                isinstance(step, ast.Pass | ast.Continue)
                or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
                for step in node.body
            )
            if does_nothing:
                yield node.lineno
        is_suppress = isinstance(node, ast.Call) and name_of(node.func) == "suppress"
        if is_suppress and any(name_of(argument) in WIDE for argument in node.args):
            yield node.lineno


def sql_by_hand(source: Source) -> Iterator[int]:
    for call in source.calls():
        name, first = name_of(call.func), call.args[0] if call.args else None
        if name in ("raw", "extra", "RawSQL", "cursor", "Statement") and "adapters" not in source.rooms:
            yield call.lineno
        is_built = isinstance(first, ast.JoinedStr | ast.BinOp) or (
            isinstance(first, ast.Call) and name_of(first.func) == "format"
        )
        if name in ("execute", "executemany") and is_built and "adapters" not in source.rooms:
            yield call.lineno


def json_read_loosely(source: Source) -> Iterator[int]:
    if not source.rooms & READERS:
        return
    for node in ast.walk(source.tree):
        is_loads = isinstance(node, ast.Call) and name_of(node.func) in ("loads", "load")
        if is_loads and owner_of(node.func) == "json":
            yield node.lineno
        if isinstance(node, ast.Attribute) and node.attr == "body" and name_of(node.value) == "request":
            yield node.lineno
        if isinstance(node, ast.Name) and node.id == "JSONParser":
            yield node.lineno


def loops_in_requests(source: Source) -> Iterator[int]:
    for call in source.calls():
        if name_of(call.func) == "async_to_sync":
            yield call.lineno


TRAPS = [
    Trap(
        "join-in-update",
        "Django turns the join into `WHERE id IN (SELECT …)`: two requests win under READ COMMITTED.",
        joins_in_updates,
        fires=(
            "Attempt.objects.filter(pk=1, exam__closes_at__gt=now).update(x=1)",
            "rows.exclude(Q(a=1) | Q(exam__kind='x')).order_by('pk').update(x=1)",
            "rows.filter(closes_at__lt=F('exam__closes_at')).update(x=1)",
        ),
        passes=(
            "Attempt.objects.filter(pk__in=ids, closes_at__gt=now, opened_at__date__gte=day).update(x=1)",
            "fields.update(exam__closes_at=1)",
            "Attempt.objects.filter(exam__kind='x').count()",
        ),
    ),
    Trap(
        "task-in-request",
        "A broker that is away or frozen holds the request for a minute and loses the task: emit an event.",
        tasks_sent_in_requests,
        fires=("send.delay(1)", "transaction.on_commit(send.delay)", "send.apply_async(args=[1])"),
        passes=("emit(Sent(pk=1))", "delay(1)"),
    ),
    Trap(
        "unscoped-row",
        "A face that fetches by id without asking access or queries shows one family's rows to another.",
        unscoped_rows,
        fires=("Exam.objects.get(pk=pk)", "get_object_or_404(Exam, pk=pk)", "Exam._default_manager.all()"),
        passes=("access.get_exam(request.user, pk)", "get_object_or_404(exams_of(user), pk=pk)"),
    ),
    Trap(
        "html-by-hand",
        "Text of people that is called safe runs in a teacher's page: templates escape, richtext cleans.",
        html_by_hand,
        fires=("mark_safe(name)", "format_html(f'<b>{name}</b>')", "format_html(template, name)", "SafeString(name)"),
        passes=("format_html('<b>{}</b>', name)", "render_markdown(name)"),
        allowed=frozenset(
            {
                "mathvidya/lib/richtext.py",  # the one place that has just cleaned it
                "exams/templatetags/attempts.py",  # each value escaped
                "questions/templatetags/questions.py",  # what richtext has cleaned, with other tags around it
                # Written without a template, each value escaped: a page has dozens (docs/scaling.md).
                "mathvidya/web/renderer.py",
                "mathvidya/web/widgets.py",
                "mathvidya/web/templatetags/web.py",
            }
        ),
    ),
    Trap(
        "csrf-exempt",
        "Another site's form would act with a pupil's session.",
        csrf_switched_off,
        fires=("@csrf_exempt\ndef view(request): ...", "decorators.csrf_exempt(view)"),
        passes=("@csrf_protect\ndef view(request): ...",),
        allowed=frozenset(
            {
                "mathvidya/fastlane/views.py",  # asks for the token itself, and answers a problem
                "mathvidya/uploads/views.py",  # the signed address is the permission
            }
        ),
    ),
    Trap(
        "wrong-day",
        "A day is a local day of the institute: `now().date()` is still yesterday in India at 5 in the morning.",
        days_of_the_wrong_zone,
        fires=("timezone.now().date()", "datetime.now(UTC).date()", "datetime.combine(day, time(9))"),
        passes=("timezone.localdate()", "datetime.combine(day, time(9), tzinfo=zone)", "moment.date()"),
    ),
    Trap(
        "no-timeout",
        "A host that is silent, not down, holds a worker for ever.",
        waits_for_ever,
        fires=("requests.get(url)", "urllib.request.urlopen(url)", "subprocess.run(command, check=True)"),
        passes=("requests.get(url, timeout=3)", "cache.get(key)", "subprocess.run(command, **options)"),
    ),
    Trap(
        "swallowed-error",
        "Nobody learns of what went wrong.",
        swallowed_errors,
        fires=(
            "try:\n    go()\nexcept Exception:\n    pass",
            "for x in y:\n    try:\n        go()\n    except:\n        continue",
            "with suppress(Exception):\n    go()",
        ),
        passes=(
            "try:\n    go()\nexcept Exception:\n    log.exception('x')",
            "try:\n    go()\nexcept ValueError:\n    pass",
            "with suppress(ValueError):\n    go()",
        ),
    ),
    Trap(
        "sql-by-hand",
        "SQL lives in adapters, where both databases are tested and every value is a parameter.",
        sql_by_hand,
        fires=(
            "Exam.objects.raw(sql)",
            "cursor.execute(f'SELECT {x}')",
            "cursor.execute('a' + b)",
            "RawSQL(x, [])",
            "Statement(sql)",
        ),
        passes=("cursor.execute('SELECT 1')", "Exam.objects.filter(pk=1)"),
        allowed=frozenset(
            {
                "mathvidya/ops/probes.py",  # SELECT 1, the question whether the database is there
                "mathvidya/fastlane/statements.py",  # what the adapters' statements are made of
                "mathvidya/api/actions.py",  # SET LOCAL lock_timeout around one insert
                # Their rule is compiled from an access queryset, and adapters lie below access.
                "exams/queries/entry.py",
                "insights/queries/attempts.py",
                "evaluations/actions/claiming.py",
            }
        ),
    ),
    Trap(
        "loose-json",
        "json.loads passes NUL, half surrogates, depth and repeated keys to the database: read_json, request.data.",
        json_read_loosely,
        fires=("json.loads(request.body)", "read(request.body)", "parser_classes = [JSONParser]"),
        passes=("read_json(request)", "request.data", "json.dumps(x)"),
        allowed=frozenset({"mathvidya/realtime/consumers.py"}),  # what a socket hears is never stored
    ),
    Trap(
        "loop-in-request",
        "async_to_sync waits for the socket layer's server inside the request: push() does it with a limit.",
        loops_in_requests,
        fires=("async_to_sync(layer.group_send)(group, message)",),
        passes=("push(group, message)",),
        allowed=frozenset({"mathvidya/realtime/push.py"}),  # two tries of a quarter second, then it is given up
    ),
]
