"""Fonts and charts: Thai or nothing, and the same drawing from the same facts."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from helpers.core.errors import InputError
from helpers.publish import charts, fonts
from helpers.publish.document import Figure
from helpers.publish.language import Speaker


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


def test_a_picture_is_the_same_whatever_was_made_of_the_drawing_before():
    def drawn():
        with charts.drawing(2) as (figure, axes):
            axes.plot([2555, 2559], [2767, 6267], label="เป้าสะสม")
            axes.set_ylabel("จำนวนสภา")
            figure.legend(loc="outside lower center")
        return figure

    fresh, used = drawn(), drawn()
    element = charts.svg(used, "course")
    assert charts.png(used, 110) == charts.png(used, 110) == charts.png(fresh, 110)
    assert charts.svg(fresh, "course") == charts.svg(used, "course") == element
    picture = Image.open(io.BytesIO(charts.png(fresh, 110)))
    assert (picture.mode, picture.size) == ("RGB", (770, 220))


def test_a_figure_is_drawn_when_it_is_first_asked_for_and_once():
    asked = []
    figure = Figure("f", lambda: asked.append("svg") or "<svg/>", (), "", lambda dots: b"")
    assert asked == []
    assert figure.element == figure.element == "<svg/>"
    assert asked == ["svg"]
    assert Figure("f", "<svg/>", (), "", lambda dots: b"").element == "<svg/>"


def test_two_drawings_on_one_page_share_no_id(speaker):
    course = charts.svg(charts.councils_course(speaker), "councils-course")
    coverage = charts.svg(charts.region_coverage(speaker), "region-coverage")
    assert 'id="councils-course-figure_1"' in course
    assert 'id="region-coverage-figure_1"' in coverage


def test_the_web_font_does_not_tell_when_it_was_cut(monkeypatch):
    monkeypatch.setattr("fontTools.ttLib.tables._h_e_a_d.timestampNow", lambda: 3_000_000_000)
    cut = fonts.web_font.__wrapped__("Regular")
    monkeypatch.setattr("fontTools.ttLib.tables._h_e_a_d.timestampNow", lambda: 3_000_000_001)
    assert fonts.web_font.__wrapped__("Regular") == cut


def test_the_web_font_holds_thai_and_is_small():
    faces = fonts.font_faces()
    assert faces.count("@font-face") == len(fonts.WEIGHTS)
    assert len(faces) < 150_000
