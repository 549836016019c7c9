"""The assessment of the real plans and readings, year by year; the rules one by one are cases."""

from datetime import date

import pandas as pd
import pytest
from assessment_builders import actuals as invented
from assessment_builders import chosen_settings, council_targets, targets

from helpers import plans
from helpers.actuals import table as actuals_table
from helpers.assessment import assess, scoring
from helpers.assessment.ratios import COLOURED
from helpers.core import metadata, paths, tables, thai
from helpers.core.errors import InputError

COUNCILS = "2555-2559/1.4.1a"
YEARS = range(2551, 2560)


@pytest.fixture(scope="module")
def real_targets() -> pd.DataFrame:
    return plans.clean()["plan_targets"]


@pytest.fixture(scope="module")
def real_actuals() -> pd.DataFrame:
    return actuals_table.clean()


@pytest.fixture(scope="module")
def every_year(real_targets, real_actuals) -> pd.DataFrame:
    return pd.concat(
        [
            assess.assess(
                year, thai.fiscal_year_end(year), real_targets, real_actuals, chosen_settings()
            )
            for year in YEARS
        ],
        ignore_index=True,
    )


def councils(table, year) -> pd.Series:
    return table[(table.year_be == year) & (table.indicator_id == COUNCILS)].iloc[0]


def both(row, name):
    return row[f"{name}_low"], row[f"{name}_high"]


def test_one_row_per_indicator_due(every_year, real_targets):
    due = real_targets[["year_be", "indicator_id"]].reset_index(drop=True)
    found = every_year[["year_be", "indicator_id"]]
    assert len(found) == 119
    pd.testing.assert_frame_equal(
        found.sort_values(["year_be", "indicator_id"], ignore_index=True),
        due.sort_values(["year_be", "indicator_id"], ignore_index=True),
        check_dtype=False,
    )


def test_councils_of_2557(every_year):
    row = councils(every_year, 2557)
    assert both(row, "actual") == (4331, 4331) and row.target == 4267
    assert both(row, "level") == pytest.approx((1.0150, 1.0150), abs=5e-5)
    assert both(row, "path") == pytest.approx((1.0427, 1.0427), abs=5e-5)
    assert both(row, "light") == both(row, "light_path") == ("reached", "reached")
    assert both(row, "score") == (5, 5)


def test_councils_of_2558_are_at_risk_and_not_rounded_up(every_year):
    row = councils(every_year, 2558)
    assert both(row, "level") == (4729 / 5267, 4735 / 5267)
    assert both(row, "path") == pytest.approx((0.7848, 0.7872), abs=5e-5)
    assert both(row, "light") == both(row, "light_path") == ("at_risk", "at_risk")
    assert both(row, "score") == (3.9785, 3.9899)
    assert both(row, "score_path") == (2.8480, 2.8720)
    assert both(row, "required_step") == (1532, 1538) and row.required_step == 1535
    assert both(row, "observed_step") == (398, 404) and row.observed_step == 401


def test_the_six_month_round_of_2558(real_targets, real_actuals):
    day = thai.six_month_round(2558)
    table = assess.assess(2558, day, real_targets, real_actuals, chosen_settings())
    row = councils(table, 2558)
    assert both(row, "actual") == (4504, 4515)
    assert both(row, "level") == pytest.approx((0.8551, 0.8572), abs=5e-5)
    assert both(row, "light") == ("at_risk", "at_risk")
    assert both(row, "light_path") == ("off", "off")


@pytest.mark.parametrize(
    ("year", "light", "reason"),
    [
        (2555, "no_data", "no_reading"),
        (2556, "reached", "year_column"),
        (2559, "no_data_at_year_end", "interim"),
    ],
)
def test_councils_of_other_years(every_year, year, light, reason):
    row = councils(every_year, year)
    assert both(row, "light") == (light, light) and row.reason == reason
    assert pd.notna(row.score_low) == (light == "reached")


def test_an_interim_reading_fills_actual_and_ratios(every_year):
    row = councils(every_year, 2559)
    assert row.interim and both(row, "actual") == (4891, 4905)
    assert both(row, "level") == (4891 / 6267, 4905 / 6267)
    assert row.actual_as_of == pd.Timestamp("2015-10-09")


def test_councils_of_the_plan_before_are_shown_without_a_ratio(every_year):
    rows = every_year[every_year.indicator_id == "2552-2554/1.11"].set_index("year_be")
    row = rows.loc[2554]
    assert (row.actual_low, row.relation, row.light_low) == (
        2767,
        "cumulative_of",
        "not_comparable",
    )
    assert pd.isna(row.achievement_low) and pd.isna(row.to_date_low) and pd.isna(row.score_low)
    assert set(rows.loc[2552:2553].light_low) == {"no_data"}


def test_in_nine_years_only_councils_get_a_light(every_year):
    lit = every_year[every_year.light_low.isin(COLOURED)]
    assert [(r.indicator_id, r.year_be) for r in lit.itertuples()] == [
        (COUNCILS, 2556),
        (COUNCILS, 2557),
        (COUNCILS, 2558),
    ]


def test_the_six_holds_are_holds(every_year):
    holds = every_year[every_year.light_low == "hold"]
    assert len(holds) == 6 and holds.score_low.isna().all() and holds.hold.all()


