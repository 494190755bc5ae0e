"""People as a table, in and out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import fields, resources
from import_export.widgets import DateWidget

from accounts.actions.people import save_by_admin
from accounts.actions.sessions import sign_out_everywhere
from accounts.choices import Role
from accounts.models import User
from accounts.models.users import normalise_email
from accounts.rules.facts import clean_phone
from accounts.rules.names import clean_name

ENDS_SIGN_IN = {"role", "is_active", "email", "is_superuser"}
CLEANED = {"first_name": clean_name, "last_name": clean_name, "phone": clean_phone}
MOST_ROWS = 5_000
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text


class PersonResource(resources.ModelResource):  # type: ignore[misc]
    """Matched by e-mail. Passwords never go in or out: a new person asks for a link.

    A table takes the role of administrator from nobody.
    """

    date_of_birth = fields.Field(attribute="date_of_birth", column_name="date_of_birth", widget=DateWidget("%Y-%m-%d"))

    class Meta:
        model = User
        import_id_fields = ["email"]
        fields = ["email", "first_name", "last_name", "role", "date_of_birth", "phone", "language", "time_zone"]
        export_order = fields
        skip_unchanged = True
        clean_model_instances = True
        use_transactions = True

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.by = kwargs.get("user")
        if len(dataset) > MOST_ROWS:
            del dataset[:]  # the library records the refusal, but would still import every row
            raise ValidationError(_("A table holds at most %(most)s people.") % {"most": MOST_ROWS})

    def get_instance(self, *args: Any, **kwargs: Any) -> User | None:
        person: User | None = super().get_instance(*args, **kwargs)
        self.before = {name: getattr(person, name) for name in self.Meta.fields} if person else {}
        return person

    def init_instance(self, row: dict[str, Any] | None = None) -> User:
        person: User = super().init_instance(row)
        person.set_unusable_password()  # before it is checked: no person is without one
        return person

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["email"] = normalise_email(str(row.get("email") or ""))
        for name, rule in CLEANED.items():
            if name in row:  # a column that the table lacks leaves what is there
                row[name] = rule(str(row[name] or "").lstrip("'")) if row[name] or name == "first_name" else ""

    def before_save_instance(self, instance: User, row: dict[str, Any], **kwargs: Any) -> None:
        if self.before.get("role") == Role.ADMIN and instance.role != Role.ADMIN:
            raise ValidationError(
                _("An administrator's office is ended by changing it to another person first."), code="last_office"
            )

    def do_instance_save(self, instance: User, is_create: bool) -> None:
        """Save with an audit record and end the person's sign-ins where needed, as the person's page does."""
        changed = [name for name in self.Meta.fields if self.before.get(name) != getattr(instance, name)]
        save_by_admin(person=instance, by=self.by, is_new=is_create, changed=changed)
        if not is_create and ENDS_SIGN_IN & set(changed):
            sign_out_everywhere(user=instance, because="by administrator")

    def export_field(self, field: Any, instance: User, **kwargs: Any) -> Any:
        return as_text(super().export_field(field, instance, **kwargs))
