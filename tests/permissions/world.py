"""The one institute in which the matrix is walked: its people, what belongs to `owner`, and what each thing is called.

`build()` makes everything through the product's own actions. `World.names` holds what the matrix file may name in
curly brackets; `World.canaries` are the words that only those who may see the owner's things may ever read.
"""

import hashlib
import io
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from accounts.actions.consent import record_consent
from accounts.actions.guardians import invite_guardian, request_child
from accounts.actions.tokens import open_family
from accounts.adapters.invitations import Invitation, sign_invitation
from accounts.choices import Purpose
from accounts.models import Guardianship, RefreshFamily, User
from evaluations.actions.leases import claim_task
from evaluations.actions.marks import put_marks
from evaluations.actions.pages import declare_page
from evaluations.actions.requests import request_re_evaluation
from evaluations.actions.submission import submit_marking
from evaluations.models import MarkingTask, PageView
from exams.access.attempts import get_ref_to_answer
from exams.actions.attempts import save_responses
from exams.actions.cases import decide_answer
from exams.actions.images import grant_image, save_image
from exams.actions.papers import ItemDraft, create_paper
from exams.actions.time_ledger import pause_attempt
from exams.choices import ImportState
from exams.models import Attempt, Exam, ImportRun, Question
from exams.queries.content import get_paper_content
from learning.classroom.models import Batch, BatchMember, Teaching
from learning.curriculum.models import Subject
from mathvidya.notifications.actions import notify
from mathvidya.notifications.choices import Kind
from mathvidya.notifications.models import Notification
from mathvidya.testing.factories import bank
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.accounts import PASSWORD, GuardianshipFactory
from mathvidya.testing.factories.classroom import batch_of
from mathvidya.testing.factories.curriculum import subject_of
from mathvidya.testing.factories.evaluations import declaration, ready_page, waiting_task
from mathvidya.testing.personas import person
from mathvidya.uploads.actions import grant_upload, receive_upload
from mathvidya.uploads.models import Upload
from mathvidya.uploads.queries import view_url

ADULT = date(2000, 1, 31)
CHILD = date(2011, 1, 31)
OTHER_CHILD = date(2011, 3, 14)
PAPER = ("single", "written")


# What is known of the owner as a person, and by which roles; everything else of theirs is for an answer to decide.
PERSON = ("Canarysurname", "Canary Public School", "CNR-77", "asha@example.org")
PRIVATE = ("9812345678", "98123 45678", "2011-01-31", "Jan. 31, 2011", "31 January 2011")
KNOW_PERSON = frozenset({"owner", "parent", "teacher", "admin"})
KNOW_PRIVATE = frozenset({"owner", "parent", "admin"})


@dataclass
class World:
    """`people` by persona; `names` by the word in the matrix file; `attempts` and `exams` of the owner by state."""

    people: dict[str, User] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    canaries: list[str] = field(default_factory=list)

    def secrets_from(self, role: str) -> tuple[str, ...]:
        """Facts about the owner that this role may read nowhere at all."""
        return (() if role in KNOW_PERSON else PERSON) + (() if role in KNOW_PRIVATE else PRIVATE)

    def name(self, **things: Any) -> None:
        """Give things their names; a row stands for its primary key."""
        for word, thing in things.items():
            self.names[word] = getattr(thing, "pk", thing)


def build() -> World:
    """Everything, in the open transaction. Files go to MEDIA_ROOT."""
    world = World()
    _people(world)
    _sittings(world)
    _desk(world)
    _authoring(world)
    _letters(world)
    _words(world)
    return world


# --- People ----------------------------------------------------------------------------------------------------------


