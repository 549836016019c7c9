"""The map of the notebook: what it is told, what it says, and sentences where nothing is known."""

import pandas as pd
import pytest
from conftest import REPOSITORY
from maps_layers import borders

from helpers.core import datasets, tables
from helpers.core.errors import InputError
from helpers.core.schemas import TABLES
from helpers.explore import map_widget
from helpers.explore.map_widget import CoverageMap

KINDS = ("council", "welfare_fund")


@pytest.fixture(scope="module")
def layer():
    return borders(("38", "83"))


@pytest.fixture(autouse=True)
def tree(tmp_path, monkeypatch, layer):
    """A tree with two years of a demonstration, and without a registry."""
    monkeypatch.setenv("TAMBON_ROOT", str(tmp_path))
    (tmp_path / "config.yml").symlink_to(REPOSITORY / "config.yml")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "raw").symlink_to(REPOSITORY / "data" / "raw")
    codes = layer.frame["tambon_code"]
    rows = [
        {
            "year_be": year, "as_of": pd.Timestamp(year - 543, 9, 30), "tambon_code": code,
            "kind": kind, "covered": place % (year - 2554) == 0, "n_bodies": 1,
            "first_registered_on": pd.NaT, "is_demo": True,
        }
        for year, kind in ((2556, KINDS[0]), (2557, KINDS[0]), (2557, KINDS[1]))
        for place, code in enumerate(codes)
    ]  # fmt: skip
    coverage = pd.DataFrame(rows)
    tables.write(coverage, "coverage", datasets.DEMO.table("coverage"))
    nothing = pd.DataFrame(columns=list(TABLES["coverage"].columns))
    tables.write(nothing, "coverage", datasets.REAL.table("coverage"))
    return coverage


def test_tambons_of_a_kind_are_shown_in_the_years_it_is_known(layer):
    shown = CoverageMap.of_tambons("council", dataset="demo", layer=layer)
    assert shown.years == [2556, 2557] and shown.year == 2557
    shown.year = 2556
    assert shown.in_words().startswith("ข้อมูลสาธิต ไม่ใช่ข้อมูลจริง · ")
    half = -(-len(layer.frame) // 2)
    assert (shown.table().state == "มีสภาองค์กรชุมชน").sum() == half
    assert f"({half} ตำบล)" in shown.in_words()


def test_council_and_fund_need_both(layer):
    assert CoverageMap.of_tambons(dataset="demo", layer=layer).years == [2557]


def test_without_a_registry_every_tambon_is_hatched_and_it_is_said(layer):
    shown = CoverageMap.of_tambons(layer=layer, language="en")
    assert shown.years == [] and not shown.mark
    assert set(shown.table().state) == {"No data"}
    assert f"No data ({len(layer.frame)} tambons)" in shown.in_words()


def test_the_table_holds_what_the_focus_holds(layer):
    shown = CoverageMap.of_tambons(dataset="demo", layer=layer, focus="38")
    assert set(shown.table().code.str[:2]) == {"38"}
    shown.focus = "STU"
    assert set(shown.table().code.str[:2]) == {"83"} or not len(shown.table())
    shown.focus = ""
    assert len(shown.table()) == len(layer.frame)


def test_another_kind_is_shown_on_the_same_shapes(layer):
    shown = CoverageMap.of_tambons("council", dataset="demo", layer=layer, selected="380101")
    drawn = shown.shapes_version
    shown.show(map_widget.tambon_data("welfare_fund", "demo", layer))
    assert (shown.states_version, shown.shapes_version) == (1, drawn)
    assert shown.selected == "380101" and "กองทุน" in shown.in_words()


def test_regions_come_on_shapes_of_their_own_and_nothing_stays_selected(layer):
    shown = CoverageMap.of_tambons("council", dataset="demo", layer=layer, selected="380101")
    row = {
        "year_be": 2557, "level": "region", "code": "NEU", "kind": "council", "n_units": 697,
        "denominator": "codi_units", "status": "dated", "n_bodies_low": 504.0,
        "n_bodies_high": 504.0, "share_low": 0.7231, "share_high": 0.7231, "is_demo": False,
        "as_of": pd.Timestamp(2014, 9, 1), "n_covered": pd.NA, "n_bodies": 504, "share": 0.7231,
        "source": "published", "reading_id": "R1",
    }  # fmt: skip
    summary = pd.DataFrame([row]).reindex(columns=list(TABLES["coverage_summary"].columns))
    tables.write(summary, "coverage_summary", datasets.REAL.table("coverage_summary"))
    shown.show(map_widget.region_data(layer=layer))
    assert shown.shapes_version == 1 and shown.selected == "" and not shown.mark
    assert "72.31 (504/697)" in shown.table().set_index("code").state["NEU"]
    with pytest.raises(InputError, match="no such denominator"):
        CoverageMap.of_regions(denominator="households", layer=layer)


def test_unknown_kinds_sets_and_languages_are_refused(layer):
    with pytest.raises(InputError, match="no such kind"):
        CoverageMap.of_tambons("temple", layer=layer)
    with pytest.raises(InputError, match="no such set"):
        CoverageMap.of_tambons(dataset="invented", layer=layer)
    with pytest.raises(Exception, match="language"):
        CoverageMap.of_tambons(layer=layer, language="de")


def test_what_a_browser_gets_is_plain_and_byte_stable(layer):
    one, other = (CoverageMap.of_tambons(dataset="demo", layer=layer) for _ in range(2))
    for name in ("states", "shapes", "classes", "names", "codes", "title", "words", "mark"):
        assert getattr(one, name) == getattr(other, name)
    assert isinstance(one.states, bytes) and len(one.states) == len(layer.frame)
