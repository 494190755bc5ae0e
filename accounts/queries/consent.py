"""What a guardian agreed to."""

from django.utils import timezone

from accounts.choices import Purpose
from accounts.models import ConsentRecord, User


def purposes_granted(child: User) -> set[str]:
    """Return purposes whose newest decision is "yes"; LEARNING also while a consent without records is in force."""
    newest: dict[str, bool] = dict(
        ConsentRecord.objects.filter(child=child).order_by("id").values_list("purpose", "granted")
    )
    granted = {purpose for purpose, is_granted in newest.items() if is_granted}
    return granted | ({str(Purpose.LEARNING)} if child.consented_at is not None else set())


def consent_for(child: User, purpose: Purpose) -> bool:
    """Return whether a person's data may be used for `purpose`: adults decide by using it, children need a guardian."""
    if not child.is_minor(timezone.localdate()):
        return True
    return child.is_cleared and purpose in purposes_granted(child)