def _people(world: World) -> None:
    born = {"date_of_birth": CHILD, "last_name": "Canarysurname", "phone": "+919812345678"}
    profile = {"profile": {"school": "Canary Public School", "roll_number": "CNR-77"}}
    people = {
        "owner": person("student", "Asha", **born, **profile),
        "classmate": person("student", "Dev", date_of_birth=OTHER_CHILD),
        "parent": person("parent", "Lata"),
        "stranger_parent": person("parent", "Imran"),
        "teacher": person("teacher", "Nila"),
        "other_teacher": person("teacher", "Kabir"),
        "counselor": person("counselor", "Farah"),
        "admin": person("admin", "Devi"),
        "second_admin": person("admin", "Ravi"),  # the only one in office could not ask to be erased
        "pending": person("student", "Mira", date_of_birth=OTHER_CHILD, consented_at=None),
        "sister_teacher": person("teacher", "Zoya"),
        "passer_by": person("student", "Omar", date_of_birth=ADULT),
    }
    world.people = people
    for role, who in people.items():
        world.name(**{role: who})

    maths = make.subject_maths_10()
    physics = subject_of("cbse-12")
    batch = batch_of("cbse-10", name="X A")
    other = batch_of("cbse-12", name="XII C")
    sister = batch_of("cbse-10", name="X B")
    for who in ("owner", "classmate", "pending"):
        BatchMember.objects.create(batch=batch, student=people[who])
    Teaching.objects.create(teacher=people["teacher"], subject=maths, batch=batch)
    Teaching.objects.create(teacher=people["other_teacher"], subject=physics, batch=other)
    Teaching.objects.create(teacher=people["sister_teacher"], subject=maths, batch=sister)
    world.name(subject="maths-10", batch=batch, other_batch=other, sister_batch=sister)
    _links(world)


def _links(world: World) -> None:
    """A link in force, one a stranger asked for, and one the owner asked for."""
    people = world.people
    link = GuardianshipFactory(child=people["owner"], guardian=people["parent"])
    record_consent(
        child=people["owner"], by=people["parent"], purposes=[Purpose.LEARNING, Purpose.TUTOR], link=link, method="test"
    )
    world.name(link=link)
    request_child(parent=people["stranger_parent"], child_email=people["owner"].email)
    world.name(asked_link=Guardianship.objects.get(guardian=people["stranger_parent"]))
    invitation = invite_guardian(child=people["owner"], guardian_email="aunt@example.org")
    token = sign_invitation(Invitation(invitation.pk, invitation.guardian_email))
    world.name(invitation=invitation, invitation_token=token)
    for who in ("owner", "classmate", "teacher"):
        open_family(user=people[who], device=f"Phone of {people[who].first_name}")
        world.name(**{f"sign_in_of_{who}": RefreshFamily.objects.get(user=people[who])})


# --- Sittings --------------------------------------------------------------------------------------------------------


def _exam(world: World, name: str, **more: Any) -> Exam:
    """A published exam of the batch with a paper of its own; named `name` and `name_paper`."""
    version = make.frozen_paper(ref=f"{name}-sheet", names=PAPER)
    batch = Batch.objects.get(pk=world.names["batch"])
    exam = make.open_exam(paper_version=version, batch=batch, title=f"Exam {name}", attempts_allowed=3, **more)
    world.name(**{name: exam, f"{name}_paper": exam.papers.get()})
    return exam


def _sit(world: World, word: str, exam: Exam, who: str = "owner") -> Attempt:
    """An open sitting with one answer; the owner's holds a canary."""
    student = world.people[who]
    sitting = make.attempt(student=student, exam=exam)
    items = make.items_by_name(sitting.paper_version)
    told = f"canary answer {word}" if who == "owner" else f"an answer of {who}"
    save_responses(
        attempt=get_ref_to_answer(student.pk, student.role, sitting.pk),
        responses=[{"item": items["written"], "answer": {"text": told}, "client_seq": 1}],
    )
    world.name(**{word: sitting, f"{word}_item": items["written"], f"{word}_choice": items["single"]})
    return sitting


def _sittings(world: World) -> None:
    world.canaries.append("canary answer")
    live, test = _exam(world, "live_exam"), _exam(world, "live_test", kind="test")
    _exam(world, "fresh_exam")
    _exam(world, "fresh_test", kind="test")
    sitting = _sit(world, "open_attempt", live)
    _sit(world, "test_attempt", test)
    _sit(world, "classmates_attempt", live, "classmate")
    _sit(world, "classmates_test", test, "classmate")
    held = _sit(world, "paused_attempt", _exam(world, "paused_exam"))
    pause_attempt(attempt=held, reason="A fire drill.", by=world.people["teacher"])
    _pages(world, sitting)
    world.name(classmates_page=ready_page(Attempt.objects.get(pk=world.names["classmates_attempt"])))