def test_what_was_not_published_is_never_a_zero(every_year):
    missing = every_year[every_year.reading_id.isna()]
    assert len(missing) > 100
    numbers = ["actual_low", "actual_high", "achievement_low", "to_date_low", "score_low"]
    assert missing[numbers].isna().all(axis=None)
    assert not (every_year.actual_low == 0).any()


def test_both_ends_are_in_order_and_come_together(every_year):
    names = [name[:-4] for name in every_year.columns if name.endswith("_low")]
    for name in (n for n in names if not n.startswith("light")):
        low, high = every_year[f"{name}_low"], every_year[f"{name}_high"]
        assert (low.isna() == high.isna()).all()
        assert (low.dropna() <= high.dropna()).all()


def test_neither_plan_prints_a_weight_so_there_is_no_total(every_year, real_targets):
    due = real_targets[real_targets.year_be == 2557]
    rows = every_year[every_year.year_be == 2557]
    unstated = {**metadata.load("scoring.yml"), "weights": {}}
    assert scoring.weighted_total(rows, due, chosen_settings(), unstated) is None


def test_compound_growth_is_not_used():
    """The compound-growth path from 2,767 to 6,267 asks more in 2557 than the plan prints."""
    compound = 2767 * (6267 / 2767) ** (3 / 5)
    known = invented([{"as_of": date(2014, 9, 1), "value": 4331, "indicator_id": COUNCILS}])
    row = assess.assess(2557, date(2014, 9, 30), council_targets(), known, chosen_settings()).iloc[
        0
    ]
    assert compound > 4331  # compound growth would call it behind
    assert row.light_low == row.light_path_low == "reached"


def test_actuals_of_a_region_are_not_the_countrys():
    known = invented(
        [{"as_of": date(2014, 9, 1), "value": 158, "indicator_id": COUNCILS, "place": "BMR"}]
    )
    row = assess.assess(2557, date(2014, 9, 30), council_targets(), known, chosen_settings()).iloc[
        0
    ]
    assert row.reason == "no_reading"


def test_a_year_without_targets_is_refused(real_targets, real_actuals):
    with pytest.raises(InputError, match="no plan has targets for 2560"):
        assess.assess(2560, date(2017, 9, 30), real_targets, real_actuals, chosen_settings())


def test_a_day_after_the_year_is_refused(real_targets, real_actuals):
    with pytest.raises(InputError, match="as_of lies after"):
        assess.assess(2557, date(2014, 10, 1), real_targets, real_actuals, chosen_settings())


# ------------------------------------------------------------------ files


@pytest.fixture
def processed(tmp_path, monkeypatch, real_targets, real_actuals):
    """A root of its own with the settings and the two tables the assessment reads."""
    monkeypatch.setenv("TAMBON_ROOT", str(tmp_path))
    text = (assess.paths.PACKAGE.parents[1] / "config.yml").read_text(encoding="utf-8")
    (tmp_path / "config.yml").write_text(text, encoding="utf-8")
    tables.write(real_targets, "plan_targets")
    tables.write(real_actuals, "actuals")
    return tmp_path / "data" / "processed"


def test_parts_are_joined_in_order(processed):
    parts = [
        assess.write_part(2558, date(2015, 9, 30)),
        assess.write_part(2558, date(2015, 3, 31)),
        assess.write_part(2557, date(2014, 9, 30)),
    ]
    assert [path.name for path in parts] == [
        "2558.parquet",
        "2558_as_of_2015-03-31.parquet",
        "2557.parquet",
    ]
    assert assess.join_parts() == processed / "assessment.parquet"
    joined = tables.read("assessment")
    assert list(joined.as_of.dt.date.unique()) == [
        date(2014, 9, 30),
        date(2015, 3, 31),
        date(2015, 9, 30),
    ]
    assert len(joined) == sum(len(tables.read("assessment", path)) for path in parts)
    again = assess.read_part(2557, date(2014, 9, 30))
    assert list(again.indicator_id) == list(joined[joined.year_be == 2557].indicator_id)


def test_joining_nothing_is_refused(processed):
    with pytest.raises(InputError, match=r"no year of config\.yml has been assessed yet"):
        assess.join_parts()


def test_parts_of_years_that_config_does_not_list_are_not_joined(processed):
    for day in (date(2014, 9, 30), date(2015, 9, 30), date(2015, 3, 31)):
        assess.write_part(2558 if day.year == 2015 else 2557, day)
    config = paths.root() / "config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("2557, 2558, 2559]", "2557]"), encoding="utf-8")
    assess.join_parts()
    assert set(tables.read("assessment").year_be) == {2557}


def test_a_failed_year_leaves_no_part(processed):
    with pytest.raises(InputError):
        assess.write_part(2560, date(2017, 9, 30))
    assert not (processed / "parts").exists()


def test_a_weight_of_an_unknown_indicator_stops_the_part(processed, monkeypatch):
    data = {**metadata.load("scoring.yml"), "weights": {"2555-2559/9.9.9": 10}}
    monkeypatch.setattr(scoring, "rules", lambda _=None: data)
    with pytest.raises(InputError, match="unknown indicators"):
        assess.write_part(2557, date(2014, 9, 30))
    assert not (processed / "parts").exists()


def test_an_indicator_keeps_its_rows_apart_from_another(real_actuals):
    table = pd.concat([council_targets(), targets("flow", targets={2557: 10})])
    found = assess.assess(2557, date(2014, 9, 30), table, real_actuals, chosen_settings())
    assert list(found.reason) == ["dated", "no_reading"]
