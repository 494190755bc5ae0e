"""The question editor's form: place and marks as fields, the specification as the editor's JSON."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.curriculum.queries import topics_by_subject
from mathvidya.api.strict_json import parse_json
from mathvidya.lib.decimals import parse_marks
from mathvidya.lib.errors import DomainError
from mathvidya.web.form_errors import FormError
from questions.access.questions import subjects_authored_by
from questions.actions.questions import create_question, save_question
from questions.choices import QuestionUse
from questions.models import Question
from questions.queries.filters import chapter_choices
from questions.queries.questions import place_of, suggest_ref
from questions.types import type_choices

DIFFICULTIES = [(1, _("1, easy")), (2, "2"), (3, _("3, middling")), (4, "4"), (5, _("5, hard"))]


class QuestionForm(forms.Form):
    """`user` is the author; `question` the one being corrected. `save()` answers None where the domain refused."""

    subject = forms.ChoiceField(label=_("Subject"))
    chapter = forms.ChoiceField(label=_("Chapter"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    type = forms.ChoiceField(label=_("Type"), choices=type_choices)
    marks = forms.CharField(label=_("Marks"), initial="1", max_length=6)
    difficulty = forms.TypedChoiceField(label=_("Difficulty"), choices=DIFFICULTIES, coerce=int, initial=3)
    source = forms.CharField(label=_("Source and licence"), max_length=200, required=False)
    use = forms.ChoiceField(label=_("Use"), choices=QuestionUse.choices, initial=QuestionUse.BOTH, required=False)
    spec = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, question: Question | None = None, **kwargs: Any) -> None:
        if question is not None and question.current is not None:
            kwargs["initial"] = {
                "subject": question.subject.code,
                "chapter": question.chapter.code if question.chapter else "",
                "topic": question.topic.code if question.topic else "",
                "type": question.current.type,
                "marks": format(question.current.marks.normalize(), "f"),
                "difficulty": question.current.difficulty,
                "source": question.source,
                "use": question.use,
                "spec": json.dumps(question.current.spec, ensure_ascii=False),
            }
        super().__init__(*args, **kwargs)
        self.user, self.question = user, question
        self.spec_errors: dict[str, list[str]] = {}
        subjects = list(subjects_authored_by(user))
        self.subjects = {subject.code: subject for subject in subjects}
        self._choices("subject", [(subject.code, subject.name) for subject in subjects])
        self._choices("chapter", chapter_choices(subjects))
        topics = [
            (subject.name, [(t.code, f"{t.chapter.number}.{t.number} {t.name}") for t in topics])
            for subject, topics in topics_by_subject(subjects).items()
        ]
        self._choices("topic", [("", _("Any topic")), *topics])

    def more_errors(self) -> Iterator[FormError]:
        """What an action refused of the specification; the editor calls its controls by their paths."""
        for path, texts in self.spec_errors.items():
            yield from (FormError(f"spec-{path}", "", text) for text in texts)

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_marks(self) -> str:
        marks = str(self.cleaned_data["marks"])
        if not parse_marks(marks):
            raise forms.ValidationError(_('Write marks like "4" or "2.5".'))
        return marks

    def clean_spec(self) -> dict[str, Any]:
        try:
            spec = parse_json(self.cleaned_data["spec"].encode())
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal.detail)) from refusal
        if not isinstance(spec, dict):
            raise forms.ValidationError(_("The question cannot be read."))
        return spec

    def save(self) -> Question | None:
        """Save and return the question; None with errors on the form (those of the specification in `spec_errors`)."""
        data = self.cleaned_data
        subject = self.subjects[data["subject"]]
        try:
            chapter, topic = place_of(subject, chapter=data["chapter"], topic=data["topic"])
            content = {name: data[name] for name in ("type", "spec", "marks", "difficulty", "source")}
            content["use"] = data["use"] or None
            content |= {"subject": subject, "chapter": chapter, "topic": topic, "by": self.user}
            if self.question is not None:
                return save_question(ref=self.question.ref, **content)
            return create_question(ref=suggest_ref(subject), **content)
        except DomainError as refusal:
            for name, texts in refusal.fields.items():
                if name in self.fields:
                    self.add_error(name, texts)
                else:
                    self.spec_errors[name] = texts
            if not refusal.fields:
                self.add_error(None, str(refusal.detail))
        return None
