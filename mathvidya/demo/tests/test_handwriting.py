import io
import json
from pathlib import Path

import pytest
from PIL import Image

from mathvidya.demo.handwriting import LINES_ON_PAGE, TooManyLines, draw_page, find_labels

ANSWERS = json.loads((Path(__file__).resolve().parents[1] / "content/answers.json").read_text())
LINES = ["21.|LCM = 2² × 3² = 36", "~∴ 40", "25(a)|∠A ≈ 45°, √3 ≠ 2, △ABC ∼ △PQR", "---"]


def test_a_page_is_an_upright_jpeg_of_a_phones_size():
    data = draw_page(LINES, seed=1, number=1)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("JPEG", (1240, 1754))
    assert len(data) < 350_000


def test_the_same_page_comes_out_the_same_and_another_differs():
    assert draw_page(LINES, seed=3, number=2) == draw_page(LINES, seed=3, number=2)
    assert draw_page(LINES, seed=3, number=2) != draw_page(LINES, seed=4, number=2)
    assert draw_page(LINES, seed=3, number=2) != draw_page(LINES, seed=3, number=3)


def test_ink_is_where_the_label_is_said_to_be():
    x, y = find_labels(LINES, seed=2)["25(a)"]
    image = Image.open(io.BytesIO(draw_page(LINES, seed=2, number=1))).convert("L")
    at = (int(x * image.width), int(y * image.height))
    written = image.crop((at[0], at[1] - 40, at[0] + 400, at[1] + 10))
    blank = image.crop((at[0], at[1] + 400, at[0] + 400, at[1] + 450))
    assert written.getextrema()[0] + 40 < blank.getextrema()[0]


def test_too_much_for_one_page_is_refused():
    with pytest.raises(TooManyLines):
        draw_page(["x"] * (LINES_ON_PAGE + 1), seed=1, number=1)


@pytest.mark.parametrize("attempt", ANSWERS["attempts"], ids=lambda a: f"{a['student']}-{a['paper']}")
def test_the_demo_answers_fit_on_their_pages(attempt):
    for lines in attempt["pages"]:
        assert find_labels(lines, seed=attempt["seed"])
