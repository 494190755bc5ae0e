"""The documents can be read in any editor, and what they name is there."""

import re
import subprocess
from pathlib import Path

import pytest

DOCUMENTS = [Path("README.md"), Path("CHANGELOG.md"), *sorted(Path("docs").rglob("*.md"))]
LONGEST = 160
LINK = re.compile(r"\]\((?!image:)([^)\s]+)\)")
# Files as documents name them: with a folder of ours in front, or a page of docs.
NAMED = re.compile(
    r"`((?:accounts|benchmarks|deploy|docs|evaluations|exams|insights|learning|locale|maths|mathvidya|questions"
    r"|requirements|rigs|static|templates|tests)/[\w./-]+\.\w+)`"
)
# What recipes make up as an example.
EXAMPLES = ("templates/stalls/", "mathvidya/notifications/channels/sms/", "templates/notifications/sms/")
APPS = ("accounts", "learning/curriculum", "learning/classroom", "questions", "exams", "evaluations", "insights")
# Plans that never were in this repository: what they said is copied to where it is needed.
OF_ELSEWHERE = re.compile(r"\b(TRUST|SPEED|DESIGN|STACK|MODELS|LOOK|API|SANDBOX)\.md\b|\b(TRUST|SPEED)\b[ :]")
TEXTS = ("*.py", "*.md", "*.toml", "*.html", "*.js", "*.css", "*.yml", "*.yaml", "run")


def test_there_are_documents():
    assert len(DOCUMENTS) > 30


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_lines_are_short(path):
    """Rows of tables are excepted: Markdown cannot break them, and tests compare three of the tables with the code."""
    lines = enumerate(path.read_text().splitlines(), 1)
    assert [number for number, line in lines if len(line) > LONGEST and not line.startswith("|")] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_links_lead_to_files(path):
    links = [link.partition("#")[0] for link in LINK.findall(path.read_text()) if "://" not in link]
    assert [link for link in links if link and not (path.parent / link).exists()] == []


def exists(name):
    """In this repository; or in an app or a question type, of a file that each of these has for itself."""
    roots = [Path(), *map(Path, APPS), *Path("questions/types").iterdir()]
    return name.startswith(EXAMPLES) or any((root / name).exists() for root in roots)


@pytest.mark.parametrize("path", [Path("README.md"), *sorted(Path("docs").rglob("*.md"))], ids=str)
def test_named_files_exist(path):
    assert [name for name in NAMED.findall(path.read_text()) if not exists(name)] == []


def test_every_page_of_docs_is_reached_from_its_readme():
    text = Path("docs/README.md").read_text()
    pages = [page.name for page in Path("docs").glob("*.md") if page.name != "README.md"]
    assert [page for page in pages if f"]({page})" not in text] == []


def test_nothing_cites_a_document_that_is_not_here():
    files = subprocess.run(["git", "ls-files", *TEXTS], capture_output=True, text=True, check=True).stdout.split()
    texts = ((name, Path(name)) for name in files if name != str(Path(__file__).relative_to(Path.cwd())))
    found = [name for name, path in texts if path.exists() and OF_ELSEWHERE.search(path.read_text())]
    assert found == []
