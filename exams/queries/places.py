"""Where the questions of a frozen paper belong in the syllabus, kept in the process for up to a minute.

A paper never changes, but a question may move to another topic: what is emitted at publication has the topic of that
time, at most a minute old. So a submit reads nothing more, except the first one of a paper in each minute.
"""

import time

from exams.models import PaperItem
from exams.rules.facts import ItemPlace
from mathvidya.lib.process_caches import remembered

KEPT_FOR = 60.0  # seconds
PAPERS_KEPT = 256


def places_of(paper_version_id: int) -> dict[int, ItemPlace]:
    """Return the place of every item of a frozen paper version by its id, in the paper's order."""
    return _places(paper_version_id, int(time.monotonic() // KEPT_FOR))


@remembered(maxsize=PAPERS_KEPT)
def _places(paper_version_id: int, period: int) -> dict[int, ItemPlace]:
    """`period` numbers the minutes: the next one asks again."""
    rows = PaperItem.objects.filter(paper_version=paper_version_id).order_by("position")
    values = rows.values_list(
        "pk",
        "question_version_id",
        "question_version__question_id",
        "question_version__question__topic__code",
        "question_version__question__chapter__code",
    )
    return {
        pk: ItemPlace(version, question, topic or "", chapter or "") for pk, version, question, topic, chapter in values
    }
