"""An institute that grows: each step adds one more of everything that a page or a list could show."""

import json
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from accounts.actions.guardians import invite_guardian
from accounts.actions.tokens import open_family
from accounts.models import ConsentRecord, User
from evaluations.actions.leases import claim_task
from evaluations.models import Mark, MarkingTask, Page, ReEvaluation
from exams.actions.import_runs import start_import
from exams.actions.papers import ItemDraft, create_paper, draft_of, update_draft
from exams.actions.results import publish_result, record_result
from exams.models import Attempt, AttemptEvent, Exam, ExamPaper, PaperVersion, Question, QuestionImage, TimeEntry
from learning.classroom.models import Batch, BatchMember, Enrolment, Teaching
from learning.curriculum.models import Chapter, Programme, Subject, Topic, Unit
from mathvidya.audit.records import record
from mathvidya.institute.models import Holiday, Institute
from mathvidya.notifications.actions.notices import notify
from mathvidya.notifications.choices import Kind
from mathvidya.outbox.relay import deliver_due
from mathvidya.testing.factories import bank
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.accounts import GuardianshipFactory, UserFactory
from mathvidya.testing.factories.evaluations import photograph, ready_page, waiting_task


class World:
    """`cast`: name of the persona → person. The objects that addresses name are attributes (see places.py)."""

    def __init__(self, cast: dict[str, User], batch: Batch) -> None:
        self.cast, self.batch, self.size = cast, batch, 0
        self.student, self.teacher = cast["student"], cast["teacher"]
        self.version = make.frozen_paper(ref="past")
        # What stands in an open sitting hides the key of every result with the same questions.
        self.live = make.frozen_paper(ref="live")
        self.subject = self.version.paper.subject
        self.shared = make.open_exam(paper_version=self.version, title="Everybody's", batch=batch)
        self.everyone = make.open_exam(paper_version=self.live, title="Everybody's, now", batch=batch)
        self.exam = make.open_exam(paper_version=self.version, title="Asha's", batch=batch)
        self.running = make.attempt(student=self.student, exam=self._exam("Now", paper_version=self.live))
        self.result = self._published(self.student, self.exam)
        Exam.objects.filter(pk=self.exam.pk).update(closes_at=timezone.now())
        self.task = waiting_task(student=self.student, exam=self.shared)
        claim_task(teacher_id=self.teacher.pk, task_id=self.task.pk)
        self.page = self.task.script.attempt.pages.get()
        self._photograph(self.page)
        self.question = bank.question(self.subject, ref="growing")
        self.draft = self._draft("draft")
        self.upcoming = self._exam("Soon", opens_at=timezone.now() + timedelta(days=1), closes_at=self._later(2))
        self.image = QuestionImage.objects.create(
            sha256="a" * 64, file=ContentFile(photograph(), "a.jpg"), width=600, height=800
        )
        self.invited = invite_guardian(child=self.student, guardian_email="someone@example.org")
        self.import_run = self._import()
        self.test = self._exam("Quiz", kind="test", paper_version=self.live)
        make.attempt(student=self.student, exam=self.test)
        Institute.objects.get_or_create(pk=1)
        self.finished = waiting_task(student=self._pupil(), exam=self.shared)
        MarkingTask.objects.filter(pk=self.finished.pk).update(state="done", done_at=timezone.now())

    def grow_to(self, size: int) -> None:
        """One more of everything, until there are `size` more than at first."""
        while self.size < size:
            self.size += 1
            self._grow_people()
            self._grow_bank()
            self._grow_exams()
            self._grow_marking()
            self._grow_records()

    def _grow_people(self) -> None:
        n = self.size
        self.pupil, self.child = self._pupil(), self._pupil()
        self.programme = Programme.objects.create(code=f"p-{n}", name=f"Programme {n}", position=n)
        for person in (self.student, self.pupil, self.child):
            Enrolment.objects.create(student=person, programme=self.programme)
        batch = Batch.objects.create(name=f"B{n}", programme=self.programme, year="2026-27")
        BatchMember.objects.create(batch=batch, student=self.student)
        GuardianshipFactory(child=self.child, guardian=self.cast["parent"])
        link = GuardianshipFactory(child=self.student, guardian=UserFactory(role="parent"))
        ConsentRecord.objects.create(
            child=self.student, given_by=link.guardian, link=link, purpose="learning", granted=True
        )
        colleague = UserFactory(role="teacher")
        Teaching.objects.create(teacher=colleague, subject=self.subject, batch=self.batch)
        Teaching.objects.create(teacher=self.teacher, subject=self.subject, batch=Batch.objects.get(name=f"B{n}"))
        for person in self.cast.values():
            open_family(user=person, device=f"Phone {n}")

    def _grow_bank(self) -> None:
        n = self.size
        subject = Subject.objects.create(code=f"s-{n}", name=f"Subject {n}", programme=self.programme)
        Teaching.objects.create(teacher=self.teacher, subject=subject)
        unit = Unit.objects.create(subject=self.subject, number=n, name=f"Unit {n}", marks=5)
        chapter = Chapter.objects.create(unit=unit, code=f"maths-10.{n}", number=n, name=f"Chapter {n}")
        Chapter.objects.create(unit=Unit.objects.get(number=1), code=f"more.{n}", number=n + 100, name="More")
        Topic.objects.create(chapter=chapter, code=f"maths-10.{n}.1", number=1, name=f"Topic {n}")
        Topic.objects.create(chapter=Chapter.objects.get(code="maths-10.1"), code=f"more.{n}.1", number=n, name="More")
        bank.question(self.subject, chapter=chapter)
        spec = {**bank.SPECS["single_choice"][1], "stem": f"What is $2 + {n}$?"}
        bank.question(self.subject, ref="growing", spec=spec)
        self._draft(f"paper-{n}")
        items = [draft_of(item) for item in self.draft.items.select_related("question_version")]
        fresh = bank.question(self.subject).current
        assert fresh is not None
        items.append(ItemDraft(question_version=fresh, section="A", label=str(n), marks=fresh.marks))
        update_draft(version=self.draft, items=items)
        self.import_run = self._import()

    def _grow_exams(self) -> None:
        n = self.size
        self._exam(f"Test {n}", kind="test", batch=self.batch)
        self._exam(f"Soon {n}", opens_at=timezone.now() + timedelta(days=1), closes_at=self._later(2))
        own = self._exam(f"Own {n}", batch=self.batch)
        for person in (self.student, self.child):
            self._published(person, own)
        ExamPaper.objects.create(
            exam=self.upcoming, paper_version=self.version, position=n + 1, title=f"Paper {n}", duration_minutes=60
        )
        make.attempt(student=self.student, exam=self._exam(f"Running {n}", paper_version=self.live))
        make.attempt(student=self.child, exam=self.everyone)
        make.attempt(student=self.pupil, exam=self.everyone)
        for attempt in (self.result, self.running):
            TimeEntry.objects.create(attempt=attempt, kind="extra", seconds=60, by=self.teacher, at=timezone.now())
            AttemptEvent.objects.create(attempt=attempt, kind="offline")
        written = make.full_marks(self.version)
        publish_result(run=record_result(attempt=self.result, reason=f"again {n}", written=written))

    def _grow_marking(self) -> None:
        n = self.size
        waiting_task(student=self.pupil, exam=self.shared)
        mine = waiting_task(student=self.child, exam=self.shared)
        claim_task(teacher_id=self.teacher.pk, task_id=mine.pk)
        for attempt in (self.task.script.attempt, self.result, self.running):
            self._photograph(ready_page(attempt, n + 1))
        latest = Attempt.objects.filter(student=self.student, exam__title=f"Own {n}").get()
        ReEvaluation.objects.create(attempt=latest, requested_by=self.student, reason="Please look again.")
        item = self.version.items.get(label="7")
        previous = Mark.objects.filter(task=self.task).last()
        Mark.objects.create(
            task=self.task, item=item, step="s1", award="1", page=self.page, by=self.teacher, supersedes=previous
        )

    def _grow_records(self) -> None:
        n = self.size
        deliver_due(limit=2)
        people = [person.pk for person in self.cast.values()]
        facts = {"exam": f"Exam {n}"}
        notify(user_ids=people, kind=Kind.EXAM_SCHEDULED, facts=facts, url="/exams", key=f"grown {n}")
        record(actor=self.cast["admin"], action="exams.exam_changed", target=self.exam, reason=f"Change {n}")
        Holiday.objects.create(date=date(2027, 1, 1) + timedelta(days=n), name=f"Holiday {n}")
        SocialAccount.objects.create(user=self.pupil, provider="google", uid=str(n))
        Authenticator.objects.create(user=self.pupil, type=Authenticator.Type.TOTP, data={})
        interval = IntervalSchedule.objects.create(every=n, period="days")
        PeriodicTask.objects.create(name=f"Task {n}", task="some.task", interval=interval)
        LogEntry.objects.create(
            user=self.cast["admin"],
            content_type=ContentType.objects.get_for_model(Question),
            object_id=str(self.question.pk),
            object_repr="growing",
            action_flag=ADDITION,
        )

    def _pupil(self) -> User:
        pupil: User = UserFactory()
        BatchMember.objects.create(batch=self.batch, student=pupil)
        return pupil

    def _published(self, student: User, exam: Exam) -> Attempt:
        attempt = make.submitted_attempt(student=student, exam=exam)
        ready_page(attempt)
        written = make.full_marks(self.version)
        publish_result(run=record_result(attempt=attempt, reason="marked", written=written))
        return attempt

    def _exam(self, title: str, **more: Any) -> Exam:
        return make.open_exam(**{"paper_version": self.version, "title": title, **more})

    def _draft(self, ref: str) -> PaperVersion:
        return create_paper(
            ref=ref, title=f"Paper {ref}", subject=self.subject, by=self.teacher, duration_minutes=60, instructions="",
            sections=[{"key": "A", "title": "A", "instructions": "", "groups": []}], items=[],
        )  # fmt: skip

    def _import(self) -> Any:
        line = {"options": ["A)1", "B)2"], "rationale": "B", "correct": "B"}
        lines = [json.dumps({"question": f"{n} + 3?", **line}) for n in range(self.size + 1)]
        return start_import(
            text="\n".join(lines), filename="a.json", subject="maths-10", by=self.teacher, dry_run=True, is_whole=False
        )

    @staticmethod
    def _photograph(page: Page) -> None:
        for name in (page.image, page.thumbnail):
            default_storage.save(name, ContentFile(photograph(size=(60, 80))))

    @staticmethod
    def _later(days: int) -> Any:
        return timezone.now() + timedelta(days=days)
