"""The compiled catalogue is the one in the source, nothing in it is half done, and every word of a page is in it."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils import translation
from django.utils.translation.template import templatize

from mathvidya.web.tests.library_texts import TEXTS

FOLDER = settings.BASE_DIR / "locale"
TEMPLATES = settings.BASE_DIR / "templates"
CATALOGUES = sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/django.po"))
PLACES = re.compile(r"%\(\w+\)[sd]|%s|</?\w+[^>]*>|\{\w+\}")
WORD = re.compile(r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""")
CALL = re.compile(rf"\b(n?p?)(?:gettext|_)\(((?:{WORD.pattern}|[^()'\"])*)\)")


def texts_in(path: Path) -> set[tuple[str | None, str]]:
    """The (context, msgid) pairs that a template asks for, as makemessages finds them."""
    found = set()
    for function, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        words = [ast.literal_eval(word) for word in WORD.findall(arguments)]
        found.add((words[0], words[1]) if "p" in function else (None, words[0]))
    return found


def test_every_language_but_the_first_has_a_catalogue():
    assert sorted(code for code, _ in settings.LANGUAGES if code != "en") == CATALOGUES


@pytest.mark.parametrize("language", CATALOGUES)
def test_compiled_is_what_is_written(language):
    folder = FOLDER / language / "LC_MESSAGES"
    written = {
        (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in polib.pofile(folder / "django.po") if e.translated()
    }
    compiled = {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in polib.mofile(folder / "django.mo")}
    assert compiled == written


@pytest.mark.parametrize("language", CATALOGUES)
def test_nothing_is_half_done(language):
    catalogue = polib.pofile(FOLDER / language / "LC_MESSAGES" / "django.po")
    assert [e.msgid for e in catalogue if not e.obsolete and not e.translated()] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_places_and_tags_survive_translation(language):
    entries = polib.pofile(FOLDER / language / "LC_MESSAGES" / "django.po").translated_entries()
    torn = [
        e.msgid
        for e in entries
        for text in (e.msgstr_plural.values() or [e.msgstr])
        if sorted(PLACES.findall(e.msgid)) != sorted(PLACES.findall(text))
    ]
    assert torn == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_everybody_reads_every_page_in_their_language(language):
    catalogue = {(e.msgctxt, e.msgid) for e in polib.pofile(FOLDER / language / "LC_MESSAGES" / "django.po")}
    paths = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    paths += settings.BASE_DIR.glob("questions/types/**/templates/*.html")
    wanted = {text for path in sorted(paths) for text in texts_in(path)}
    assert len(wanted) > 400
    assert sorted(msgid for context, msgid in wanted if (context, msgid) not in catalogue) == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_library_texts_come_from_our_catalogue(language):
    catalogue = polib.pofile(FOLDER / language / "LC_MESSAGES" / "django.po")
    ours = {e.msgid: e.msgstr for e in catalogue}
    assert [text for text in TEXTS if not ours.get(text)] == []
    with translation.override(language):
        assert translation.gettext("Password") == ours["Password"]
        assert "8" in MinimumLengthValidator(8).get_help_text()
        assert "password" not in MinimumLengthValidator(8).get_help_text()
        one, two = (translation.ngettext("%(counter)s is unread.", "%(counter)s are unread.", n) for n in (1, 2))
        assert one != two
