"""Fonts and charts: Thai or nothing, and the same drawing from the same facts."""

import json
from pathlib import Path

import pytest

from helpers import charts, fonts
from helpers.errors import InputError
from helpers.publish.speaker import Speaker


@pytest.fixture
def speaker(built) -> Speaker:
    path = Path(built.root) / "reports" / "2558" / "facts.json"
    return Speaker(json.loads(path.read_text(encoding="utf-8")), "th")


def test_a_letter_the_font_lacks_is_an_error():
    with pytest.raises(UserWarning, match="missing"), charts.drawing(2) as (figure, axes):
        axes.set_title("漢")
        charts.svg(figure, "title")


def test_a_chart_without_its_font_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(fonts, "_PACKAGE", "no_such_font")
    with (
        pytest.raises(InputError, match="font Sarabun Regular is not installed"),
        charts.drawing(2),
    ):
        pass


def test_the_same_facts_give_the_same_drawing(speaker):
    first, second = (charts.councils_course(speaker) for _ in range(2))
    drawn = charts.svg(first, "councils-course")
    assert drawn == charts.svg(second, "councils-course")
    assert drawn.startswith("<svg") and 'id="councils-course-' in drawn
    assert charts.png(first, 60) == charts.png(second, 60)


def test_two_drawings_on_one_page_share_no_id(speaker):
    course = charts.svg(charts.councils_course(speaker), "councils-course")
    coverage = charts.svg(charts.region_coverage(speaker), "region-coverage")
    assert 'id="councils-course-figure_1"' in course
    assert 'id="region-coverage-figure_1"' in coverage


def test_the_web_font_holds_thai_and_is_small():
    faces = fonts.font_faces()
    assert faces.count("@font-face") == len(fonts.WEIGHTS)
    assert len(faces) < 150_000
