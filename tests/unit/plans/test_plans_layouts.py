"""A further plan is files, not code: invented plans in each layout, other years and units."""

import pandas as pd
import plan_folders
import pytest

from helpers import plans


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return plan_folders.invented(tmp_path_factory.mktemp("invented")).clean()


def figures(tables, indicator_id):
    rows = tables["plan_targets"].query("indicator_id == @indicator_id")
    return list(zip(rows["year_be"], rows["target"], rows["hold"], strict=True))


def test_prose_plan_of_one_other_year(tables):
    assert figures(tables, "2561/1.1a") == [(2561, 12, False)]
    assert figures(tables, "2561/1.1b") == [(2561, 3400, False)]
    assert figures(tables, "2561/2.1") == [(2561, 5, False)]
    goals = tables["plan_goals"].query("plan_id == '2561'")
    assert list(goals["text_th"]) == ["เผยแพร่ความรู้เรื่องต้นไม้"]


def test_paged_plan_of_two_years_with_and_without_totals(tables):
    assert figures(tables, "2562-2563/1.1") == [(2562, 1000, False), (2563, 2500, False)]
    assert figures(tables, "2562-2563/2.1") == [(2562, 70, False), (2563, 80.5, False)]
    totals = tables["plan_totals"].query("plan_id == '2562-2563'")
    assert list(totals["printed_total"]) == [3500, 30]
    assert list(totals["footnote_th"].dropna()) == ["แปลงเดิมทั้งสองปี"]


def test_stacked_plan_of_three_years_with_and_without_totals(tables):
    assert figures(tables, "2564-2566/1.1.1")[-1] == (2566, 150, False)
    assert figures(tables, "2564-2566/1.1.2")[-1] == (2566, 9, True)
    assert figures(tables, "2564-2566/2.1.1a")[0] == (2564, 5, False)
    totals = tables["plan_totals"].query("plan_id == '2564-2566'")
    assert list(totals["printed_total"]) == [450, 9]


def test_stacked_plan_with_bullets_under_their_own_period_knows_them(tables):
    outcomes = tables["plan_goals"].query("node_id == '2.1' and kind == 'outcome'")
    assert list(outcomes["period"]) == ["2564-2564", "2565-2566"]
    assert outcomes["period_certain"].all()


def test_stacked_plan_with_approaches_and_outcomes_in_pairs(tables):
    goals = tables["plan_goals"].query("node_id == '2.2'")
    assert list(goals["text_th"]) == ["ใช้หิน", "ใช้ไม้ไผ่", "ฝายหิน", "ฝายไม้ไผ่"]
    assert list(goals["kind"]) == ["approach"] * 2 + ["outcome"] * 2
    assert set(goals["period"]) == {"2564-2566"}


def test_thai_digits_are_read(tables):
    assert figures(tables, "2562-2563/2.1")[0] == (2562, 70, False)  # printed ๗๐


def test_decomposed_sara_am_is_read(tables):
    """The strategy row prints นํ้า with nikhahit and sara aa; the list prints น้ำ."""
    nodes = tables["plan_structure"].set_index(["plan_id", "node_id"])["text_th"]
    assert nodes["2562-2563", "2"] == "น้ำ"


def test_real_and_invented_plans_together_without_python(tmp_path, tables):
    together = plan_folders.real_and_invented(tmp_path).clean()
    real = plans.clean()
    for name, frame in together.items():
        assert len(frame) == len(real[name]) + len(tables[name]), name
    joined = together["plan_targets"].drop(columns=["source_file", "baseline_source"])
    kept = joined[joined["plan_id"].isin(real["plan_targets"]["plan_id"])]
    wanted = real["plan_targets"].drop(columns=["source_file", "baseline_source"])
    pd.testing.assert_frame_equal(kept.reset_index(drop=True), wanted)


@pytest.mark.parametrize("name", [plan_folders.PROSE, plan_folders.PAGED, plan_folders.STACKED])
def test_byte_order_mark_and_crlf_change_nothing(tmp_path, tables, name):
    folders = plan_folders.invented(tmp_path)
    file = folders.raw / name
    content = file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + content)
    read = folders.clean()["plan_targets"].drop(columns=["source_file", "baseline_source"])
    wanted = tables["plan_targets"].drop(columns=["source_file", "baseline_source"])
    pd.testing.assert_frame_equal(read, wanted)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (plan_folders.PROSE, "3,400 ต้น", "3\u200b,400\u200b ต้น"),
        (plan_folders.PAGED, "1,000", "\u200b1,000\ufeff"),
        (plan_folders.STACKED, "200 ต้น", "2\u200b00 ต้\u200bน"),
        (plan_folders.STACKED, "200 ต้น", "๒๐๐ ต้น"),
        (plan_folders.PROSE, "3,400 ต้น", "๓,๔๐๐ ต้น"),
    ],
)
def test_zero_width_spaces_and_thai_digits_change_nothing(tmp_path, tables, name, old, new):
    folders = plan_folders.invented(tmp_path)
    folders.change_raw(name, old, new)
    read = folders.clean()["plan_targets"]["target"]
    pd.testing.assert_series_equal(read, tables["plan_targets"]["target"])
