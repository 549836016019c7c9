"""Provinces a filed result lists: in the facts, in words, and on a map."""

from datetime import date

import pytest
from filed_builders import make_tree, province, report, result, said
from maps_layers import PROVINCES, cartogram

from helpers import facts
from helpers.core import datasets
from helpers.core.errors import InputError
from helpers.geography import cartogram as real_cartogram
from helpers.geography import gazetteer
from helpers.publish import coverage_maps, maps
from helpers.publish.maps import schemes

pytestmark = pytest.mark.long(seconds=30)

YEAR, DAY = 2558, date(2015, 9, 30)
DATA, PLANS = "2555-2559/1.2.2", "2555-2559/1.2.3"
CODES = sorted(gazetteer.provinces_of_year(YEAR)["code"])
LEFT_OUT = ("38", "43", "58", "70", "94", "95", "96")


def told(lang: str, section: str) -> str:
    lines = said(report(lang, YEAR).section(section))
    return " ".join(lines).replace("\u00a0", " ")


@pytest.fixture
def filed(root):
    """70 of 77 provinces listed for 1.2.2 of 2558; 1.2.3 has a number alone."""
    listed = [code for code in CODES if code not in LEFT_OUT]
    make_tree(
        root,
        results=[
            result(DATA, len(listed), DAY, unit_th="จังหวัด"),
            result(PLANS, 60, DAY, unit_th="จังหวัด"),
        ],
        provinces=[province(DATA, code, DAY) for code in listed],
    )


def test_the_facts_hold_the_list_and_the_national_figure_is_its_length(filed):
    facts.ensure(YEAR)
    content = facts.read(YEAR)
    (indicator_id,) = content["province_lists"]
    about = content["province_lists"][indicator_id]
    assert indicator_id == DATA and about["as_of"] == DAY.isoformat()
    assert [one["code"] for one in about["others"]] == list(LEFT_OUT)
    assert len(about["listed"]) == 70
    assert about["listed"][0] == {"code": "10", "name": {"th": "กรุงเทพมหานคร", "en": "Bangkok"}}
    values = {name: content["facts"][of]["value"] for name, of in about["facts"].items()}
    assert values == {"listed": 70, "others": 7}
    assert content["facts"][f"{DATA}:actual"]["value"] == 70


def test_the_report_names_the_provinces_and_those_that_are_missing(filed):
    thai, english = told("th", "indicators"), told("en", "indicators")
    assert "จังหวัดตามรายชื่อที่รายงานเข้า 1.2.2 มี 70 จังหวัด (30 ก.ย. 2558" in thai
    assert "ไม่อยู่ในรายชื่อ 7 จังหวัด: บึงกาฬ, หนองคาย, แม่ฮ่องสอน" in thai
    assert "1.2.2: 70 provinces (30 Sep 2015" in english
    assert "not listed, 7: Bueng Kan, Nong Khai, Mae Hong Son" in english
    assert "1.2.3 มี" not in thai


def test_the_map_of_a_list_is_among_the_years_maps_with_its_counts(filed):
    speaker = report("th", YEAR).speaker
    facts.ensure(YEAR)
    counted = coverage_maps.CountedYear(YEAR, DAY, datasets.REAL)
    speaker.facts = coverage_maps.read_by_maps(facts.read(YEAR))
    layer = real_cartogram.load()
    pictures = list(coverage_maps.province_lists(coverage_maps.Shown(speaker, counted), layer))
    assert [picture.name for picture in pictures] == ["provinces-1.2.2-cartogram"]
    (picture,) = pictures
    shown = " ".join(text.get_text() for text in picture.figure.legends[0].get_texts())
    assert "อยู่ในรายชื่อ (70 จังหวัด)" in shown and "ไม่อยู่ในรายชื่อ (7 จังหวัด)" in shown
    assert (
        "แบบรายงานผล" in picture.alt and "1.2.2" in picture.alt and "30 กันยายน 2558" in picture.alt
    )


def test_without_a_list_there_is_neither_map_nor_line(root):
    make_tree(root, results=[result(DATA, 70, DAY, unit_th="จังหวัด")])
    assert "รายชื่อ" not in told("th", "indicators")
    content = facts.read(YEAR)
    assert content["province_lists"] == {}
    speaker = report("th", YEAR).speaker
    counted = coverage_maps.CountedYear(YEAR, DAY, datasets.REAL)
    shown = coverage_maps.Shown(speaker, counted)
    assert list(coverage_maps.province_lists(shown, cartogram())) == []


def province_of() -> "object":
    reference = gazetteer.reference().set_index("tambon_code")
    return reference["province_code"]


def test_a_province_is_coloured_whole_and_counted_once():
    layer, words = cartogram(), schemes.Words("แผนที่ทดสอบ")
    figure = maps.provinces(layer, {PROVINCES[0]}, province_of(), words)
    shown = [text.get_text() for text in figure.legends[0].get_texts()]
    assert shown == ["อยู่ในรายชื่อ (1 จังหวัด)", "ไม่อยู่ในรายชื่อ (2 จังหวัด)"]


def test_a_province_there_was_not_cannot_be_mapped():
    with pytest.raises(InputError, match="provinces there were not in the year"):
        maps.provinces(cartogram(), {"99"}, province_of(), schemes.Words("x"))


def test_bueng_kan_is_drawn_as_part_of_nong_khai_before_it_was_a_province():
    places = gazetteer.of_year(2553).set_index("tambon_code")["province_code"]
    own = gazetteer.in_year(2553).map(places)
    assert set(own[own.index.str[:2] == "38"]) == {"43"}
