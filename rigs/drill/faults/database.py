"""F8, F9, F21, F24 and F25: PostgreSQL restarts, hangs, is full, is migrated, is restored."""

import threading
import time

import psycopg

from rigs.drill.clients import Student
from rigs.drill.disk import filled
from rigs.drill.registry import fault
from rigs.drill.scene import NotPossible, Scene

LONG_ANSWER = 9_000  # characters: nearly the most that an answer may have
SAMPLE = ("--settings", "rigs.drill.sample_migration", "--noinput", "-v0")
SLOWEST_SAVE = 1.0  # seconds, while a migration waits for its lock


@fault("F8", injects="PostgreSQL restarts twice as after a crash", expects="0 lost; 503 with Retry-After", quick=True)
def database_restarts(scene: Scene) -> None:
    students = scene.students(8)
    with scene.working(students, Student.save):
        for away in (0.5, 2.0):
            scene.calm(2)
            with scene.history.outage():
                scene.stack.postgres.end("immediate")
                time.sleep(away)
                scene.stack.postgres.start()
        scene.calm(4)
    scene.together(students, Student.submit)


@fault("F9", injects="the network to PostgreSQL swallows all, then PostgreSQL is frozen", expects="503 within 10 s")
def database_hangs(scene: Scene) -> None:
    students = scene.students(4)
    proxy = scene.stack.proxies["postgres"]
    with scene.working(students, Student.save):
        scene.calm(1)
        with scene.history.outage():
            proxy.set("drop")
            time.sleep(13)
            proxy.set("pass")
        scene.calm(6)
        with scene.history.outage():
            scene.stack.postgres.freeze()
            time.sleep(13)
            scene.stack.postgres.thaw()
        scene.calm(6)
    scene.together(students, Student.submit)


@fault("F21", injects="PostgreSQL's disk is full", expects="writes 503, reads go on, 0 lost, recovers alone")
def disk_full(scene: Scene) -> None:
    if scene.disk is None:
        raise NotPossible("a disk can be filled up by root only (a tmpfs is mounted for it)")
    students = scene.students(4, written=True)
    for student in students:
        student.items = [item for item in student.items if item["type"] == "written"]
    postgres, readings = scene.stack.postgres, []
    with scene.working(students, lambda student: student.save(padding=LONG_ANSWER), pause=0.05):
        scene.calm(1)
        with scene.history.outage(), filled(scene.disk):
            reader = scene.line(students[0].person)
            until = time.monotonic() + 8
            while time.monotonic() < until and postgres.alive():
                readings.append(reader.ask("read", "GET", f"/api/v1/attempts/{students[0].attempt}").status)
                time.sleep(0.25)
        if not postgres.alive():  # it stops where even its recovery has no space; then its init system starts it
            postgres.start()
        scene.calm(4)
    refused = [call for call in scene.history.calls if call.action == "save" and call.status == 503]
    scene.expect(bool(refused), "no save was refused: the disk was not full")
    scene.expect(200 in readings, "nothing could be read while the disk was full")
    scene.together(students, Student.submit)


@fault("F24", injects="a migration waits behind a slow query while students save", expects="no request over 1 s")
def migrated_under_load(scene: Scene) -> None:
    students = scene.students(6)
    url = scene.stack.database_url
    done = threading.Event()

    def slow_query() -> None:
        with psycopg.connect(url) as connection:
            connection.execute("SELECT count(*), pg_sleep(5) FROM exams_response")
        done.set()

    with scene.working(students, Student.save):
        scene.calm(2)
        begun = time.monotonic()
        report = threading.Thread(target=slow_query)
        report.start()
        time.sleep(0.3)
        scene.stack.manage("migrate", *SAMPLE)
        migrated = time.monotonic()
        report.join()
        scene.calm(1)
    slow = [call for call in scene.history.calls if call.at >= begun and call.seconds > SLOWEST_SAVE]
    scene.stack.manage("migrate", "sample", "zero", *SAMPLE)
    scene.expect(done.is_set() and migrated - begun > 4, "the migration did not have to wait: nothing was tested")
    scene.expect(not slow, f"{len(slow)} requests lasted up to {max((c.seconds for c in slow), default=0):.1f} s")
    scene.together(students, Student.submit)


@fault("F25", injects="backup while students save; restored into an empty database", expects="counts and hashes equal")
def restored(scene: Scene) -> None:
    students = scene.students(4)
    archive = scene.stack.folder / "backup"
    with scene.working(students, Student.save):
        scene.calm(2)
        before = scene.history.promised("answer")
        scene.stack.manage("backup", str(archive))
        scene.calm(1)
    scene.together(students, Student.submit)
    database = f"restored_{time.monotonic_ns()}"
    scene.stack.postgres.execute(f"CREATE DATABASE {database}")
    elsewhere = {
        "DATABASE_URL": scene.stack.postgres.url(database),
        "AWS_STORAGE_BUCKET_NAME": "",
        "VAR_DIR": str(scene.stack.folder / "restored"),
    }
    scene.stack.manage("restore", str(archive), environment=elsewhere)  # it compares counts and hashes by itself
    with psycopg.connect(elsewhere["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT attempt_id, item_id, client_seq FROM exams_response").fetchall()
    there = {(attempt, item): seq for attempt, item, seq in rows}
    gone = [key for key, (seq, _) in before.items() if there.get(key, 0) < seq]
    scene.expect(not gone, f"{len(gone)} answers that were acknowledged before the backup are not in it")
