"""A small province worked out by hand: who comes first, why, and how far the rank moves."""

import re

import pandas as pd
import pytest
from registry_builders import body, registry

from helpers.analysis.where_next import ahead, among, groups, overlap, priority, sentences
from helpers.geography import gazetteer

KINDS = ("council", "welfare_fund")
WEIGHTS = {"standing": 3, "neighbours": 2, "amphoe": 1, "recent": 1}
A, B, C, D, E, F = "380101", "380102", "380103", "380201", "380202", "380203"
# Which touch which; the two amphoes meet between C and D.
TOUCHING = {A: {B, C}, B: {A, C}, C: {A, B, D}, D: {C, E}, E: {D, F}, F: {E}}
STANDING = {
    "council": {A: "2009-02-24", B: "2010-05-01"},
    "welfare_fund": {B: "2013-01-10", D: "2014-03-01"},
}


def frame(standing: dict[str, dict[str, str]]) -> pd.DataFrame:
    """Six tambons of Bueng Kan alone, with what stands in them."""
    rows = gazetteer.of_year(2557).set_index("tambon_code").loc[[A, B, C, D, E, F]].copy()
    amphoe = gazetteer.area_names("amphoe").set_index("code")
    for lang in ("th", "en"):
        rows[f"amphoe_{lang}"] = rows["amphoe_code"].map(amphoe[f"name_{lang}"])
    for kind, days in standing.items():
        rows[f"since_{kind}"] = pd.to_datetime(pd.Series(days)).reindex(rows.index)
        rows[f"has_{kind}"] = rows[f"since_{kind}"].notna()
    return rows


def asked(standing=STANDING, touching=TOUCHING, weights=WEIGHTS) -> pd.DataFrame:
    """The order of the six, as an answer makes it."""
    neighbours = {code: frozenset(others) for code, others in touching.items()}
    around = groups.Around(frame(standing), tuple(standing), neighbours, 2557, 3)
    rows = groups.of_province(around, "38")
    lacking = rows[rows["group"] != groups.DONE]
    today = pd.Series({"3801": 3, "3802": 3})
    ranked = priority.ranked(lacking, len(standing), weights, today)
    return sentences.added(ranked, tuple(standing))


def test_each_tambon_is_in_the_group_of_what_it_lacks():
    found = asked()["group"].to_dict()
    assert found == {
        A: "only_council", C: "near", D: "only_welfare_fund", E: "near", F: "alone"
    }  # fmt: skip


def test_the_order_and_the_scores_are_those_worked_out_by_hand():
    found = asked()
    assert list(found.index) == [A, C, D, E, F] and list(found["rank"]) == [1, 2, 3, 4, 5]
    # A: one is there (3), 1 of 2 neighbours has a fund (2 x 1/2), so has 1 of 2 in the amphoe
    # (1/2), and that lately (1).
    expected = {A: 5.5 / 7, C: 4 / 7, D: 3 / 7, E: 2.5 / 7, F: 1.5 / 7}
    assert found["score"].to_dict() == pytest.approx(expected)


def test_the_range_is_the_best_and_worst_rank_over_all_schemes():
    found = asked()
    ranges = dict(zip(found.index, zip(found["rank_low"], found["rank_high"], strict=True),
                      strict=True))  # fmt: skip
    # Without the first weight C leads, A and E share 2, D is last; doubled, D comes before C; with
    # equal weights A and C share 1 and E and F come before D.
    assert ranges == {A: (1, 2), C: (1, 3), D: (2, 5), E: (2, 4), F: (4, 5)}


def test_equal_scores_share_a_rank_and_say_so():
    standing = {"council": {A: "2009-02-24", B: "2009-02-24", C: "2009-02-24"}, "welfare_fund": {}}
    found = asked(standing, {code: set() for code in TOUCHING})
    assert list(found["rank"]) == [1, 1, 1, 4, 4, 4] and set(found["tied"]) == {3}


