"""One line over all plans: years, breaks, and what may be added up."""

import pandas as pd
import pytest

from helpers import plans
from helpers.analysis import crosswalk, plan_lines

YEARS = list(range(2551, 2560))


@pytest.fixture(scope="module")
def cleaned() -> dict[str, pd.DataFrame]:
    return plans.clean()


@pytest.fixture(scope="module")
def chains(cleaned) -> list[plan_lines.Chain]:
    targets = cleaned["plan_targets"]
    links = crosswalk.load(targets, cleaned["plan_goals"])
    return plan_lines.chains(links, targets["indicator_id"])


@pytest.fixture
def line(cleaned, chains):
    def of(name: str) -> pd.DataFrame:
        (chain,) = [chain for chain in chains if name in chain.names]
        return plan_lines.line_of(chain, cleaned["plan_targets"], cleaned["plan_goals"])

    return of


def test_every_indicator_is_in_one_chain(cleaned, chains):
    named = [name for chain in chains for name in chain.names]
    assert len(named) == len(set(named)) and len(chains) == 26
    assert set(cleaned["plan_targets"]["indicator_id"]) <= set(named)


def test_every_chain_has_every_year_and_every_target_once(cleaned, chains, line):
    rows = pd.concat([line(chain.chain_id).assign(chain=chain.chain_id) for chain in chains])
    assert all(sorted(set(held)) == YEARS for _, held in rows.groupby("chain")["year_be"])
    asked = rows.dropna(subset=["target"])
    targets = cleaned["plan_targets"]
    assert len(asked) == len(targets) == 119
    both = asked.merge(targets, on=["year_be", "indicator_id"])
    assert (both["target_x"] == both["target_y"].astype(float)).all()


def test_two_plans_that_count_the_same_are_added_up_and_the_third_begins_anew(line):
    housing = line("2551/4.1").set_index("year_be")
    assert housing["rebased_low"].tolist() == [
        25000, 75000, 125000, 168000, 15000, 40000, 65000, 95000, 112000
    ]  # fmt: skip
    assert housing["rebased_since"].tolist() == [2550] * 4 + [2554] * 5
    assert housing.index[housing["is_break"]].tolist() == [2555]


def test_what_is_worked_on_again_adds_nothing_and_an_earlier_plan_is_not_added(line):
    welfare = line("2552-2554/1.2").set_index("year_be")
    assert welfare.loc[2551:2554, "rebased_low"].tolist() == [3000, 2000, 4000, 4000]
    assert welfare.loc[2555:, "standing"].tolist() == ["prose"] * 5
    assert welfare.loc[2555:, "target"].isna().all()
    assert welfare.index[welfare["is_break"]].tolist() == [2552, 2555]
    assert "no indicator and no figure" in welfare.loc[2555, "break_reason_en"]


def test_a_target_that_may_be_part_of_another_gives_a_range(line):
    councils = line("2552-2554/1.11").drop_duplicates("year_be").set_index("year_be")
    low, high = (councils.loc[2551:2554, f"rebased_{end}"].tolist() for end in ("low", "high"))
    assert low == [1000, 2200, 4700, 7200] and high == [1180, 2380, 4880, 7380]


def test_running_totals_and_shares_are_never_added_up(chains, line):
    rows = pd.concat([line(chain.chain_id) for chain in chains])
    kinds = set(rows.loc[rows["rebased_low"].notna(), "measure_type"])
    assert kinds == {"flow", "repeat"}
    assert {"stock", "rate"} <= set(rows["measure_type"].dropna())


def test_a_gap_between_two_plans_is_shown(line):
    leaders = line("2555-2559/1.4.2").set_index("year_be")
    assert leaders.loc[2552:2554, "standing"].tolist() == ["none"] * 3
    assert leaders.index[leaders["is_break"]].tolist() == [2552, 2555]
    provinces = line("2551/1.1a").set_index("year_be")
    assert provinces.loc[2552:2554, "standing"].tolist() == ["prose"] * 3


def test_what_begins_later_is_no_break(line):
    restored = line("2555-2559/1.1.1")
    assert not restored["is_break"].any()
    assert restored["standing"].tolist() == ["prose"] * 4 + ["indicator"] * 5


def test_the_result_of_the_years_end_stands_beside_its_target(cleaned, chains):
    (chain,) = [chain for chain in chains if "2555-2559/1.4.1a" in chain.names]
    assessed = pd.DataFrame(
        {
            "year_be": [2557, 2557],
            "as_of": pd.to_datetime(["2014-03-31", "2014-09-30"]),
            "indicator_id": "2555-2559/1.4.1a",
            "reading_id": [None, "R0165"],
            "actual_low": [None, 4331.0],
            "actual_high": [None, 4331.0],
            "relation": [None, "same"],
        }
    )
    rows = plan_lines.line_of(chain, cleaned["plan_targets"], cleaned["plan_goals"], assessed)
    known = rows.dropna(subset=["actual_low"])
    assert known[["year_be", "indicator_id", "actual_low", "actual_relation"]].values.tolist() == [
        [2557, "2555-2559/1.4.1a", 4331.0, "same"]
    ]
