"""The outlook tried on known years: by hand, and the page that is committed."""

import pandas as pd
import pytest
from assessment_builders import actuals, council_targets

from helpers.actuals import table
from helpers.analysis import backtest_page
from helpers.analysis.backtest import backtest_outlook, summarise_backtest
from helpers.core import paths
from helpers.core.errors import InputError
from helpers.plans import cleaning

COUNCILS = "2555-2559/1.4.1a"
READINGS = [
    {"year_column": 2555, "value": [3000, 3010]},
    {"as_of": pd.Timestamp("2013-09-30").date(), "value": 3500},
    {"as_of": pd.Timestamp("2014-09-30").date(), "value": 3800},
]


def tried(readings=READINGS, **options):
    given = [{"indicator_id": COUNCILS, **one} for one in readings]
    return backtest_outlook(COUNCILS, targets=council_targets(), actuals=actuals(given), **options)


def row(frame, first, later, scenario):
    found = frame[
        (frame.from_year_be == first) & (frame.to_year_be == later) & (frame.scenario == scenario)
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_every_pair_of_known_years_is_tried_with_what_was_known_at_the_first():
    frame = tried()
    # Baseline and three results: six pairs. A pace needs three points, so it begins at 2556.
    assert frame.groupby("scenario").size().to_dict() == {"keep": 6, "median": 1, "best": 1}


def test_an_error_is_projected_minus_known_with_both_ends():
    frame = tried()
    kept = row(frame, 2554, 2555, "keep")
    assert (kept.error_low, kept.error_high, kept.horizon) == (2767 - 3010, 2767 - 3000, 1)
    # Increases 233..243 and 490..500: median 361.5..371.5, largest 490..500; known 3,800.
    median, best = (row(frame, 2556, 2557, name) for name in ("median", "best"))
    assert (median.projected_low, median.projected_high) == (3861.5, 3871.5)
    assert (median.error_low, median.error_high) == (61.5, 71.5)
    assert (best.error_low, best.error_high) == (190, 200)


def test_what_was_read_after_the_year_was_not_known_then():
    late, early = pd.Timestamp("2015-03-31"), pd.Timestamp("2013-09-30")
    readings = [{**READINGS[0], "read_on": late}, {**READINGS[1], "read_on": early}, READINGS[2]]
    frame = tried(readings, vintage="then")
    # From 2555 nothing had been read; at the end of 2556 two points were known, too few.
    assert set(frame.from_year_be) == {2554, 2556} and set(frame.scenario) == {"keep"}
    # The later year is known by what was said at any time.
    assert row(frame, 2554, 2555, "keep").actual_low == 3000


def test_regions_have_no_baseline_and_stand_apart():
    readings = [{**one, "place": "CEN"} for one in READINGS]
    given = actuals([{"indicator_id": COUNCILS, **one} for one in readings])
    given["geography_level"] = "region"
    frame = backtest_outlook(COUNCILS, regions=True, targets=council_targets(), actuals=given)
    assert set(frame.geography_code) == {"CEN"} and set(frame.from_year_be) == {2555, 2556}
    assert set(frame.scenario) == {"keep"}


def test_a_single_known_year_gives_no_pair_and_an_empty_summary():
    frame = tried([])
    assert frame.empty and summarise_backtest(frame).empty
    assert list(summarise_backtest(frame)) == list(summarise_backtest(tried()))


def test_the_summary_counts_and_keeps_the_sign():
    found = summarise_backtest(tried()).set_index(["scenario", "horizon"])
    assert found.loc[("keep", 1), "n"] == 3
    # -238, -495 and -300 by the middle of the ranges.
    assert found.loc[("keep", 1), "mean_error"] == pytest.approx(-1033 / 3)
    assert found.loc[("keep", 1), "mean_absolute"] == pytest.approx(1033 / 3)
    assert found.loc[("keep", 1), "largest"] == 495
    assert found.loc[("median", 1), "mean_error"] == 66.5
    assert [name for name, _ in found.index][-2:] == ["median", "best"]


@pytest.mark.parametrize(
    ("options", "said"),
    [({"vintage": "later"}, "no such vintage"), ({"points": 1}, "two points")],
)
def test_an_option_that_is_none_is_refused(options, said):
    with pytest.raises(InputError, match=said):
        tried(**options)


def test_an_indicator_that_is_not_cumulative_is_refused():
    with pytest.raises(InputError, match="only a cumulative target"):
        rows = council_targets().assign(measure_type="flow")
        backtest_outlook(COUNCILS, targets=rows, actuals=actuals([]))


def test_the_committed_pages_hold_what_the_data_in_git_give():
    made = backtest_page.pages(cleaning.clean()["plan_targets"], table.clean())
    assert len(made) == 2
    for name, text in made.items():
        assert (paths.root() / "docs" / name).read_text(encoding="utf-8") == text, "make backtest"
        # Three tables with rows, below the marks.
        assert text.count("| ---") >= 3 and text.count("\n| 255") == 8


def test_a_page_that_lost_a_mark_is_refused(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    for name in ("backtest.md", "backtest.th.md"):
        text = (paths.root() / "docs" / name).read_text(encoding="utf-8")
        (tmp_path / "docs" / name).write_text(text.replace("<!-- table pairs -->", ""))
    monkeypatch.setattr(backtest_page.paths, "root", lambda: tmp_path)
    with pytest.raises(InputError, match="marks of the tables"):
        backtest_page.pages(council_targets(), actuals([]))