def _pages(world: World, sitting: Attempt) -> None:
    """Two pages that stand, and one that was sent but not confirmed; one with a picture behind its link."""
    shown = ready_page(sitting, 1)
    picture = f"pages/{shown.upload_id}.jpg"
    _store(picture, _jpeg("page"))
    world.name(page=shown, second_page=ready_page(sitting, 2), file_token=lambda: view_url(picture).rsplit("/", 1)[1])
    data = _jpeg("declared")
    page, grant = declare_page(attempt=sitting, **declaration(data, name="canary-photo.jpg"))
    world.name(declared_page=page, upload_token=grant.url.rsplit("/", 1)[1])
    sent, second = declare_page(attempt=sitting, **declaration(_jpeg("sent")))
    _send(second.upload, _jpeg("sent"))
    world.name(sent_page=sent, upload_bytes=data)


def _jpeg(text: str) -> bytes:
    out = io.BytesIO()
    shade = int(hashlib.sha256(text.encode()).hexdigest()[:2], 16)
    Image.new("RGB", (600, 800), (shade, 200, 255)).save(out, "JPEG")
    return out.getvalue()


def _store(key: str, data: bytes) -> None:
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    default_storage.save(key, ContentFile(data))


def _send(upload: Upload, data: bytes) -> None:
    receive_upload(upload=upload, read=io.BytesIO(data).read, declared_length=len(data))


# --- The desk --------------------------------------------------------------------------------------------------------


def _marked(world: World, word: str, exam: Exam, *, submit: bool) -> MarkingTask:
    """A script that the teacher holds, every step decided with a canary in the comments, every page seen."""
    teacher = world.people["teacher"]
    task = _claimed(world, word, exam)
    steps = [
        {"item": item.id, "step": step.key, "award": str(step.marks), "comment": "canary comment"}
        for item in get_paper_content(task.script.attempt.paper_version_id).items.values()
        for step in item.written_steps
    ]
    put_marks(task=task, marker=teacher, fence=task.fence, marks=steps)
    PageView.objects.create(task=task, page=task.script.attempt.pages.get(), by=teacher)
    if submit:
        submit_marking(task=task, marker=teacher, fence=task.fence)
    return task


def _waiting(world: World, word: str, exam: Exam) -> MarkingTask:
    owner = world.people["owner"]
    task = waiting_task(student=owner, exam=exam, answers={"written": {"text": f"canary answer {word}"}})
    attempt = task.script.attempt
    items = make.items_by_name(attempt.paper_version)
    world.name(**{f"{word}_task": task, f"{word}_attempt": attempt, f"{word}_page": attempt.pages.get()})
    world.name(**{f"{word}_item": items["written"], f"{word}_choice": items["single"], f"{word}_step": "s1"})
    return task


def _claimed(world: World, word: str, exam: Exam) -> MarkingTask:
    task = _waiting(world, word, exam)
    claim_task(teacher_id=world.people["teacher"].pk, task_id=task.pk)
    task.refresh_from_db()
    world.name(**{f"{word}_fence": task.fence})
    return task


def _desk(world: World) -> None:
    world.canaries += ["canary comment", "canary reason"]
    _waiting(world, "waiting", _exam(world, "waiting_exam"))
    _claimed(world, "claimed", _exam(world, "claimed_exam"))
    _marked(world, "finished", _exam(world, "finished_exam"), submit=False)
    _marked(world, "unreleased", _exam(world, "unreleased_exam", release_rule="manual"), submit=True)
    _marked(world, "released", _exam(world, "released_exam"), submit=True)
    asked = _marked(world, "asked", _exam(world, "asked_exam"), submit=True)
    request = request_re_evaluation(
        attempt=asked.script.attempt, by=world.people["owner"], reason="canary reason", item_ids=[]
    )
    world.name(re_evaluation=request)


# --- The bank --------------------------------------------------------------------------------------------------------


