"""The panel: who is at risk, when it happens, and what the neighbours had the year before."""

from dataclasses import replace
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from registry_builders import body, registry

import helpers
from helpers.core.errors import InputError
from helpers.coverage import denominators, registered
from helpers.geography import geometry
from helpers.geography.layer import Layer

# Three tambons of one amphoe in a row, one of another below the first, and one apart.
A, B, C, BELOW, APART = "500101", "500102", "500103", "500201", "500202"
PLACES = {A: (0, 1), B: (1, 1), C: (2, 1), BELOW: (0, 0), APART: (9, 9)}


@pytest.fixture(autouse=True)
def small_layer(monkeypatch):
    monkeypatch.delenv(denominators.VARIABLE, raising=False)
    squares = [shapely.box(x, y, x + 1, y + 1) for x, y in PLACES.values()]
    frame = gpd.GeoDataFrame({"tambon_code": list(PLACES)}, geometry=squares)
    layer = Layer("borders", frame, (), {"th": "สำนักงาน ก", "en": "office a"}, "")
    monkeypatch.setattr(geometry, "load", lambda: (layer,))


@pytest.fixture
def panel_of(monkeypatch):
    """The panel of a registry made of a few bodies."""

    def make(*bodies: dict, is_demo=False, **options) -> pd.DataFrame:
        one = replace(registry(*bodies), is_demo=is_demo)
        monkeypatch.setattr(registered, "load_if_made", lambda _: one)
        return helpers.tambon_year_panel(**options)

    return make


def fund(name: str, day: str, *tambons: str, **further) -> dict:
    return body(name, day, *tambons, kind="welfare_fund", **further)


def of(panel: pd.DataFrame, code: str) -> pd.DataFrame:
    return panel[panel["tambon_code"] == code].set_index("year_be")


def test_a_tambon_is_at_risk_until_its_first_body_and_then_never_again(panel_of):
    bodies = [fund("a", "2009-10-01", A, ended_on="2011-01-31"), fund("b", "2012-05-01", A)]
    own = of(panel_of(*bodies, kinds=["welfare_fund"]), A)
    assert own.index[own["welfare_fund_at_risk"]].tolist() == [2551, 2552, 2553]
    assert own.index[own["welfare_fund_event"]].tolist() == [2553]
    # The fund ended in 2554, another came in 2555: covered again, no second event.
    assert own["welfare_fund_covered"].tolist() == [
        False,
        False,
        True,
        False,
        True,
        True,
        True,
        True,
    ]
    assert not own["welfare_fund_censored"].any()
    assert own["start"].tolist() == [*range(8)] and (own["stop"] == own["start"] + 1).all()


def test_a_tambon_that_never_gets_one_is_censored_once_in_its_last_year(panel_of):
    own = of(panel_of(fund("a", "2009-10-01", A), kinds=["welfare_fund"]), B)
    assert own["welfare_fund_at_risk"].all() and not own["welfare_fund_event"].any()
    assert own.index[own["welfare_fund_censored"]].tolist() == [2558]


def test_a_body_of_before_the_first_year_leaves_nothing_to_wait_for(panel_of):
    panel = panel_of(fund("a", "2007-09-30", A), fund("b", "2007-10-01", B), kinds=["welfare_fund"])
    assert (
        not of(panel, A)["welfare_fund_at_risk"].any()
        and of(panel, A)["welfare_fund_last_year"].all()
    )
    assert of(panel, B)["welfare_fund_event"].tolist() == [True] + [False] * 7
    assert any("1 tambons had a community welfare fund before" in s
               for s in panel.attrs["said"]["en"])  # fmt: skip


def test_neighbours_and_amphoe_are_those_of_the_last_day_of_the_year_before(panel_of):
    panel = panel_of(
        fund("a", "2010-09-30", A), fund("b", "2010-10-01", BELOW), kinds=["welfare_fund"]
    )
    shares = {code: of(panel, code)["welfare_fund_neighbours_last_year"] for code in PLACES}
    # B touches A, C and, at a point, the one below: a third in 2554, two thirds in 2555.
    assert shares[B].loc[[2553, 2554, 2555]].round(4).tolist() == [0, 0.3333, 0.6667]
    assert shares[C].loc[2555] == 0 and shares[A].loc[[2554, 2555]].tolist() == [0, 0.5]
    assert shares[APART].isna().all()
    size = panel[(panel["amphoe_code"] == "5001") & (panel["year_be"] == 2554)].shape[0]
    assert of(panel, B)["welfare_fund_amphoe_last_year"].loc[2554] == 1 / (size - 1)
    assert of(panel, A)["welfare_fund_amphoe_last_year"].loc[2554] == 0
    assert any("after the borders of office a" in s for s in panel.attrs["said"]["en"])
    assert panel.attrs["neighbours"] == "borders"


def test_both_kinds_stand_beside_each_other(panel_of):
    panel = panel_of(fund("a", "2010-09-30", A), body("c", "2009-09-30", A, B))
    assert of(panel, A)["council_last_year"].loc[[2552, 2553]].tolist() == [False, True]
    assert not of(panel, A)["council_at_risk"].loc[2553:].any()
    assert of(panel, B)["council_event"].loc[2552] and not panel["is_demo"].any()


