"""Programmes and their subjects."""

from learning.curriculum.models import Programme, Subject

PROGRAMMES = {
    "cbse-10": {"name": "CBSE class X", "board": "CBSE", "school_class": "X", "position": 1},
    "cbse-12": {"name": "CBSE class XII", "board": "CBSE", "school_class": "XII", "position": 2},
    "upsc-prelims": {"name": "UPSC prelims", "position": 3},
}
SUBJECTS = {
    "cbse-10": {"code": "maths-10", "name": "Mathematics X"},
    "cbse-12": {"code": "maths-12", "name": "Mathematics XII"},
    "upsc-prelims": {"code": "csat", "name": "CSAT"},
}


def programme(code: str) -> Programme:
    """Return one of PROGRAMMES; made when it is first asked for."""
    return Programme.objects.get_or_create(code=code, defaults=PROGRAMMES[code])[0]


def subject_of(code: str) -> Subject:
    """Return the subject of a programme, given by the programme's code; made when it is first asked for."""
    facts = SUBJECTS[code]
    return Subject.objects.get_or_create(
        code=facts["code"], defaults={"name": facts["name"], "programme": programme(code)}
    )[0]
