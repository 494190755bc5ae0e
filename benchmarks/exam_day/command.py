"""`./run bench exam-day`: the options, the processes, the day, the verdict."""

import argparse
import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from benchmarks.cluster import restore_institute, set_up_django
from benchmarks.exam_day.history import History, in_milliseconds
from benchmarks.exam_day.photographs import draw_sheets
from benchmarks.exam_day.schedule import Day, acts_of
from benchmarks.exam_day.student import LOGIN, Door, Hall, Student
from benchmarks.hot.meter import cpu_seconds
from benchmarks.hot.report import machine
from benchmarks.institute.sizes import Size
from rigs.services import Process, Server, Stack, wait_until

if TYPE_CHECKING:
    from benchmarks.school import LiveExam, School

CAUGHT_UP_WITHIN = 120.0  # seconds, for events; pages are prepared behind, at their own pace
CONNECTIONS = 128  # as many as a proxy in front would keep open to each server
LONGEST = 12  # minutes; a token lives for fifteen, and these students signed in before the bell


def run_exam_day(arguments: list[str]) -> int:
    """Run the day; return exit status 1 when anything was refused, lost, done twice or not finished in time."""
    options = _parse(arguments)
    folder: Path = options.folder.resolve()
    place = machine()
    day = Day(
        students=options.students,
        length=options.minutes * 60,
        save_every=30 / options.pace,
        photographing=options.photographing,
    )
    stack = Stack(folder, data=folder / "postgres", more={"NUM_PROXIES": "1"})
    with stack.postgres:
        restore_institute(stack, Size(day.students, day.students * 10, day.students))
    with stack:
        set_up_django(stack)
        from benchmarks.exam_day.check import check_stored  # the models exist only now
        from benchmarks.school import School

        school = School(stack.database_url)
        exam, history = school.live("exam-day"), History()
        servers = [stack.postgres, stack.redis, *stack.product]
        before = _cpu(servers)
        asyncio.run(_hold(stack, school, exam, day, history))
        spent = _since(before, servers)
        drained = _catch_up(school)
        behind = _since(before, [stack.pages])["pages"]
        findings = check_stored(school, exam, history)
        school.close()
    report = {
        "machine": place,
        "students": day.students,
        "seconds": day.length,
        "save_every": day.save_every,
        "acts": history.rows(),
        "lag_ms": in_milliseconds(history.lags),
        "cpu_seconds": spent,
        "cpu_seconds_a_page": round(behind / max(len(history.pages), 1), 2),
        "seconds_behind": drained,
        "acknowledged": [finding.as_json() for finding in findings],
        "errors": history.errors,
    }
    return _conclude(folder, report)


async def _hold(stack: Stack, school: "School", exam: "LiveExam", day: Day, history: History) -> None:
    """Run every student's schedule."""
    from benchmarks.institute.loader import PASSWORD
    from benchmarks.school import plain_headers

    query = "SELECT id, email FROM accounts_user WHERE role = 'student' ORDER BY id LIMIT %s"
    people = school.connection.execute(query, [day.students]).fetchall()
    async with _door(stack.web) as web, _door(stack.server_of(LOGIN)) as signin:
        hall = Hall(
            web=web,
            signin=signin,
            history=history,
            start_path=f"/api/v1/exams/{exam.exam_id}/papers/{exam.paper_id}/start",
            sheets=draw_sheets(8),
            headers=school.headers,
            password=PASSWORD,
        )
        students = [Student(hall, user, email, plain_headers(user)) for user, email in people]
        plans = [acts_of(day, number) for number in range(len(students))]
        bell = asyncio.get_running_loop().time() + 1
        await asyncio.gather(*(student.sit(plan, bell=bell) for student, plan in zip(students, plans, strict=True)))


@contextlib.asynccontextmanager
async def _door(server: Server) -> AsyncIterator[Door]:
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    timeout = httpx.Timeout(30, pool=None)
    async with httpx.AsyncClient(base_url=server.url, limits=limits, timeout=timeout) as client:
        yield Door(client, asyncio.Semaphore(CONNECTIONS))


def _catch_up(school: "School") -> dict[str, float | None]:
    """Return the seconds until every event was delivered, and every page prepared; None where it took too long."""
    begun = time.monotonic()
    undelivered = """SELECT (SELECT count(*) FROM outbox_event WHERE sent_at IS NULL)
                     + (SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL)"""
    unprepared = "SELECT count(*) FROM evaluations_page WHERE state = 'received'"
    found: dict[str, float | None] = {}
    for name, query, seconds in (("events", undelivered, CAUGHT_UP_WITHIN), ("pages", unprepared, 900.0)):
        try:
            wait_until(lambda query=query: school.number(query) == 0, name, seconds=seconds)  # type: ignore[misc]
            found[name] = round(time.monotonic() - begun, 1)
        except TimeoutError:
            found[name] = None
    return found


def _cpu(processes: list[Process]) -> dict[str, float]:
    return {process.name: cpu_seconds([process]) for process in processes}


def _since(before: dict[str, float], processes: list[Process]) -> dict[str, float]:
    return {name: round(now - before[name], 1) for name, now in _cpu(processes).items()}


def _conclude(folder: Path, report: dict[str, Any]) -> int:
    """Print and store the report; return the exit status."""
    print(f"{report['students']} students, {report['seconds']:.0f} s, a save each {report['save_every']:.0f} s")
    print("act        done  failed       p50       p95       p99       max   ms after the scheduled moment")
    for row in report["acts"]:
        times = "".join(f"{row[name]:10.0f}" for name in ("p50", "p95", "p99", "max"))
        print(f"{row['act']:8}{row['done']:7}{row['failed']:8}{times}")
    for finding in report["acknowledged"]:
        print(f"{finding['what']}: {finding['acknowledged']} acknowledged, {finding['wrong']} not borne out")
    print(f"CPU seconds: {report['cpu_seconds']}; the simulation's own lag in ms: {report['lag_ms']}")
    print(f"done behind, seconds after the last submission: {report['seconds_behind']}", end="; ")
    print(f"CPU seconds to prepare a page: {report['cpu_seconds_a_page']}")
    wrong = [line for finding in report["acknowledged"] for line in finding["first"]]
    late = [f"{name} not carried on in time" for name, took in report["seconds_behind"].items() if took is None]
    misses = [*report["errors"], *wrong, *late]
    for line in misses:
        print(f"✗ {line}")
    path = folder / f"exam-day-{time.strftime('%Y%m%d-%H%M%S')}.json"
    path.write_text(json.dumps(report, indent=1) + "\n")
    print(f"{'missed' if misses else 'kept all'}; kept in {path}")
    return 1 if misses else 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench exam-day", description="An exam day by schedule.")
    parser.add_argument("--students", type=int, default=2000)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--pace", type=float, default=1, help="2: a save each 15 seconds instead of 30")
    parser.add_argument("--photographing", type=float, default=0.1, help="share that sends two or three pages")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="cluster, logs and results")
    options = parser.parse_args(arguments)
    if not 0.5 <= options.minutes <= LONGEST:
        parser.error(f"--minutes: from 0.5 to {LONGEST}")
    return options