def test_a_khwaeng_cut_out_later_begins_when_it_stands(panel_of):
    # 102704 was cut out of 102701 in 2552; a body that lists it in 2551 stood in the parent.
    panel = panel_of(body("a", "2008-05-01", "102704"), kinds=["council"])
    assert of(panel, "102701")["council_event"].loc[2551]
    child = of(panel, "102704")
    assert child.index[0] == 2552 and child["start"].iloc[0] == 1
    assert not child["council_at_risk"].any()
    assert of(panel, "102705")["council_at_risk"].all()


def test_the_last_year_is_known_to_the_day_of_the_export(panel_of):
    said = panel_of(fund("a", "2010-09-30", A), kinds=["welfare_fund"]).attrs["said"]
    assert any("2558, only the time to 15 October 2014" in sentence for sentence in said["en"])
    assert any("15 ตุลาคม 2557" in sentence for sentence in said["th"])


def test_an_invented_registry_is_marked(panel_of):
    panel = panel_of(fund("a", "2010-09-30", A), kinds=["welfare_fund"], is_demo=True)
    assert panel["is_demo"].all() and panel.attrs["is_demo"]
    assert "not Thailand" in panel.attrs["said"]["en"][0]


def test_population_is_there_where_it_was_supplied(panel_of, tmp_path, monkeypatch):
    assert "population" not in panel_of(fund("a", "2010-09-30", A), kinds=["welfare_fund"])
    rows = "".join(f"{year},{A},{year}\n" for year in range(2551, 2559))
    (tmp_path / "p.csv").write_text(f"year_be,geocode,population\n{rows}", encoding="utf-8")
    monkeypatch.setenv(denominators.VARIABLE, str(tmp_path / "p.csv"))
    panel = panel_of(fund("a", "2010-09-30", A), kinds=["welfare_fund"])
    assert of(panel, A)["population"].loc[2553] == 2553
    assert of(panel, B)["population"].isna().all()


def test_years_may_be_fewer(panel_of):
    panel = panel_of(fund("a", "2010-09-30", A), kinds=["welfare_fund"], years=range(2553, 2556))
    assert panel["year_be"].unique().tolist() == [2553, 2554, 2555]
    assert of(panel, A)["start"].tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"kinds": ["council"]}, "no registry of: tambon community organization council"),
        ({"kinds": ["bank"]}, "no such kind"),
        ({"kinds": ["welfare_fund"], "years": [2553, 2555]}, "years that are not known"),
        ({"kinds": ["welfare_fund"], "years": [2559]}, "years that are not known"),
        ({"kinds": ["welfare_fund"], "years": [2555]}, "a single fiscal year"),
        ({"kinds": ["welfare_fund"], "dataset": "invented"}, "no such set"),
    ],
)
def test_what_is_missing_is_said(panel_of, options, said):
    with pytest.raises(InputError, match=said):
        panel_of(fund("a", "2010-09-30", A), **options)


def test_without_any_registry_the_command_is_told(monkeypatch):
    monkeypatch.setattr(registered, "load_if_made", lambda _: None)
    with pytest.raises(InputError, match=r"make clean-tables.*make demo YEARS"):
        helpers.tambon_year_panel()


def test_a_registry_with_a_single_year_shows_no_order_of_time(panel_of):
    early = pd.Timestamp(date(2008, 9, 1))
    with pytest.raises(InputError, match="a single fiscal year"):
        panel_of(fund("a", "2008-05-01", A, exported_on=early), kinds=["welfare_fund"])


@pytest.fixture
def hers() -> pd.DataFrame:
    frame = pd.DataFrame({"tambon_code": [A, A, B], "ปี": [2552, 2553, 2553], "รายได้": [1, 2, 3],
                          "start": 9})  # fmt: skip
    return helpers.join_places(frame)


def test_her_table_is_laid_beside_by_place_and_year(panel_of, hers):
    panel = panel_of(fund("a", "2010-09-30", A), kinds=["welfare_fund"], with_=hers)
    assert of(panel, A)["รายได้"].loc[[2552, 2553]].tolist() == [1, 2]
    assert of(panel, A)["รายได้"].isna().sum() == 6 and of(panel, C)["รายได้"].isna().all()
    assert panel["start_hers"].max() == 9 and panel["start"].max() == 7
    assert f"3 of {len(panel):,} rows of the panel" in panel.attrs["said"]["en"][-1]


def test_her_table_of_amphoe_is_of_all_their_tambons_and_years(panel_of):
    hers = helpers.join_places(pd.DataFrame({"อำเภอ": ["เมือง"], "จังหวัด": "เชียงใหม่", "x": 5}))
    panel = panel_of(fund("a", "2010-09-30", A), kinds=["welfare_fund"], with_=hers.joined)
    assert set(panel.loc[panel["x"] == 5, "amphoe_code"]) == {"5001"}
    assert of(panel, A)["x"].tolist() == [5] * 8


@pytest.mark.parametrize(
    ("hers", "said"),
    [
        ({"tambon_code": [A, A], "x": [1, 2]}, "more than one row for a tambon_code.*500101"),
        ({"x": [1]}, "no column of codes"),
        ({"tambon_code": [A, None]}, "no column of codes"),
        ({"tambon_code": [A, B], "year_be": [2553, None]}, "have no year"),
        ({"tambon_code": ["999999"]}, "meets a tambon"),
        ({"tambon_code": [A, B], "matched_level": ["tambon", "amphoe"]}, "several levels"),
    ],
)
def test_a_table_that_cannot_be_laid_beside_is_said(panel_of, hers, said):
    with pytest.raises(InputError, match=said):
        panel_of(fund("a", "2010-09-30", A), kinds=["welfare_fund"], with_=pd.DataFrame(hers))
