"""Upload of a file of questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mathvidya.lib.errors import DomainError
from questions.access.questions import subjects_authored_by
from questions.actions.import_runs import LARGEST_FILE, start_import
from questions.models import ImportRun


class ImportForm(forms.Form):
    """A file of ours or of AQuA's; the pictures of a file are imported only by the command."""

    file = forms.FileField(label=_("File"), help_text=_("Our JSON, or AQuA-RAT's lines. At most 5,000 questions."))
    subject = forms.ChoiceField(
        label=_("Subject"), required=False, help_text=_("For files whose questions name no subject.")
    )
    is_whole = forms.BooleanField(
        label=_("All or nothing"),
        required=False,
        help_text=_("If one question is refused, none is taken. Otherwise the good ones are."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field = self.fields["subject"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *((s.code, s.name) for s in subjects_authored_by(user))]

    def clean_file(self) -> dict[str, str]:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("At most 8 MB."))
        try:
            text = str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as fault:
            raise forms.ValidationError(_("This is not text in UTF-8.")) from fault
        if "\0" in text:  # no column of PostgreSQL holds it
            raise forms.ValidationError(_("The text holds a character that cannot be stored."))
        return {"text": text, "filename": str(file.name)}

    def save(self, *, apply: bool) -> ImportRun | None:
        """Start the import and return its run; None with the refusal on the form."""
        data = self.cleaned_data
        asked = {"subject": data["subject"], "is_whole": data["is_whole"], "dry_run": not apply}
        try:
            return start_import(by=self.user, **data["file"], **asked)
        except DomainError as refusal:
            self.add_error("file", str(refusal.detail))
        return None
