"""/ws/exam/{id} and /ws/test/{id}: the clock for students, ticks for those who watch. Hints only; nothing is stored."""

from channels.db import database_sync_to_async

from exams.access.exams import socket_groups
from mathvidya.realtime.consumers import SecureConsumer


class ExamConsumer(SecureConsumer):
    """Students hear `clock` {attempt, status, deadline_at, server_now, reason} of their own attempts; staff of the exam
    hear it of every attempt, and `tick` {attempt} when one was started or submitted. A client that hears either asks
    the API for the state, so a lost message costs half a minute at most."""

    groups_in: list[str]

    async def admit(self) -> None:
        exam_id = int(self.scope["url_route"]["kwargs"]["pk"])
        self.groups_in = await database_sync_to_async(socket_groups)(self.user, exam_id)

    async def joined(self) -> None:
        for group in self.groups_in:
            await self.listen(group)
        await self.say("hello", {"exam": int(self.scope["url_route"]["kwargs"]["pk"])})
