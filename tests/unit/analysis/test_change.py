"""A change in coverage taken apart: the parts are what they say and add up exactly."""

from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import helpers
from helpers.analysis.change import geography as areas
from helpers.analysis.change import parts as taken_apart
from helpers.core import thai
from helpers.core.errors import InputError

EXPORTED = "2016-10-10"
pytestmark = pytest.mark.long(seconds=12)


def export(*bodies: tuple, exported: str = EXPORTED) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two tables of bodies given as (id, registered, ended or None, tambons)."""
    rows = [(name, registered, ended) for name, registered, ended, _ in bodies]
    frame = pd.DataFrame(rows, columns=["body_id", "registered_on", "ended_on"])
    for column in ("registered_on", "ended_on"):
        frame[column] = pd.to_datetime(frame[column])
    years = [thai.fiscal_year(day.date()) for day in frame["registered_on"]]
    frame = frame.assign(kind="council", exported_on=pd.Timestamp(exported), is_demo=False)
    pairs = [(name, code) for name, _, _, codes in bodies for code in codes]
    listed = pd.DataFrame(pairs, columns=["body_id", "tambon_code"])
    return frame.assign(fiscal_year_be=years), listed


def parts(frame: pd.DataFrame, column: str = "n_tambons") -> dict[str, int]:
    """The parts of one area that are not 0."""
    (code,) = frame["code"].unique()
    assert code and list(frame["part"]) == list(dict.fromkeys(frame["part"]))
    return {part: int(n) for part, n in zip(frame["part"], frame[column], strict=True) if n}


def whole(frame: pd.DataFrame) -> None:
    """Every area's parts are its change, of the count, the tambons and exactly of the share."""
    ends = frame.groupby("code")[_ENDS].first()
    k1, k2, n1, n2 = (ends[name] for name in _ENDS)
    summed = frame.groupby("code")[["n_tambons", "n_units"]].sum()
    assert summed["n_tambons"].equals(k2 - k1) and summed["n_units"].equals(n2 - n1)
    for code in ends.index[(k1 + k2 > 0) & (n1 > 0) & (n2 > 0)]:
        rows = frame[frame["code"] == code]
        told = zip(rows["points_numerator"], rows["points_denominator"], strict=True)
        of = {name: int(value) for name, value in ends.loc[code].items()}
        before = Fraction(of["n_covered_first"], of["n_units_first"])
        after = Fraction(of["n_covered_last"], of["n_units_last"])
        assert sum(Fraction(int(a), int(b)) for a, b in told) == 100 * (after - before)
    without = frame["code"].map((n1 == 0) | (n2 == 0))
    assert frame["points"].isna().equals(without)


_ENDS = ["n_covered_first", "n_covered_last", "n_units_first", "n_units_last"]
FOUR = (
    ("a", "2008-05-01", None, ["380101"]),
    ("b", "2010-05-01", "2012-01-01", ["380102"]),
    ("c", "2012-05-01", None, ["380103"]),
    ("d", "2009-05-01", "2011-01-01", ["100101"]),
    ("e", "2013-05-01", None, ["100101"]),
)


def test_what_is_new_and_what_ended():
    frame = helpers.decompose_change(*export(*FOUR), 2554, 2556)
    assert parts(frame) == {"newly_covered": 2, "exits": -1}
    whole(frame)


def test_a_tambon_that_kept_a_body_whichever_is_in_no_part():
    bodies = [("a", "2008-05-01", "2012-01-01", ["380101"]), ("b", "2011-05-01", None, ["380101"])]
    frame = helpers.decompose_change(*export(*bodies), 2552, 2556)
    assert parts(frame) == {}


def test_a_province_cut_out_takes_its_covered_tambons_along():
    given = export(*FOUR)
    frame = helpers.decompose_change(*given, 2553, 2554, level="province", areas=["38", "43"])
    new, old = (frame[frame["code"] == code] for code in ("38", "43"))
    assert parts(new) == {"reclassification": 2} and parts(old) == {"reclassification": -2}
    assert parts(new, "n_units") == {"reclassification": 53}
    assert new["points"].isna().all() and new["n_units_first"].eq(0).all()
    # 2 of 115 tambons in 2553, none of 62 in 2554.
    assert old["points"].sum() == pytest.approx(-100 * 2 / 115)
    whole(frame)


