"""A kind and a channel that no app of the product knows, registered for one test; nothing else is edited for them."""

from pathlib import Path
from typing import Any

import pytest

from mathvidya.notifications.choices import CHANNELS, KINDS, Channel, NoticeKind

SUBJECT = "The fair at {{ place }}"
BODY = "{{ reader.first_name }}, it opens at {{ hour }}."


class Wire(Channel):
    """Telegrams. They reach people with a phone number in `numbers`, and `breaks` is what its server raises."""

    code = "wire"
    question = "Wire me when"
    is_on_by_default = False

    def __init__(self, numbers: set[int]) -> None:
        super().__init__()
        self.numbers, self.sent, self.tries = numbers, [], 0
        self.breaks: Exception | None = None

    def send(self, notice: Any) -> None:
        self.tries += 1
        if self.breaks:
            raise self.breaks
        self.sent.append(f"{notice.title}. {notice.body}")

    def reached(self, readers: Any) -> set[int]:
        return {reader.pk for reader in readers} & self.numbers


@pytest.fixture
def fair(settings: Any, tmp_path: Path, own_document: None) -> Any:
    """A kind whose texts lie in the templates of the app that sends it."""
    texts = tmp_path / "stalls" / "notices"
    texts.mkdir(parents=True)
    (texts / "fair_opens.subject.txt").write_text(SUBJECT)
    (texts / "fair_opens.body.txt").write_text(BODY)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]}]
    kind = NoticeKind(code="fair_opens", label="A fair opens", roles=frozenset({"student"}), texts="stalls/notices")
    with KINDS.temporarily(kind.code, kind):
        yield kind


@pytest.fixture
def wire(student: Any, parent: Any, own_document: None) -> Any:
    """A channel that is off until people want it."""
    channel = Wire({student.pk, parent.pk})
    with CHANNELS.temporarily(channel.code, channel):
        yield channel
