"""All that is kept of one person, as a file for them. Each app adds its part in ready():
`export_parts.register("exams", exams_part)`.
"""

import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.models import ConsentRecord, Guardianship, RefreshFamily, StudentProfile, TeacherProfile, User
from mathvidya.lib.registry import Registry

IN_MEMORY = 5 * 1024 * 1024


@dataclass(frozen=True)
class Part:
    """What one app keeps: plain values, and files as {name in the download: storage key}."""

    data: Any
    files: dict[str, str] = field(default_factory=dict)


# Each adds `<name>.json`, and its files, to every download.
export_parts: Registry[Callable[[User], Part]] = Registry("part of the data export")


def build_export(person: User) -> IO[bytes]:
    """Return a ZIP, open at its start: one JSON file for each part, the files, and who else receives data."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, collect in export_parts.items():
            part = collect(person)
            archive.writestr(f"{name}.json", json.dumps(part.data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
            for filename, key in part.files.items():
                if default_storage.exists(key):
                    with default_storage.open(key) as stored, archive.open(f"{name}/{filename}", "w") as target:
                        while chunk := stored.read(1 << 16):
                            target.write(chunk)
    file.seek(0)
    return file


def account_part(person: User) -> Part:
    """Return what `accounts` itself keeps."""
    profile = StudentProfile.objects.filter(user=person).values().first()
    links = Guardianship.objects.filter(child=person) | Guardianship.objects.filter(guardian=person)
    names = ["id", "email", "first_name", "last_name", "role", "date_of_birth", "phone", "time_zone", "language"]
    return Part(
        data={
            "exported_at": timezone.now(),
            "person": {name: getattr(person, name) for name in [*names, "date_joined", "consented_at"]},
            "student_profile": profile,
            "teacher_profile": TeacherProfile.objects.filter(user=person).values().first(),
            "guardian_links": list(links.values("guardian_email", "relation", "status", "created_at", "confirmed_at")),
            "consents": list(
                ConsentRecord.objects.filter(child=person).values(
                    "purpose", "granted", "notice_version", "method", "at"
                )
            ),
            "app_sign_ins": list(RefreshFamily.objects.filter(user=person).values("device", "created_at", "used_at")),
            "recipients": ["Teachers of the institute who mark the answers; nobody outside of it."],
        },
        files={"photo.jpg": person.avatar} if person.avatar else {},
    )