def test_a_tambon_moved_to_another_amphoe_moves_there_and_is_listed():
    given = export(("a", "2008-05-01", None, ["530407"]))
    frame = helpers.decompose_change(*given, 2557, 2558, level="amphoe", areas=["5303", "5304"])
    assert parts(frame[frame["code"] == "5304"]) == {"reclassification": 1}
    assert parts(frame[frame["code"] == "5303"]) == {"reclassification": -1}
    listed = helpers.list_changed_tambons(*given, 2557, 2558, level="amphoe")
    assert listed[["code", "tambon_code", "cause", "bodies"]].values.tolist() == [
        ["5303", "530407", "moved_out", "a"],
        ["5304", "530407", "moved_in", "a"],
    ]
    # Nothing moves over a provincial border.
    assert parts(helpers.decompose_change(*given, 2557, 2558, level="province", areas="53")) == {}


def test_khwaeng_split_off_change_the_boundary():
    # A body of 104302, which was part of 104301 until 2552, and one of 102701, which was not cut.
    given = export(("a", "2008-05-01", None, ["104302"]), ("b", "2008-05-01", None, ["102701"]))
    frame = helpers.decompose_change(*given, 2551, 2552)
    assert parts(frame) == {} and parts(frame, "n_units") == {"boundary": 9}
    assert (frame["n_units_first"].iloc[0], frame["n_units_last"].iloc[0]) == (7416, 7425)
    listed = helpers.list_changed_tambons(*given, 2551, 2552)
    covered = listed[listed["n_tambons"] != 0].set_index("tambon_code")["n_tambons"]
    assert covered.to_dict() == {"104301": -1, "104302": 1}
    whole(frame)


def test_another_denominator_is_a_change_of_boundary_alone():
    given, of = export(*FOUR), ("tambons_of_year", "codes_today")
    frame = helpers.decompose_change(*given, 2554, 2555, denominator=of)
    assert parts(frame, "n_units") == {"boundary": 11}
    whole(frame)
    today = helpers.decompose_change(*given, 2551, 2555, denominator="codes_today")
    assert parts(today, "n_units") == {}
    whole(today)


LATER = (
    ("a", "2008-05-01", None, ["380104"]),  # filed under another tambon
    ("b", "2010-05-01", "2011-01-01", ["380102"]),  # ended before the day, not after
    ("e", "2013-05-01", None, ["100101"]),
    ("f", "2009-05-01", None, ["100102"]),  # added
)


def test_two_exports_of_one_day_differ_by_revision_and_by_what_was_filed_elsewhere():
    earlier, later = export(*FOUR, exported="2012-10-01"), export(*LATER)
    frame = helpers.decompose_change(*earlier, 2554, 2554, later=later)
    # b is no more, f is added, a is counted in another tambon.
    assert parts(frame) == {}
    listed = helpers.list_changed_tambons(*earlier, 2554, 2554, later=later)
    assert listed.set_index("tambon_code")[["cause", "part", "n_tambons"]].T.to_dict("list") == {
        "380101": ["body_reassigned", "reclassification", -1],
        "380104": ["body_reassigned", "reclassification", 1],
        "380102": ["days_changed", "revision", -1],
        "100102": ["row_added", "revision", 1],
    }
    over = helpers.decompose_change(*earlier, 2554, 2556, later=later)
    assert parts(over) == {"newly_covered": 1}
    whole(over)


def random_export(chance: np.random.Generator, codes: np.ndarray) -> tuple:
    bodies = []
    for number in range(60):
        begun = date(2008, 10, 1).toordinal() + int(chance.integers(0, 2500))
        ended = date.fromordinal(begun + int(chance.integers(1, 900)))
        bodies.append(
            (
                f"body {number}",
                date.fromordinal(begun).isoformat(),
                ended.isoformat() if chance.random() < 0.5 else None,
                list(chance.choice(codes, chance.integers(1, 4), replace=False)),
            )
        )
    return export(("first", "2007-10-01", None, [codes[0]]), *bodies)


