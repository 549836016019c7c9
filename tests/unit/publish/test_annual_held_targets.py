"""A blank cell after the target of all provinces: no claim of a result, and judged where one is."""

from datetime import date

import pytest
from filed_builders import make_tree, report, result, said

from helpers import facts
from helpers.core import metadata

pytestmark = pytest.mark.long(seconds=20)

YEAR, DAY = 2558, date(2015, 9, 30)
HELD = ("2555-2559/1.2.2", "2555-2559/1.2.3", "2555-2559/1.2.4")


def row(lines: list[str], local_id: str) -> int:
    """Where the row of an indicator begins among the lines of the table."""
    return lines.index(local_id)


def told(lang: str, section: str) -> list[str]:
    """Lines of the year's report, with plain spaces."""
    return [line.replace("\u00a0", " ") for line in said(report(lang, YEAR).section(section))]


def test_70_of_77_provinces_are_near_with_the_target_marked_as_inferred(root):
    make_tree(root, results=[result(HELD[0], 70, DAY, unit_th="จังหวัด")])
    for lang, held, share, light in (
        ("th", "คงเป้าเดิม ตีความ", "ระดับ 90.91 %", "ใกล้บรรลุ"),
        ("en", "held, inferred", "level 90.91 %", "near"),
    ):
        lines = told(lang, "indicators")
        judged, unknown = (lines[row(lines, name) :][:7] for name in ("1.2.2", "1.2.3"))
        assert "77" in judged[3] and held in judged[3]
        assert "70" in judged[4] and share in judged[4]
        assert light in judged[5]
        assert "77" in unknown[3] and held in unknown[3] and unknown[4] == "–"
    content = facts.read(YEAR)
    lights = {entry["indicator_id"]: entry["lights"]["low"] for entry in content["indicators"]}
    assert [lights[name] for name in HELD] == ["near", "no_data", "no_data"]
    assert content["facts"][f"{HELD[0]}:score"]["value"] == 4.0909


def test_the_finding_says_that_the_target_was_set_and_not_that_it_was_reached(root):
    make_tree(root)
    thai, english = (" ".join(told(x, "findings")) for x in ("th", "en"))
    assert "ตัวชี้วัด 3 ตัวเว้นช่องเป้าหมายว่างหลังกำหนดเป้าครบ 77 จังหวัดแล้ว" in thai
    assert "after the target of 77 provinces was set" in english
    targets = told("en", "targets")
    assert targets.count("77 (held, inferred)") == 6


def test_no_word_of_a_report_says_that_a_target_was_reached_because_its_cell_is_blank():
    texts = str(metadata.load("labels.yml")) + str(metadata.load("indicators.yml"))
    for words in ("after it was reached", "after reaching it", "once the target is reached"):
        assert words not in texts
    for words in ("หลังบรรลุ", "หลังจากบรรลุ"):
        assert words not in texts
