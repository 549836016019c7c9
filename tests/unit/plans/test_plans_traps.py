"""The traps of the two real documents, each a test named after it."""

import re

import pytest

from helpers import plans
from helpers.core import paths, thai
from helpers.plans import raw


@pytest.fixture(scope="module")
def tables():
    return plans.clean()


@pytest.fixture(scope="module")
def targets(tables):
    return tables["plan_targets"]


def series(targets, indicator_id):
    """The targets of an indicator by year."""
    rows = targets[targets["indicator_id"] == indicator_id]
    assert len(rows), f"no indicator {indicator_id}"
    return dict(zip(rows["year_be"], rows["target"], strict=True))


def first(targets, indicator_id):
    return targets[targets["indicator_id"] == indicator_id].iloc[0]


def source(name):
    return {line.number: line for line in raw.read(paths.raw("plans", name))}


def test_every_printed_figure_and_every_hold_is_a_row(targets):
    printed = targets[~targets["hold"]].groupby("plan_id").size().to_dict()
    assert printed == {"2551": 21, "2552-2554": 48, "2555-2559": 44}
    assert targets["hold"].sum() == 6
    assert len(targets) == 119


def test_every_figure_stands_in_the_line_it_names(targets):
    documents = {
        f"data/raw/plans/{file.name}": source(file.name) for file in paths.raw("plans").glob("*")
    }
    compared = 0
    for row in targets[~targets["hold"]].itertuples():
        line = documents[row.source_file][row.source_line]
        numbers = [thai.parse_number(n) for n in re.findall(r"\d[\d,]*", line.text)]
        assert row.target in numbers, (row.indicator_id, row.year_be)
        compared += 1
    assert compared == 113


def test_twelve_printed_totals_agree_by_their_rule(tables):
    totals = tables["plan_totals"]
    assert len(totals) == 12
    assert totals["agrees"].all()
    assert totals["plan_total_rule"].value_counts().to_dict() == {"sum": 10, "sum_new": 2}


def test_printed_total_is_not_the_sum_and_a_footnote_says_why(tables, targets):
    welfare, fishing = "2552-2554/1.2", "2552-2554/1.4"
    totals = tables["plan_totals"].set_index("indicator_id")
    assert sum(series(targets, welfare).values()) == 8000
    assert totals.loc[welfare, "printed_total"] == 4000
    assert sum(series(targets, fishing).values()) == 243
    assert totals.loc[fishing, "printed_total"] == 81
    assert totals["footnote_th"].notna().sum() == 2
    roles = targets[targets["role"].notna()].groupby("indicator_id")["role"].agg(list)
    assert roles[welfare] == ["new", "new", "again"]
    assert roles[fishing] == ["new", "again", "again"]


def test_targets_only_in_prose_with_composite_units(targets):
    item = ["2551/1.2a", "2551/1.2b", "2551/1.2c", "2551/1.2d"]
    read = [(*series(targets, i).values(), first(targets, i)["unit_th"]) for i in item]
    assert read == [(3000, "ตำบล"), (83, "ตำบล"), (100, "ตำบล/ลุ่มน้ำ"), (560, "ตำบล")]
    assert first(targets, "2551/4.2")["unit"] == "tambon_or_area"
    assert series(targets, "2551/4.2") == {2551: 190}


def test_row_5_begins_with_a_spilled_title(tables, targets):
    nodes = tables["plan_structure"].set_index(["plan_id", "node_id"])
    assert nodes.loc[("2551", "5"), "text_th"].endswith("สื่อประชาสัมพันธ์ของชุมชน")
    assert series(targets, "2551/5.1a") == {2551: 100}
    assert series(targets, "2551/5.1b") == {2551: 3}
    assert "drop" in set(tables["corrections"]["action"])


def test_row_6_is_split_over_two_lines(tables, targets):
    nodes = tables["plan_structure"].set_index(["plan_id", "node_id"])
    assert nodes.loc[("2551", "6"), "source_line"] == 239
    assert nodes.loc[("2551", "6.4"), "source_line"] == 240
    row = first(targets, "2551/6.1")
    assert (row["source_line"], row["strategy_id"], row["target"]) == (240, "6", 10)


def test_six_targets_of_2551_have_no_figure(tables):
    goals = tables["plan_goals"]
    found = goals[(goals["plan_id"] == "2551") & (goals["kind"] == "qualitative_target")]
    wanted = ["4.3", "5.3", "5.4", "6.2", "6.3", "6.4"]
    assert list(found["indicator_id"]) == [f"2551/{local}" for local in wanted]
    assert found["figure"].isna().all()


