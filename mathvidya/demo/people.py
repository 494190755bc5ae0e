"""The demo's people. Their addresses are at example.org, which nobody can own; the passwords are printed for all."""

from dataclasses import dataclass
from datetime import date

from accounts.choices import Role


@dataclass(frozen=True)
class Person:
    email: str
    first_name: str
    last_name: str
    role: Role
    password: str = ""
    born: date | None = None
    programme: str = ""
    school: str = ""
    language: str = "en"
    guardian: str = ""


SCHOOL = "Kendriya Vidyalaya, Indiranagar"

# Those with a password are shown to the visitor; the others only fill the lists.
PEOPLE = [
    Person("admin@example.org", "Anand", "Rao", Role.ADMIN, "slate-and-chalk-31"),
    Person("teacher@example.org", "Meera", "Iyer", Role.TEACHER, "red-ink-pen-58"),
    Person("joseph@example.org", "Joseph", "Thomas", Role.TEACHER, "blue-ink-pen-58"),
    Person("counselor@example.org", "Farah", "Khan", Role.COUNSELOR, "open-door-desk-74"),
    Person("parent@example.org", "Rakesh", "Verma", Role.PARENT, "monsoon-umbrella-26", language="hi"),
    Person("sunita@example.org", "Sunita", "Singh", Role.PARENT),
    Person(
        "student@example.org",
        "Asha",
        "Verma",
        Role.STUDENT,
        "compass-and-ruler-12",
        born=date(2011, 4, 9),
        programme="cbse-10",
        school=SCHOOL,
        guardian="parent@example.org",
    ),
    Person(
        "kabir@example.org",
        "Kabir",
        "Singh",
        Role.STUDENT,
        "graph-paper-kite-45",
        born=date(2011, 1, 22),
        programme="cbse-10",
        school=SCHOOL,
        guardian="sunita@example.org",
    ),
    Person(
        "zoya@example.org",
        "Zoya",
        "Ansari",
        Role.STUDENT,
        born=date(2010, 11, 2),
        programme="cbse-10",
        school="Delhi Public School, Whitefield",
        guardian="sunita@example.org",
    ),
    Person(
        "dev@example.org",
        "Dev",
        "Nair",
        Role.STUDENT,
        born=date(2008, 6, 30),
        programme="cbse-12",
        school=SCHOOL,
    ),
]
BATCH = "X Evening A"
PUPILS = ["student@example.org", "kabir@example.org", "zoya@example.org"]
