"""What a frozen paper version contains, as plain values: the input of scoring and ordering."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from questions.types import ItemContent, is_parametric, type_of


@dataclass(frozen=True)
class SectionContent:
    """`groups` maps a choice group's key to how many of its items count."""

    key: str
    title: str
    instructions: str
    groups: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PaperContent:
    """A frozen paper version. `body` is the JSON a student gets (no keys); `etag` names its bytes."""

    id: int
    title: str
    instructions: str
    duration_minutes: int
    total_marks: Decimal
    sections: tuple[SectionContent, ...]
    items: dict[int, ItemContent]
    body: bytes = b""
    etag: str = ""

    @cached_property
    def has_written(self) -> bool:
        """Return whether anything in the paper waits for a teacher."""
        return any(item.written_steps for item in self.items.values())

    @cached_property
    def is_parametric(self) -> bool:
        """Return whether each attempt draws values of its own."""
        return any(is_parametric(item.spec) for item in self.items.values())

    @cached_property
    def typed_items(self) -> tuple[ItemContent, ...]:
        """Return the items that ask for typed maths, which a teacher judges where the machine cannot."""
        return tuple(item for item in self.items.values() if item.typed_steps)

    @property
    def has_typed(self) -> bool:
        """Return whether the paper asks for typed maths."""
        return bool(self.typed_items)

    @cached_property
    def question_count(self) -> int:
        """Return how many questions a student answers: of alternatives, as many as count."""
        whole = sum(not item.group for item in self.items.values())
        return whole + sum(sum(section.groups.values()) for section in self.sections)

    @cached_property
    def blocks(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """Return, by section, the items that stay together: the alternatives of a group, or one alone."""
        sections = []
        for section in self.sections:
            blocks: dict[str, tuple[int, ...]] = {}
            for item in self.items_of(section.key):
                key = f"g{item.group}" if item.group else f"i{item.id}"
                blocks[key] = (*blocks.get(key, ()), item.id)
            sections.append(tuple(blocks.values()))
        return tuple(sections)

    @cached_property
    def options(self) -> dict[int, tuple[str, ...]]:
        """Return option ids, as printed, of the questions whose options are of the author's making; by item."""
        options = {item.id: type_of(item.type).moving_options(item.spec) for item in self.items.values()}
        return {item: ids for item, ids in options.items() if ids}

    @cached_property
    def room_modules(self) -> tuple[str, ...]:
        """Return the static names of the modules that its answers need in the exam room."""
        items = self.items.values()
        asked = [type_ for item in items for _part, type_, _spec in type_of(item.type).questions_in(item.spec)]
        return tuple(dict.fromkeys(type_.room_module for type_ in asked))

    def items_of(self, section: str) -> Iterator[ItemContent]:
        """Return items of a section, in the paper's order."""
        return (item for item in self.items.values() if item.section == section)
