"""/ws/notifications: one's own notices as they are written."""

from typing import Any

from channels.db import database_sync_to_async

from mathvidya.notifications.queries.notices import last_seq, unread_count
from mathvidya.realtime.consumers import SecureConsumer
from mathvidya.realtime.push import user_group


class NoticesConsumer(SecureConsumer):
    """Says `hello` {seq, unread}, then `notice` for each new one and `unread` when some were read.

    `data.seq` counts the person's notices: a client whose last number is not one less has missed some and asks
    GET /api/v1/notifications?after=<last>.
    """

    async def joined(self) -> None:
        await self.listen(user_group(self.user.pk))
        await self.say("hello", await self._state())

    @database_sync_to_async  # type: ignore[untyped-decorator]
    def _state(self) -> dict[str, Any]:
        return {"seq": last_seq(self.user), "unread": unread_count(self.user)}
