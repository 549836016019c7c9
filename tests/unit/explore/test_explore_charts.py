"""Charts as the browser gets them: valid, marked, with words where nothing is known."""

import altair as alt
import pytest
from explore_tables import COUNCILS, WELFARE, built

from helpers.core.errors import InputError
from helpers.explore import distribution, ranking, table, trend
from helpers.explore.frames import follow_indicator, list_tambons, rank_areas
from helpers.explore.wording import Wording

LANGUAGES = pytest.mark.parametrize("lang", ["th", "en"])
YEARS = range(2555, 2560)


def course(lang: str, indicator: str = COUNCILS, measure: str = "stock", **given) -> dict:
    tables = built(**given)
    dataset = tables.dataset.name
    frame = follow_indicator(indicator, dataset=dataset, built=tables)
    about = {"title": "t", "measure": measure, "unit": "u", "years": YEARS}
    return trend.chart(frame, Wording(lang), **about)


def ranked(lang: str, year: int = 2557, **given) -> dict:
    tables = built(**given)
    frame = rank_areas("council", year, dataset=tables.dataset.name, built=tables)
    return ranking.chart(frame, Wording(lang), title="t", selected="EST")


def spread(lang: str, level: str = "province", **given) -> dict:
    tables = built(**given)
    frame = rank_areas("council", YEARS, level=level, dataset=tables.dataset.name, built=tables)
    about = {"title": "t", "selected": "20", "years": YEARS}
    return distribution.chart(frame, Wording(lang), **about)


@LANGUAGES
def test_every_chart_is_one_that_altair_takes(lang):
    charts = [
        course(lang), course(lang, WELFARE, "repeat"), course(lang, WELFARE, "rate"), ranked(lang),
        ranked(lang, 2556), spread(lang, counted=True), spread(lang, "region"),
    ]  # fmt: skip
    for chart in charts:
        alt.Chart.from_dict(chart).to_dict()


@LANGUAGES
def test_the_demonstration_is_marked_in_every_chart(lang):
    given = {"counted": True, "is_demo": True}
    for chart in (course(lang, **given), ranked(lang, **given), spread(lang, **given)):
        assert chart["title"]["subtitle"] == [Wording(lang)("demo")]
    for chart in (course(lang), ranked(lang), spread(lang, counted=True)):
        assert chart["title"]["subtitle"] == []


def rows(chart: dict, mark: str) -> list[dict]:
    layers = [layer for layer in chart["layer"] if layer["mark"]["type"] == mark]
    return [row for layer in layers for row in layer["data"]["values"]]


def test_stocks_have_a_path_a_held_target_dashes_and_flows_bars():
    lines = [layer for layer in course("en")["layer"] if layer["mark"]["type"] == "line"]
    assert [row["position"] for row in lines[0]["data"]["values"]] == [2554, 2555, 2556, 2557, 2558]
    assert [row["position"] for row in lines[1]["data"]["values"]] == [2558, 2559]
    assert lines[1]["mark"]["strokeDash"]
    bars = rows(course("en", WELFARE, "repeat"), "bar")
    assert [(bar["before"], bar["position"]) for bar in bars] == [(2551, 2552), (2552, 2553)]
    assert len({bar["series"] for bar in bars}) == 2


def test_ends_vintages_and_gaps_of_the_course_are_drawn():
    drawn = course("en")
    apart = [row for row in rows(drawn, "rule") if row.get("low") != row.get("high")]
    assert {(row["low"], row["high"]) for row in apart} == {(40, 42)}
    points = {row["reading"]: row for row in rows(drawn, "point") if row["reading"]}
    assert points["R3"]["opacity"] < points["R2"]["opacity"]
    gaps = [row["position"] for row in rows(drawn, "text") if row.get("key") == "no_data"]
    assert gaps == [2555, 2558, 2559]
    # Nothing unknown is drawn as a point.
    assert all(row["middle"] is not None for row in rows(drawn, "point"))


def test_breaks_between_plans_are_drawn_where_years_span_them():
    tables = built()
    frame = follow_indicator(COUNCILS, range(2551, 2560), built=tables)
    about = {"title": "t", "measure": "stock", "unit": "u", "years": range(2551, 2560)}
    drawn = trend.chart(frame, Wording("en"), **about)
    starts = [row["start"] for row in rows(drawn, "text") if "start" in row]
    assert starts == [2550, 2551, 2554]


def test_a_bar_says_its_parts_and_an_area_without_data_says_so():
    said = {row["name"]: row["said"] for row in rows(ranked("en"), "bar")}
    assert said == {"West": "80.00 (4/5) interim", "East": "60.00 (3/5)"}
    earlier = {row["name"]: row for row in rows(ranked("en", 2556), "bar")}
    assert earlier["West"]["said"] == "no data" and earlier["West"]["edge"] == "white"
    assert earlier["East"]["fill"] == "white"


def test_one_area_has_no_spread_and_that_is_said():
    frame = rank_areas("council", 2557, level="province", within="WST", built=built(counted=True))
    with pytest.raises(InputError, match="Only 1 of the areas"):
        distribution.chart(frame, Wording("en"), title="t", selected="", years=YEARS)


@LANGUAGES
def test_tables_have_headings_of_the_language_and_no_hole_reads_as_a_number(lang):
    words, tables = Wording(lang), built()
    areas = table.shown(rank_areas("council", [2556, 2557], built=tables), "areas", words)
    assert words("columns.share_per_cent") in areas and words("columns.n_covered") not in areas
    assert not areas.isna().any(axis=None)
    followed = table.shown(follow_indicator(COUNCILS, built=tables), "course", words)
    assert words("what.no_data") in followed[words("columns.value")].tolist()
    counted = built(counted=True)
    listed = table.shown(list_tambons("council", 2557, built=counted), "tambons", words)
    assert listed[words("columns.covered")].tolist().count(words("has")) == 3


def test_the_file_taken_home_is_utf8_with_its_mark_and_holds_the_frame():
    frame = rank_areas("council", 2557, built=built())
    content = table.csv(frame)
    assert content.startswith("\ufeffyear_be,rank,".encode())
    assert "ภาคตะวันออก" in content.decode("utf-8-sig") and "2014-09-30" in content.decode("utf-8")
