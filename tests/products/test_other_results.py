"""Results no page has published yet: invented readings of every kind, to see how they are told."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers import facts, plans, registries
from helpers.actuals import table as actuals_table
from helpers.core import datasets, launch, tables
from helpers.core.schemas import TABLES
from helpers.publish.annual import Report
from helpers.publish.annual.report import SECTIONS
from helpers.publish.document import lines_of, plain

pytestmark = pytest.mark.long(seconds=20)

REPOSITORY = Path(__file__).resolve().parents[2]
YEAR = 2557
DAY = pd.Timestamp("2014-09-30")
# indicator, lowest and highest value the invented reading may have
INVENTED = {
    "2555-2559/1.4.2": (9500, 9500),  # flow
    "2555-2559/1.4.1b": (63, 63),  # rate
    "2555-2559/1.2.1": (3100, 3200),  # cumulative without a baseline; light differs at the ends
    "2555-2559/2.1.1": (30, 30),  # rate of something undefined
}


def invented(table: pd.DataFrame) -> pd.DataFrame:
    """The published readings and one invented reading for each indicator above."""
    pattern = table[table.year_basis == "dated"].iloc[0]
    rows = [
        {
            **pattern,
            "reading_id": f"T{number:04d}",
            "indicator_id": name,
            "relation": "same",
            "geography_level": "country",
            "geography_code": "TH",
            "as_of": DAY,
            "as_of_from": DAY,
            "as_of_to": DAY,
            "read_on": DAY,
            "year_be": YEAR,
            "value": low if low == high else pd.NA,
            "value_low": low,
            "value_high": high,
            "kind": "filed",
        }
        for number, (name, (low, high)) in enumerate(INVENTED.items())
    ]
    return pd.concat([table, pd.DataFrame(rows)], ignore_index=True)


@pytest.fixture(scope="module")
def judged(tmp_path_factory) -> Path:
    """A tree with the real tables and invented readings among them, its year judged."""
    root = tmp_path_factory.mktemp("judged") / "tree"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(root))
        patch.delenv(launch.VARIABLE, raising=False)
        receive(root)
        facts.ensure(YEAR)
    return root


@pytest.fixture
def tree(judged, monkeypatch) -> Path:
    """The judged tree for tests that read it, or add other reports to it."""
    monkeypatch.setenv("TAMBON_ROOT", str(judged))
    return judged


def receive(root: Path) -> None:
    shutil.copytree(REPOSITORY / "data" / "raw", root / "data" / "raw")
    shutil.copy(REPOSITORY / "config.yml", root)
    for name, frame in {**plans.clean(), "actuals": invented(actuals_table.clean())}.items():
        tables.write(frame, name)
    for name in ("narrative", "stages", "actual_provinces", "form_notes"):
        columns = TABLES[name].columns.items()
        empty = {column: pd.Series(dtype=spec.kind) for column, spec in columns}
        tables.write(pd.DataFrame(empty), name)
    registries.write(registries.clean(datasets.REAL), datasets.REAL)


def said(lang: str) -> list[str]:
    report = Report(facts.read(YEAR), lang)
    sections = [report.section(name) for name in SECTIONS]
    return [plain(line) for part in sections for block in part.blocks for line in lines_of(block)]


def entry(name: str) -> dict:
    return next(i for i in facts.read(YEAR)["indicators"] if i["indicator_id"] == name)


def test_each_kind_of_result_is_told_in_both_languages(tree):
    thai, english = said("th"), said("en")
    assert "1.4.2: ได้ 4.5000 คะแนน เพราะผล 9,500 คิดเป็นร้อยละ 95.00 ของเป้า 10,000" in thai
    assert any(line.startswith("1.2.1: 3.8571–4.1429 points") for line in english)
    assert any("gap −7.00" in line for line in english)
    assert any("△ ใกล้บรรลุ" in line and "◆ มีความเสี่ยง" in line for line in thai)


def test_a_rate_of_something_undefined_is_shown_and_not_scored(tree):
    undefined = entry("2555-2559/2.1.1")
    assert undefined["lights"]["low"] == "not_comparable"
    assert "actual" in undefined["facts"] and "score" not in undefined["facts"]


def test_scored_on_the_path_the_sentence_says_so(judged, tmp_path, monkeypatch):
    root = shutil.copytree(judged, tmp_path / "tree", ignore=shutil.ignore_patterns("reports"))
    monkeypatch.setenv("TAMBON_ROOT", str(root))
    config = root / "config.yml"
    text = config.read_text(encoding="utf-8").replace("score_basis: level", "score_basis: path")
    config.write_text(text, encoding="utf-8")
    facts.ensure(YEAR)
    sentence = next(line for line in said("th") if line.startswith("1.4.1a: ได้"))
    assert "ของส่วนที่แผนให้เพิ่มจากฐาน 2,767" in sentence


def test_the_six_month_round_of_2558_has_two_lights_that_differ(tree):
    facts.ensure(2558, "2015-03-31")
    content = facts.read(2558, "2015-03-31")
    councils = next(i for i in content["indicators"] if i["indicator_id"] == "2555-2559/1.4.1a")
    assert content["facts"]["2555-2559/1.4.1a:actual"]["value"] == {"low": 4504, "high": 4515}
    assert (councils["lights"]["low"], councils["lights"]["path_low"]) == ("at_risk", "off")
    assert content["round"] == "six_months"
    assert (tree / "reports" / "2558" / "as_of_2015-03-31" / "facts.json").exists()


def test_a_fact_is_followed_to_the_lines_it_rests_on(tree):
    told = facts.trace("2555-2559/1.4.1a:path", YEAR)
    assert "plan_2555-2559.csv:308: 4,267 ตำบล" in told
    assert "plan_2555-2559.csv:302: (ณ ปี 2554" in told and "มี 2,767 ตำบล)" in told
    assert "reading:R0165" in told and "4,331 สภา" in told and "http" in told


def test_a_derived_reading_is_followed_to_its_row(tree):
    facts.ensure(2558)
    told = facts.trace("2555-2559/1.4.1a:actual", 2558)
    assert "published_actuals.csv:176): derived value, no quote; ช่วงของยอดประเทศ" in told


def test_an_unknown_fact_is_refused_with_names_like_it(tree):
    with pytest.raises(ValueError, match=r"no fact .*levle.*1\.4\.1a:level"):
        facts.trace("2555-2559/1.4.1a:levle", YEAR)


def test_facts_are_written_once_and_left_untouched(tree):
    path = tree / "reports" / str(YEAR) / "facts.json"
    before = path.stat().st_mtime_ns
    assert facts.ensure(YEAR) == path
    assert path.stat().st_mtime_ns == before


def test_a_year_no_plan_covers_is_refused(tree):
    with pytest.raises(ValueError, match="2560"):
        facts.ensure(2560)


def test_facts_that_are_not_there_name_the_command_that_makes_them(tree):
    with pytest.raises(ValueError, match="make report YEAR=2553"):
        facts.read(2553)