def test_labels_of_2551_are_printed_words(targets):
    lines = source("plan_2551-2554.csv")
    compared = 0
    for row in targets[targets["plan_id"] == "2551"].itertuples():
        printed = lines[row.source_line].plain.replace(" ", "")
        for part in plans.declarations()[row.indicator_id]["label_parts"]:
            assert part.replace(" ", "") in printed
            compared += 1
    assert compared >= 21


def test_total_column_has_shifted_and_is_absent_for_strategy_2(tables, targets):
    header = source("plan_2551-2554.csv")[250].cells
    assert header.index("รวม") == 7  # one column right of the totals below it
    totals = tables["plan_totals"].set_index("indicator_id")["printed_total"]
    assert totals["2552-2554/1.3"] == 600
    assert not [i for i in totals.index if i.startswith("2552-2554/2.")]
    assert series(targets, "2552-2554/2.4") == {2552: 86, 2553: 88, 2554: 90}


def test_header_is_repeated_on_every_page_and_footnotes_stand_between(targets):
    rows = targets[targets["plan_id"] == "2552-2554"]
    assert rows["indicator_id"].nunique() == 16
    assert not rows["label_th"].str.contains("ตัวชี้วัด|หมายเหตุ").any()
    assert rows["programme_th"].str.match(r"[12]\.\d+ ").all()


def test_lost_bullets_are_split(tables):
    goals = tables["plan_goals"]
    counts = goals[goals["plan_id"] == "2552-2554"].groupby("node_id").size()
    assert counts.sum() == 21
    assert (counts["1.1"], counts["1.3"], counts["1.8"], counts["1.9"]) == (3, 2, 2, 2)
    assert (tables["corrections"]["action"] == "split").sum() == 3


@pytest.mark.parametrize(
    ("indicator_id", "printed", "unit"),
    [
        ("2552-2554/1.8", "พื้นที่ (อำเภอ)", "amphoe_area"),
        ("2552-2554/1.11", "ตำบล", "tambon"),
        ("2552-2554/1.4", "หมู่บ้าน", "village"),
        ("2552-2554/1.7", "ครัวเรือน", "household"),
    ],
)
def test_units_are_kept_as_printed_and_normalised(targets, indicator_id, printed, unit):
    row = first(targets, indicator_id)
    assert (row["unit_th"], row["unit"]) == (printed, unit)
    assert indicator_id == "2552-2554/1.7" or (row["note_th"] and row["note_en"])


def test_fishing_villages_are_only_in_two_provinces(targets):
    assert first(targets, "2552-2554/1.4")["scope"] == "southern_border_2_provinces"


def test_goal_of_80_per_cent_contradicts_2700_tambons(tables, targets):
    goal = tables["plan_goals"].set_index("goal_id").loc["2552-2554/1.1/qualitative_target.1"]
    assert (goal["figure"], goal["figure_unit"]) == (80, "percent")
    assert sum(series(targets, "2552-2554/1.1").values()) == 2700
    assert "2,700" in first(targets, "2552-2554/1.1")["note_en"]


def test_figures_inside_texts_are_never_targets(tables, targets):
    goals = tables["plan_goals"]
    figures = goals[goals["figure"].notna()]
    read = sorted(zip(figures["figure"], figures["figure_unit"], strict=True))
    assert read == [
        (60, "percent"),
        (76, "province"),
        (80, "percent"),  # "not less than 80 %" of people and groups, line 185
        (80, "percent"),
        (100, "percent"),
    ]
    assert not len(targets[targets["target"] == 76])


def test_restored_tambons_are_cumulative_although_not_said(targets):
    row = first(targets, "2555-2559/1.1.1")
    assert (row["measure_type"], row["type_source"]) == ("stock", "arithmetic")
    assert "สะสม" not in row["label_th"]
    assert sum(series(targets, "2555-2559/1.1.1").values()) == 20_000


def test_households_are_yearly_because_they_fall(targets):
    row = first(targets, "2555-2559/1.1.2")
    assert (row["measure_type"], row["type_source"]) == ("flow", "arithmetic")
    assert list(series(targets, "2555-2559/1.1.2").values()) == [15e3, 25e3, 25e3, 30e3, 17e3]


