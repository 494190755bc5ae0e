"""People and the links between them."""

from functools import cache
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.choices import LinkStatus, Role
from accounts.models import Guardianship, StudentProfile, TeacherProfile, User
from learning.classroom.models import Enrolment
from mathvidya.testing.factories.curriculum import programme

PASSWORD = "correct horse battery staple"


@cache
def hashed(password: str) -> str:
    """Hash once a session: a real Argon2id hash, so that signing in works, paid for a single time."""
    return make_password(password)


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A cleared person; `role` decides which profile comes along. The password is `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = factory.Sequence(lambda n: f"Person{n}")
    last_name = "Sharma"
    role = Role.STUDENT
    password = factory.LazyFunction(lambda: hashed(PASSWORD))
    consented_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def verified(self: User, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """Leave the address unverified for `verified=False`, as after registering."""
        if create:
            EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=extracted is not False)

    @factory.post_generation
    def profile(self: User, create: bool, extracted: dict[str, Any] | None, **kwargs: Any) -> None:
        if create and self.role == Role.STUDENT:
            StudentProfile.objects.create(user=self, **(extracted or {}))
        elif create and self.role == Role.TEACHER:
            TeacherProfile.objects.create(user=self, **(extracted or {}))

    @factory.post_generation
    def programmes(self: User, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        """Choose CBSE X for a student; `programmes=["cbse-12"]` chooses something else, `programmes=[]` nothing."""
        if create and self.role == Role.STUDENT:
            for code in ["cbse-10"] if extracted is None else extracted:
                Enrolment.objects.create(student=self, programme=programme(code))


class GuardianshipFactory(factory.django.DjangoModelFactory[Guardianship]):
    """A confirmed link; pass `status` for another state."""

    class Meta:
        model = Guardianship

    child = factory.SubFactory(UserFactory)
    guardian = factory.SubFactory(UserFactory, role=Role.PARENT)
    guardian_email = factory.LazyAttribute(lambda link: link.guardian.email)
    status = LinkStatus.CONFIRMED
    requested_by = factory.SelfAttribute("child")
    confirmed_at = factory.LazyFunction(timezone.now)
