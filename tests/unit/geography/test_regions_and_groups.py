"""CODI's regions, and the strategies a report is laid out by."""

import pandas as pd
import pytest

from helpers import plans
from helpers.core.errors import InputError
from helpers.facts import inputs
from helpers.geography import regions


@pytest.fixture(scope="module")
def tables():
    return plans.clean()


def of_year(tables, year: int) -> list[inputs.Group]:
    targets = tables["plan_targets"]
    return inputs.of_plan(tables["plan_structure"], targets[targets.year_be == year])


def test_eleven_regions_hold_every_province_once():
    frame = regions.load()
    assert (frame.region_code.nunique(), len(frame)) == (11, 77)
    assert frame.province_code.str.fullmatch(r"\d{2}").all()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("region_code,province_code\nBMR,10\n", "columns are missing"),
        (
            "region_code,region_th,region_en,published_units,province_code,status\n"
            "BMR,ก,A,1,10,x\nCEN,ข,B,1,10,x\n",
            "two regions.*10",
        ),
        (
            "region_code,region_th,region_en,published_units,province_code,status\n"
            "BMR,ก,A,1,10,x\n,ข,B,1,11,x\n",
            "line 3: a code is blank",
        ),
    ],
)
def test_a_spoilt_table_of_regions_is_refused(tmp_path, rows, message):
    path = tmp_path / "codi_regions.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        regions.load(path)


def test_strategies_that_share_indicators_are_one_group(tables):
    found = {group.group_id: group for group in of_year(tables, 2557)}
    assert list(found) == ["1.1", "1.2,1.3", "1.4", "2.1", "3.1", "3.2", "3.3", "3.4"]
    assert [title["id"] for title in found["1.2,1.3"].titles] == ["1.2", "1.3"]
    assert [len(group.indicator_ids) for group in found.values()] == [2, 4, 3, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("year", "level", "sizes"),
    [(2551, "programme", [7, 6, 2, 2, 3, 1]), (2553, "strategy", [12, 4])],
)
def test_groups_of_the_first_plan(tables, year, level, sizes):
    found = of_year(tables, year)
    assert [len(group.indicator_ids) for group in found] == sizes
    assert {group.level for group in found} == {level}


def test_every_indicator_due_stands_in_exactly_one_group(tables):
    targets = tables["plan_targets"]
    for year in range(2551, 2560):
        listed = [name for group in of_year(tables, year) for name in group.indicator_ids]
        assert sorted(listed) == sorted(targets[targets.year_be == year].indicator_id)


def test_a_strategy_the_tree_does_not_have_is_refused(tables):
    due = tables["plan_targets"].query("year_be == 2557").head(1).assign(strategy_id="9.9")
    with pytest.raises(InputError, match=r"9\.9"):
        inputs.of_plan(tables["plan_structure"], pd.DataFrame(due))