def test_two_rows_under_one_indicator_a_count_and_a_per_cent(targets):
    count, rate = first(targets, "2555-2559/1.4.1a"), first(targets, "2555-2559/1.4.1b")
    assert (count["unit"], rate["unit"]) == ("tambon", "percent")
    assert (count["measure_type"], rate["measure_type"]) == ("stock", "rate")
    assert list(series(targets, "2555-2559/1.4.1a").values()) == [3267, 3767, 4267, 5267, 6267]
    assert list(series(targets, "2555-2559/1.4.1b").values()) == [50, 60, 70, 70, 70]
    assert plans.declarations()["2555-2559/1.4.1b"]["share_of"] == "2555-2559/1.4.1a"


def test_baseline_stands_inside_a_label(targets):
    row = first(targets, "2555-2559/1.4.1a")
    assert (row["baseline"], row["baseline_year_be"]) == (2767, 2554)
    assert row["baseline_source"] == "data/raw/plans/plan_2555-2559.csv:302"
    assert "2,767" not in row["label_th"]
    assert targets["baseline"].notna().sum() == 5


def test_four_indicators_stand_under_two_strategies(targets):
    shared = targets[targets["strategy_id"] == "1.2,1.3"]
    assert list(shared["indicator_id"].unique()) == [f"2555-2559/1.2.{n}" for n in range(1, 5)]


def test_blank_cells_hold_the_target(targets):
    held = targets[targets["hold"]]
    assert set(held["indicator_id"]) == {f"2555-2559/1.2.{n}" for n in (2, 3, 4)}
    assert set(held["year_be"]) == {2558, 2559}
    assert set(held["target"]) == {77}


def test_figures_glued_to_their_unit(targets):
    assert list(series(targets, "2555-2559/2.1.1").values()) == [10, 20, 30, 40, 50]
    assert first(targets, "2555-2559/2.1.1")["unit_th"] == "ร้อยละ"
    assert first(targets, "2555-2559/1.2.4")["target"] == 11


def test_period_of_31_of_42_outcomes_cannot_be_known(tables):
    outcomes = tables["plan_goals"].query("kind == 'outcome'")
    unknown = outcomes[~outcomes["period_certain"]]
    assert (len(outcomes), len(unknown)) == (42, 31)
    assert unknown["period"].str.contains(" | ", regex=False).all()
    urgent = unknown[unknown["node_id"] == "3.3"]["period"].unique()
    assert list(urgent) == ["ระยะเร่งด่วน 3 เดือน | 2555-2556"]


def test_processes_of_3_3_have_parts(tables):
    goals = tables["plan_goals"]
    processes = goals[(goals["kind"] == "process") & (goals["node_id"] == "3.3")]
    parts = processes["part_of"].value_counts().to_dict()
    assert parts == {"2555-2559/3.3/process.1": 5, "2555-2559/3.3/process.7": 4}
    assert processes["part_of"].isna().sum() == 3


def test_approaches_of_plan_1_have_their_periods(tables):
    approaches = tables["plan_goals"].query("kind == 'approach' and plan_id == '2551-2554'")
    assert approaches["period"].value_counts().to_dict() == {"2551-2552": 5, "2553-2554": 3}


def test_data_needs_and_approaches_are_all_there(tables):
    counts = tables["plan_goals"].groupby(["plan_id", "kind"]).size()
    assert counts["2551-2554", "data_need"] == 8
    assert counts["2555-2559", "approach"] == 5
    assert counts["2555-2559", "process"] == 32


def test_parts_4_2_and_4_3_and_6_2_to_6_5_of_plan_1_are_goals(tables):
    goals = tables["plan_goals"].query("plan_id == '2551-2554'").set_index("goal_id")
    counts = goals["kind"].value_counts()
    assert counts[["direction", "operational_strategy", "implementation"]].tolist() == [1, 18, 13]
    target = goals.loc["2551-2554/4.3/operational_strategy.1.4"]
    assert (target["source_line"], target["figure"], target["figure_unit"]) == (185, 80, "percent")
    assert target["part_of"] == "2551-2554/4.3/operational_strategy.1"
    steps = goals[goals["kind"] == "implementation"]
    assert list(steps[steps["part_of"].isna()]["source_line"]) == [315, 329, 331, 339]
    assert steps["part_of"].value_counts().to_dict() == {
        "2551-2554/6/implementation.2": 4,
        "2551-2554/6/implementation.4": 5,
    }