def _authoring(world: World) -> None:
    maths = make.subject_maths_10()
    secret = {**bank.SPECS["single_choice"][1], "solution": "canary solution", "hint": "canary hint"}
    question = bank.question(maths, spec=secret, ref="bank-question")
    unused, retired = bank.question(maths, ref="unused-question"), bank.question(maths, ref="retired-question")
    Question.objects.filter(pk=retired.pk).update(status="retired")
    far = bank.question(Subject.objects.get(code="maths-12"), ref="far-question")
    typed = bank.question(maths, ref="typed-question", type="expression")
    word = {"part": "", "answer": "canary answer", "verdict": "right", "source": "author", "note": "canary note"}
    case = decide_answer(version=typed.current, by=world.people["teacher"], **word)
    world.name(typed_question=typed, case=case)
    world.name(question=question, unused_question=unused, retired_question=retired, far_question=far)
    world.canaries += ["canary solution", "canary hint", "canary paper"]

    version = make.frozen_paper(ref="closed-sheet", names=PAPER)
    world.name(paper=version.paper, paper_version=version)
    drafts = {word: _draft(maths, word, question) for word in ("draft", "empty", "ripe")}
    world.name(**{f"{word}_paper": draft.paper for word, draft in drafts.items()})

    for word in ("draft_exam", "spare_exam"):
        exam = _exam(world, word, created_by=world.people["teacher"], published_at=None)
        exam.papers.update(title="canary paper")
    _pictures(world)
    world.name(
        import_run=ImportRun.objects.create(
            by=world.people["teacher"], filename="canary-import.json", text='{"questions": []}', dry_run=True,
            state=ImportState.DONE, total=0, report={},
        )
    )  # fmt: skip
    world.canaries.append("canary-import")


def _draft(subject: Subject, word: str, question: Question) -> Any:
    assert question.current is not None
    items = [
        ItemDraft(
            question_version=question.current, section="A", label="1", marks=question.current.marks,
            negative_marks=question.current.marks * 0, group="",
        )
    ]  # fmt: skip
    return create_paper(
        ref=f"{word}-paper", title=f"Paper {word}", subject=subject, by=None, duration_minutes=60, instructions="",
        sections=[{"key": "A", "title": "Section A", "instructions": "", "groups": []}],
        items=[] if word == "empty" else items,
    )  # fmt: skip


def _png(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 30), (shade, 20, 200)).save(out, "PNG")
    return out.getvalue()


def _pictures(world: World) -> None:
    """A picture of the bank, and one that the teacher has sent; the owner's photo, sent and not confirmed."""
    world.name(image=save_image(data=_png(1)))
    sent = grant_image(by=world.people["teacher"], **_declared(_png(2), "image/png", "picture.png"))
    _send(sent.upload, _png(2))
    world.name(image_upload=sent.upload)
    for who in ("owner", "classmate"):
        photo = grant_upload(owner=world.people[who], purpose="avatar", **_declared(_jpeg(who), "image/jpeg", "me.jpg"))
        _send(photo.upload, _jpeg(who))
        world.name(**{f"avatar_of_{who}": photo.upload})


def _declared(data: bytes, content_type: str, name: str) -> dict[str, Any]:
    sha256 = hashlib.sha256(data).hexdigest()
    return {"filename": name, "content_type": content_type, "size": len(data), "sha256": sha256}


# --- Notices and times -----------------------------------------------------------------------------------------------


def _letters(world: World) -> None:
    facts = {"title": "canary notice", "text": "canary notice"}
    for who, told in (("owner", facts), ("classmate", {"title": "Hello", "text": "Hello"})):
        notify(user_ids=[world.people[who].pk], kind=Kind.ACCOUNT_NOTICE, facts=told, url="/home", key=f"k-{who}")
        world.name(**{f"notice_of_{who}": Notification.objects.get(user=world.people[who], kind=Kind.ACCOUNT_NOTICE)})
    world.canaries.append("canary notice")
    now = timezone.now()
    world.name(tomorrow=(now + timedelta(days=1)).isoformat(), next_week=(now + timedelta(days=7)).isoformat())
    world.name(tomorrow_local=f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}")
    world.name(next_week_local=f"{now + timedelta(days=7):%Y-%m-%dT%H:%M}")


def _words(world: World) -> None:
    """What bodies need besides things."""
    people = world.people
    world.name(
        passer_by_email=people["passer_by"].email,
        owner_email=people["owner"].email,
        password=PASSWORD,
        refresh=open_family(user=people["passer_by"]).refresh,
        sha256="0" * 64,
        subject_pk=Subject.objects.get(code="maths-10"),
        spec=json.dumps({"stem": "True?", "answer": {"value": True}}),
    )