def test_the_sentences_of_a_row_in_both_languages():
    row = asked().loc[A]
    assert row["reasons_th"] == (
        "มีสภาองค์กรชุมชนแล้ว แต่ยังไม่มีกองทุนสวัสดิการชุมชน"
        " · พื้นที่ข้างเคียง 1 ใน 2 แห่งมีกองทุนสวัสดิการชุมชนแล้ว"
        " · พื้นที่อื่นในอำเภอเดียวกัน 1 ใน 2 แห่งมีกองทุนสวัสดิการชุมชนแล้ว"
        " · ในพื้นที่เหล่านี้มี 1 แห่งที่เพิ่งเริ่มมีกองทุนสวัสดิการชุมชนในช่วง 3 ปีงบประมาณล่าสุด"
        " · ตัวอย่างที่ควรไปดูงานคือตำบลโนนสมบูรณ์ อำเภอเมืองบึงกาฬ (อำเภอเดียวกันและมีพื้นที่ติดกัน)"
        " ซึ่งมีกองทุนสวัสดิการชุมชน (เริ่มมีครั้งแรกเมื่อวันที่ 10 มกราคม 2556)"
    )
    assert row["reasons_en"].startswith(
        "It has a community organization council and lacks a community welfare fund. "
        "Neighbouring areas with a community welfare fund: 1 of 2."
    )
    assert row["reasons_en"].endswith(
        "with a community welfare fund (the first on 10 January 2013)."
    )


def test_without_anything_around_the_sentences_say_that_too():
    alone = asked({"council": {}, "welfare_fund": {}}, {code: set() for code in TOUCHING}).loc[F]
    assert "พื้นที่นี้ไม่มีพื้นที่ติดกันบนแผนที่ที่ใช้" in alone["reasons_th"]
    assert (
        "There is no example" in alone["reasons_en"] and "It has neither a" in alone["reasons_en"]
    )


def test_the_example_is_in_the_same_amphoe_first_and_then_next_to_it():
    found = asked()
    places = found[["example_code", "example_place"]].apply(tuple, axis=1).to_dict()
    assert places[A] == (B, "same_amphoe_next") and places[F] == (D, "same_amphoe")
    # B has both of what C lacks; A, in the same place, has one.
    assert places[C] == (B, "same_amphoe_next") and found["example_code"].isna()[D]


def test_an_example_of_both_is_told_with_both_days_and_one_of_one_with_its_own():
    found = asked()["reasons_en"]
    assert found[C].endswith(
        "with a community organization council (the first on 1 May 2010)"
        " and a community welfare fund (the first on 10 January 2013)."
    )
    assert found[F].endswith("with a community welfare fund (the first on 1 March 2014).")
    assert "same amphoe, not next to it" in found[F]


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


@pytest.mark.parametrize("seed", range(12))
def test_every_number_of_a_sentence_is_of_its_row(seed):
    chance = pd.Series(range(12)).sample(frac=1, random_state=seed)
    codes = [A, B, C, D, E, F]
    days = {place: f"20{9 + place:02d}-05-0{1 + place}" for place in range(6)}
    standing = {
        kind: {code: days[at] for at, code in enumerate(codes) if chance[at + 6 * one] < 5}
        for one, kind in enumerate(KINDS)
    }
    rows = asked(standing)
    assert len(rows)
    for row in rows.to_dict("records"):
        known = {int(row[name]) for name in ("neighbours", "neighbours_with", "amphoe_others",
                                             "amphoe_with", "recent", "recent_years")}  # fmt: skip
        for lang, shift in (("th", 543), ("en", 0)):
            days = [row[name] for name in ("example_since", "example_since_too") if row[name]]
            told = known | {part for day in days for part in (day.day, day.year + shift)}
            assert set(numbers(row[f"reasons_{lang}"])) <= told
            assert len(numbers(row[f"reasons_{lang}"])) >= 4


def test_a_weight_of_nothing_takes_no_part_and_schemes_without_weight_are_none():
    only = {"standing": 1, "neighbours": 0, "amphoe": 0, "recent": 0}
    assert set(priority.schemes(only)) == {"set", "equal", "double_standing"}
    assert list(asked(weights=only)["rank"]) == [1, 1, 3, 3, 3]


