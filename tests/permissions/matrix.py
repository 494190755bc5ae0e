"""Reads the matrix: rows and personas from `matrix.toml`, what is walked from `<app>/tests/permissions.toml` of every
app, which may add rows and personas of its own (docs/permissions.md says what the words mean)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mathvidya.testing.project import folder_of_tests, own_apps

OWN = Path(__file__).with_name("matrix.toml")
ROLES = (
    "anonymous", "owner", "classmate", "parent", "stranger_parent", "teacher", "other_teacher", "counselor", "admin",
)  # fmt: skip
ALLOWED = ("ok", "own", "idle")
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Row:
    """One row of the matrix: what each role may do, in words, and what of it waits for a part that is not built."""

    number: str
    what: str
    cells: Mapping[str, str]
    built: bool
    waits_for: str
    part: tuple[str, ...]


@dataclass(frozen=True)
class Persona:
    """Somebody beyond the nine roles: `who` they are, what happened to them, and whose answers they get from then on.

    `near` is the role they could be taken for: only what it is allowed is asked. `like` names a role, or "waiting" or
    "no_factor": those are refused all but the way on.
    `but` names another role for single rows; `gets` says, by row, the new answer to requests that were refused.
    """

    name: str
    who: str
    near: str
    after: str
    like: str
    but: Mapping[str, str]
    gets: Mapping[str, str]
    built: bool


@dataclass(frozen=True)
class Case:
    """One request and what each role gets for it.

    `pending`: what a child without consent gets, where it is more than the way to it. `audited`: who is allowed leaves
    a trace where the row says so (ᵃ). `plain`: an odd query would change what is asked. `apart`: about something of one
    role's own, so not for the further personas.
    """

    path: str
    row: str
    methods: tuple[str, ...]
    cells: Mapping[str, str]
    address: str
    body: Any = None
    as_json: bool = True
    file: Mapping[str, str] = field(default_factory=dict)
    pending: str = ""
    audited: bool = False
    plain: bool = False
    apart: bool = False

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")


@dataclass(frozen=True)
class Socket:
    """One socket's address and what each role gets: "ok", or the code it is closed with."""

    path: str
    row: str
    address: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Admin:
    """One model of the administration and what may be done there besides looking."""

    model: str
    row: str
    may: frozenset[str]


def cells_of(line: str) -> dict[str, str]:
    """{role: word} of a line of nine words."""
    words = line.split()
    if len(words) != len(ROLES):
        raise ValueError(f"Nine words are needed: {line!r}")
    return dict(zip(ROLES, words, strict=True))


@cache
def files() -> dict[str, Path]:
    """{app: its file}; the file of nobody comes first, under the empty name."""
    found = {app: folder_of_tests(app) / "permissions.toml" for app in own_apps()}
    return {"": OWN} | {app: path for app, path in found.items() if path.exists()}


@cache
def document() -> dict[str, Any]:
    """All files as one. Raises ValueError where two of them speak about the same thing."""
    whole: dict[str, Any] = {"row": [], "persona": {}, "route": {}, "socket": {}, "admin": {}}
    for path in files().values():
        part = tomllib.loads(path.read_text())
        whole["row"] += part.pop("row", [])
        for kind, things in part.items():
            if twice := whole[kind].keys() & things.keys():
                raise ValueError(f"{path} repeats {', '.join(sorted(twice))}")
            whole[kind] |= things
    numbers = [row["n"] for row in whole["row"]]
    if len(numbers) != len(set(numbers)):
        raise ValueError("Two rows of the matrix have one number.")
    return whole


@cache
def rows() -> dict[str, Row]:
    """{number: row}, in the order of the file."""
    return {
        str(raw["n"]): Row(
            number=str(raw["n"]),
            what=raw["what"],
            cells=dict(zip(ROLES, raw["is"], strict=True)),
            built=raw.get("built", True),
            waits_for=raw.get("waits_for", ""),
            part=tuple(raw.get("part", ())),
        )
        for raw in document()["row"]
    }


@cache
def personas() -> dict[str, Persona]:
    return {
        name: Persona(
            name=name,
            who=raw.get("who", ""),
            near=raw.get("near", raw.get("who", "")),
            after=raw["after"],
            like=raw.get("like", ""),
            but=raw.get("but", {}),
            gets=raw.get("gets", {}),
            built=raw.get("built", True),
        )
        for name, raw in document()["persona"].items()
    }


@cache
def cases() -> tuple[Case, ...]:
    return tuple(_case(path, raw) for path, listed in document()["route"].items() for raw in listed)


@cache
def sockets() -> tuple[Socket, ...]:
    return tuple(
        Socket(path, str(raw["row"]), _address(path, raw), cells_of(raw["is"]))
        for path, listed in document()["socket"].items()
        for raw in listed
    )


@cache
def admins() -> tuple[Admin, ...]:
    return tuple(
        Admin(model, str(raw["row"]), frozenset(raw.get("may", "").split()))
        for model, raw in document()["admin"].items()
    )


def _case(path: str, raw: Mapping[str, Any]) -> Case:
    return Case(
        path=path,
        row=str(raw["row"]),
        methods=tuple(raw["do"].split()),
        cells=cells_of(raw["is"]),
        address=_address(path, raw),
        body=raw.get("body", raw.get("json")),
        as_json=path.startswith("/api/") or "json" in raw,
        file=raw.get("file", {}),
        pending=raw.get("pending", ""),
        audited=raw.get("audited", False),
        plain=raw.get("plain", False),
        apart=raw.get("apart", False),
    )


def _address(path: str, raw: Mapping[str, Any]) -> str:
    """The address with names in curly brackets: `at`, or the path with what `of` names in its places, in order."""
    if "at" in raw:
        return str(raw["at"])
    of: Iterator[str] = iter(str(raw.get("of", "")).split())
    address = PLACE.sub(lambda found: "{" + next(of) + "}", path)
    return f"{address}?{raw['query']}" if "query" in raw else address


def filled(template: Any, names: Mapping[str, Any]) -> Any:
    """`template` with names replaced; a string that is one name alone becomes the thing itself. What is only good for a
    minute (a signed link) is in `names` as a function that makes it."""
    if isinstance(template, dict):
        return {str(filled(key, names)): filled(value, names) for key, value in template.items()}
    if isinstance(template, list):
        return [filled(value, names) for value in template]
    if not isinstance(template, str):
        return template
    if whole := NAME.fullmatch(template):
        thing = names[whole[1]]
        return thing() if callable(thing) else thing
    return NAME.sub(lambda found: str(filled(found[0], names)), template)