def test_no_printed_line_of_those_parts_is_left_out(tables):
    goals = tables["plan_goals"].query("source_file.str.endswith('plan_2551-2554.csv')")
    read = "".join(goals["text_th"]).replace(" ", "")
    lines, compared = source("plan_2551-2554.csv"), 0
    headings = {161, 168}
    for number in [*range(161, 198), *range(315, 340)]:
        line = lines[number]
        printed = re.sub(r"^(- )?\d+(\.\d+)?[).] |^- ", "", line.plain).replace(" ", "")
        if not printed or number in headings or number == 188:
            continue  # 188 is the line a correction mends
        assert printed in read, number
        compared += 1
    assert compared == 44


def test_an_approach_of_strategy_1_1_keeps_its_outcome(tables):
    goals = tables["plan_goals"].set_index("goal_id")
    outcomes = goals[(goals["node_id"] == "1.1") & (goals["kind"] == "outcome")]
    pairs = [
        (goals.loc[row.part_of, "source_line"], row.source_line) for row in outcomes.itertuples()
    ]
    assert pairs == [(77, 79), (81, 83), (85, 87), (89, 91), (93, 95)]


def test_a_goal_named_in_other_words_is_no_misprint(tables):
    corrected = tables["corrections"].query("source_file.str.endswith('plan_2555-2559.csv')")
    assert 346 not in set(corrected["source_line"])
    node = tables["plan_structure"].set_index(["plan_id", "node_id"]).loc[("2555-2559", "goal.3")]
    assert node["parent_ids"] == "2.1"


def test_corrections_are_told_apart_by_what_went_wrong(tables):
    counts = tables["corrections"].groupby(["source_file", "action"]).size()
    first, second = (f"data/raw/plans/plan_{name}.csv" for name in ("2551-2554", "2555-2559"))
    assert counts[first].drop("spacing").to_dict() == {
        "misprint": 1,
        "scan": 5,
        "split": 3,
        "drop": 1,
    }
    assert counts[second].drop("spacing").to_dict() == {"misprint": 3}


def test_strategies_3_1_to_3_4_have_no_indicator(tables, targets):
    strategies = tables["plan_structure"].query("plan_id == '2555-2559' and level == 'strategy'")
    third = set(strategies[strategies["parent_ids"] == "3"]["node_id"])
    assert third == {"3.1", "3.2", "3.3", "3.4"}
    assert not [s for s in targets["strategy_id"].unique() if s.startswith("3.")]


def test_seven_goals_stand_over_nine_strategies(tables):
    goals = tables["plan_structure"].query("plan_id == '2555-2559' and level == 'goal'")
    over = ",".join(goals["parent_ids"]).split(",")
    assert over == ["1.1", "1.2", "1.3", "1.4", "2.1", "3.1", "3.2", "3.3", "3.4"]


def test_every_node_of_a_target_is_in_the_tree(tables, targets):
    tree = set(zip(*(tables["plan_structure"][c] for c in ("plan_id", "node_id")), strict=True))
    for row in targets.itertuples():
        assert {(row.plan_id, node) for node in row.strategy_id.split(",")} <= tree


def test_misprints_are_corrected_and_listed(tables, targets):
    nodes = tables["plan_structure"].set_index(["plan_id", "node_id"])["text_th"]
    assert nodes["2552-2554", "1"] == nodes["2551-2554", "strategy.1"]
    assert nodes["2552-2554", "2"] == nodes["2551-2554", "strategy.2"]
    assert "ปัญหาความเดือดร้อน" in first(targets, "2552-2554/1.4")["label_th"]
    assert "การอยู่อาศัย" in first(targets, "2552-2554/1.7")["label_th"]
    read = dict(
        zip(tables["corrections"]["printed"], tables["corrections"]["read_as"], strict=True)
    )
    assert read["1.4"] == "2.1"
    assert read["ครัว เรือน"] == "ครัวเรือน"


def test_strategy_1_4_is_printed_twice_and_the_second_is_2_1(targets):
    assert first(targets, "2555-2559/2.1.1")["strategy_id"] == "2.1"
    assert len(targets[targets["strategy_id"] == "1.4"]) == 15


def test_every_measure_type_has_evidence_in_both_languages(targets):
    declared = plans.declarations()
    for indicator_id in targets["indicator_id"].unique():
        entry = declared[indicator_id]
        assert entry["topic"] and entry["type_evidence_en"] and entry["type_evidence_th"]
    joint = declared["2555-2559/2.1.1"]
    assert joint["denominator"] == "undefined"


def test_only_the_credit_indicator_states_fiscal_years(targets):
    stated = targets[targets["year_kind_source"] == "stated"]["indicator_id"].unique()
    assert list(stated) == ["2552-2554/2.4"]


def test_no_plan_prints_a_weight(targets):
    assert targets["weight"].isna().all()