@pytest.mark.parametrize(
    ("covered", "every", "step"), [(0, 53, 0.2), (10, 53, 0.2), (11, 53, 0.4), (1, 5, 0.4),
                                   (4, 5, 1.0), (5, 5, None)]
)  # fmt: skip
def test_the_next_step_of_coverage(covered, every, step):
    assert ahead.next_step(covered, every) == step


def test_where_the_kind_stands_and_how_fast_it_grew():
    found = ahead.step(frame(STANDING), "38", "council", {2555: 0, 2556: 1, 2557: 2})
    assert (found.tambons, found.covered, found.step, found.to_step) == (6, 2, 0.4, 1)
    assert (found.a_year, found.last_year) == (1.0, 1)
    short = ahead.step(frame(STANDING), "38", "council", {2556: 1, 2557: 2})
    assert short.a_year is None and short.last_year == 1


def test_the_pace_is_of_whole_years_that_the_registry_knows():
    # Exported on 15 October 2014: the end of 2557 is known, that of 2558 is not.
    one = registry(body("a", "2012-05-01", A), body("b", "2014-01-10", B))
    codes = pd.Index([A, B, C])
    half = ahead.course(one, "council", codes, 2557, pd.Timestamp("2014-03-31").date())
    assert max(half) == 2556 and half[2555] == half[2556] == 1
    whole = ahead.course(one, "council", codes, 2557, pd.Timestamp("2014-09-30").date())
    assert whole == {**half, 2557: 2}
    later = ahead.course(one, "council", codes, 2558, pd.Timestamp("2015-09-30").date())
    assert later == whole


def test_the_pace_keeps_to_the_tambons_of_the_year_asked():
    # Ram Inthra was split from Khan Na Yao in 2552: what stood there before did not stand in both.
    one = registry(body("a", "2008-05-01", "104302"), body("b", "2008-12-12", "104301"))
    codes = pd.Index(["104301", "104302"])
    found = ahead.course(one, "council", codes, 2557, pd.Timestamp("2014-09-30").date())
    assert (found[2551], found[2552], found[2557]) == (1, 2, 2)


def targets(*years: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator_id": "2555-2559/1.4.1a",
            "year_be": [year for year, _ in years],
            "target": [float(target) for _, target in years],
            "source_file": "a.csv",
            "source_line": 7,
        }
    )


def test_the_share_is_the_gap_by_tambons_without_a_council_rounded_up():
    rows = frame(STANDING).assign(province_code=["38", "38", "38", "38", "43", "43"])
    listed = targets((2557, 10), (2558, 20), (2559, 30))
    end = pd.Timestamp("2014-09-30").date()
    found = ahead.share(rows, "38", 15, listed, 2557, end)
    # 5 councils are lacking; of 4 tambons without one 2 lie in the province: 2.5, but it has 2.
    assert (found.year, found.gap, found.without, found.without_all) == (2558, 5, 2, 4)
    assert (found.share, found.years, found.a_year) == (2, 1, 2.0)
    assert ahead.share(rows, "38", 19, listed, 2557, end).share == 1
    # Within the year its own target is still open.
    within = ahead.share(rows, "38", 9, listed, 2557, pd.Timestamp("2014-03-31").date())
    assert (within.year, within.years) == (2557, 1)
    assert ahead.share(rows, "38", 30, listed, 2557, end) is None


def test_places_among_provinces_share_a_rank_where_shares_are_equal():
    rows = frame(STANDING).assign(province_code=["38", "38", "38", "43", "43", "43"])
    found = among.provinces(rows, KINDS).set_index(["measure", "province_code"])
    assert found["rank"].to_dict() == {
        ("council", "38"): 1, ("council", "43"): 2, ("welfare_fund", "38"): 1,
        ("welfare_fund", "43"): 1, ("both", "38"): 1, ("both", "43"): 2,
    }  # fmt: skip
    assert found.at[("welfare_fund", "43"), "tied"] == 2


def test_the_matrix_counts_pairs_and_what_has_none():
    rows = frame(STANDING)
    found = overlap.matrix(rows, list(KINDS))
    assert found.to_numpy().tolist() == [[2, 1], [1, 2]] and overlap.none(rows, list(KINDS)) == 3