# Codes around every change: Bueng Kan, Kanlayani Watthana, Tha Faek, Bangkok's khwaeng.
CHANGING = np.array(
    ["380101", "380102", "380201", "430101", "430102", "502501", "502502", "500301", "530407",
     "530406", "530301", "102701", "102704", "102901", "102902", "104301", "104302", "100101"]
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_parts_are_the_change_for_every_area_and_year(seed):
    chance = np.random.default_rng(seed)
    one, other = (random_export(chance, CHANGING) for _ in range(2))
    for level in ("country", "region", "province", "amphoe"):
        first, last = sorted(chance.choice(range(2551, 2560), 2, replace=False))
        whole(helpers.decompose_change(*one, first, last, level=level))
        whole(helpers.decompose_change(*one, first, last, level=level, later=other))


def test_so_they_are_from_each_year_to_the_next():
    given = random_export(np.random.default_rng(9), CHANGING)
    for year in range(2552, 2560):
        whole(helpers.decompose_change(*given, year - 1, year, level="amphoe"))


@pytest.mark.parametrize("seed", range(12))
def test_so_they_are_in_geographies_where_everything_changes(seed, monkeypatch):
    chance = np.random.default_rng(seed)
    codes = [f"{number:06}" for number in range(12)]
    worlds = {year: _world(chance, codes) for year in (2552, 2558)}
    monkeypatch.setattr(areas, "of_year", worlds.get)
    one, other = (random_export(chance, np.array(codes)) for _ in range(2))
    for later in (None, other):
        frame = helpers.decompose_change(*one, 2552, 2558, level="province", later=later)
        whole(frame)
        compared = taken_apart.list_changed_tambons(*one, 2552, 2558, level="province", later=later)
        summed = compared.groupby(["code", "part"])[["n_tambons", "n_units"]].sum()
        told = frame.set_index(["code", "part"])[["n_tambons", "n_units"]]
        pd.testing.assert_frame_equal(
            told[(told != 0).any(axis=1)].sort_index(),
            summed[(summed != 0).any(axis=1)].sort_index(),
        )


def _world(chance: np.random.Generator, codes: list[str]) -> areas.Geography:
    """Some of the codes are tambons, in one of three provinces; each other one is part of one."""
    there = sorted(chance.choice(codes, chance.integers(3, len(codes)), replace=False))
    held = [code if code in there else chance.choice(there) for code in codes]
    frame = pd.DataFrame({"province": chance.choice(["A", "B", "C"], len(there))}, index=there)
    return areas.Geography(frame, pd.Series(held, index=codes))


@pytest.mark.parametrize(
    ("asked", "options", "said"),
    [
        ((2555, 2555), {}, "between a day and itself"),
        ((2556, 2555), {}, "the first day is after the last"),
        ((2555, 2560), {}, "without data: the export is of an earlier"),
        ((2550, 2555), {}, "a day without data: before the first registration"),
        ((2555, 2556), {"level": "province", "areas": "99"}, "no province with this code"),
        ((2555, 2556), {"level": "village"}, "no such level"),
        ((2555, 2556), {"areas": []}, "no area is asked for"),
        ((2555, 2556), {"kind": "welfare_fund"}, "no body of this kind"),
        ((2555, 2556), {"denominator": "codi_units"}, "no such denominator"),
        (
            (2555, 2556),
            {"level": "amphoe", "denominator": ("tambons_of_year", "codes_today")},
            "no such denominator at the level amphoe",
        ),
    ],
)
def test_what_cannot_be_told_is_refused(asked, options, said):
    with pytest.raises(InputError, match=said):
        helpers.decompose_change(*export(*FOUR, exported="2016-09-30"), *asked, **options)


def test_a_registry_of_a_single_year_has_no_earlier_state():
    single = export(("a", "2014-11-01", None, ["380101"]), ("b", "2015-03-01", None, ["380102"]))
    with pytest.raises(InputError, match="registrations of a single year"):
        helpers.decompose_change(*single, 2556, 2558)
    # Between two of its days it has.
    within = helpers.decompose_change(*single, date(2014, 12, 1), date(2015, 9, 30))
    assert parts(within) == {"newly_covered": 1}


def test_tables_of_different_exports_are_refused():
    bodies, _ = export(FOUR[0])
    _, listed = export(*FOUR)
    with pytest.raises(InputError, match="not registered: 4"):
        helpers.decompose_change(bodies, listed, 2554, 2556)


def test_invented_bodies_are_said_to_be():
    bodies, listed = export(*FOUR)
    assert helpers.decompose_change(bodies, listed, 2554, 2556).attrs["is_demo"] is False
    invented = bodies.assign(is_demo=True)
    assert helpers.decompose_change(invented, listed, 2554, 2556).attrs["is_demo"] is True
    assert helpers.list_changed_tambons(invented, listed, 2554, 2556).attrs["is_demo"] is True


def test_provinces_with_an_old_export_are_named():
    bodies, listed = export(*FOUR)
    old = bodies["body_id"] == "a"
    bodies["exported_on"] = bodies["exported_on"].mask(old, pd.Timestamp("2014-01-01"))
    bodies = bodies[~bodies["body_id"].isin(["b", "c"])]
    listed = listed[listed["body_id"].isin(bodies["body_id"])]
    found = helpers.decompose_change(bodies, listed, 2554, 2557)
    assert found.attrs["behind"] == ["38"]
    assert helpers.decompose_change(bodies, listed, 2554, 2556).attrs["behind"] == []
