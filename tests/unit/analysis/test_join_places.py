"""Her own table: every row joins to one place or says why not; nothing is guessed."""

import random

import numpy as np
import pandas as pd
import pytest

import helpers
from helpers.analysis.places import NothingJoined
from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.geography import gazetteer

NONE = None


def tambons(*rows: tuple, **more) -> helpers.join_places:
    frame = pd.DataFrame(rows, columns=["ตำบล", "อำเภอ", "จังหวัด"])
    return helpers.join_places(frame.assign(**more), errors="return")


def codes(*values, level=None, **options):
    frame = pd.DataFrame({"geocode": list(values)})
    return helpers.join_places(frame, level=level, errors="return", **options)


@pytest.mark.parametrize(
    ("row", "code", "how"),
    [
        (("ต.ท่าแฝก", "อ. น้ำปาด", "จ.อุตรดิตถ์"), "530407", "name"),
        (("ตำบลท่าแฝก", "ท่าปลา", "อุตรดิตถ์"), "530407", "old_parent"),
        (("แขวง สีลม", "เขตบางรัก", "กทม."), "100402", "name"),
        (("Si Lom", "Bang Rak", "Bangkok"), "100402", "name"),
        (("si lom subdistrict", "khet bang rak", "BKK"), "100402", "name"),
        (("\u200bสี\u200bลม", "บางรัก\u00a0", "กรุงเทพฯ"), "100402", "name"),
        (("ต.บึงกาฬ", "อ.บึงกาฬ", "จ.หนองคาย"), "380101", "old_parent"),
        (("บึงกาฬ", "เมืองบึงกาฬ", "บึงกาฬ"), "380101", "name"),
        (("บ้านจันทร์", "แม่แจ่ม", "เชียงใหม่"), "502501", "old_parent"),
        (("ปอพาน", "เมือง", "ร้อยเอ็ด"), "450109", "alias"),
        (("ท่าแฝก", NONE, "อุตรดิตถ์"), "530407", "name_in_province"),
        (("ท่าแฝก", NONE, NONE), "530407", "name_unique"),
        (("ท่าแฝก", "5304", NONE), "530407", "name"),
        (("ท่าแฝก", NONE, "53"), "530407", "name_in_province"),
    ],
)
def test_a_name_joins_however_it_is_written(row, code, how):
    found = tambons(row)
    assert found.joined[["tambon_code", "matched_by"]].values.tolist() == [[code, how]]
    own = found.joined.iloc[0]
    assert (own["amphoe_code"], own["province_code"]) == (code[:4], code[:2])
    assert own["region_code"] and own["matched_level"] == "tambon"


@pytest.mark.parametrize(
    ("row", "reason", "suggestion"),
    [
        # The same name in three amphoe of the province.
        (("บ้านใหม่", NONE, "นครราชสีมา"), "ambiguous_tambon", NONE),
        (("บ้านใหม่", NONE, NONE), "ambiguous_tambon", NONE),
        (("ท่าแฟก", "น้ำปาด", "อุตรดิตถ์"), "unknown_tambon", "530407"),
        (("ท่าแฟก", NONE, "อุตรดิตถ์"), "unknown_tambon", "530407"),
        # ท่าแยก is as near.
        (("ท่าแฟก", NONE, NONE), "unknown_tambon", NONE),
        (("ท่าแฝก", "น้ำบาด", "อุตรดิตถ์"), "unknown_amphoe", "530407"),
        (("ท่าแฝก", "น้ำปาด", "อุตรดิต"), "unknown_province", "530407"),
        ((NONE, "น้ำปาด", "อุตรดิตถ์"), "area_blank", NONE),
        ((NONE, NONE, "อุตรดิตถ์"), "area_blank", NONE),
        (("-", "น้ำปาด", "อุตรดิตถ์"), "area_blank", NONE),
        (("ต.ท่าแฝก, ต.น้ำไผ่", "น้ำปาด", "อุตรดิตถ์"), "several_places", NONE),
    ],
)
def test_what_is_not_sure_does_not_join_and_the_nearest_is_told(row, reason, suggestion):
    found = tambons(row)
    assert found.joined.empty
    (told,) = found.unmatched.itertuples()
    assert told.reason == reason
    assert told.reason_th and told.reason_en and "nan" not in told.reason_en + told.reason_th
    assert (suggestion is None) == pd.isna(told.suggestion)
    assert suggestion is None or suggestion in told.suggestion


@pytest.mark.parametrize(
    ("given", "code", "how"),
    [
        ("530306", "530407", "code_successor"),
        (530306.0, "530407", "code_successor"),
        ("530306.0", "530407", "code_successor"),
        ("๕๓๐๓๐๖", "530407", "code_successor"),
        (430301, "380101", "code_successor"),
        ("TH100402", "100402", "code"),
        ("10040201", "100402", "code"),
        ("10-4-2", "100402", "code"),
        ("100402\u200b", "100402", "code"),
        # Bang Na was divided in 2560: a later code is a part of the tambon of the reference.
        (104703, "104701", "code_parent"),
    ],
)
def test_a_code_joins_whatever_a_spreadsheet_made_of_it(given, code, how):
    found = codes(given, level="tambon")
    assert found.joined[["tambon_code", "matched_by"]].values.tolist() == [[code, how]]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("10101.0", "code_digits"),
        (10101, "code_digits"),
        ("999999", "code_unknown"),
        ("1004", "code_of_other_level"),
        ("100400", "code_of_other_level"),
        ("5.303E+05", "code_rounded"),
        (np.nan, "area_blank"),
        ("100402; 100403", "several_places"),
    ],
)
def test_a_code_that_names_no_one_tambon_does_not_join(given, reason):
    found = codes(given, level="tambon")
    assert found.joined.empty and found.unmatched["reason"].tolist() == [reason]


def test_a_zero_that_is_lost_is_restored_where_the_names_say_which():
    names = ["มีนบุรี", "พระบรมมหาราชวัง", "สีลม"]
    frame = pd.DataFrame({"รหัสตำบล": 10101, "แขวง": names, "เขต": NONE, "จังหวัด": "กทม"})
    found = helpers.join_places(frame)
    assert found.joined["tambon_code"].tolist() == ["101001", "100101"]
    assert set(found.joined["matched_by"]) == {"code_zero_restored"}
    assert found.unmatched["reason"].tolist() == ["code_contradicts_names"]


def test_codes_in_three_columns_that_lost_their_zeros():
    frame = pd.DataFrame({"CC": [10, 53], "AA": [4.0, 3.0], "TT": [2, 6], "v": 1})
    assert helpers.join_places(frame).joined["tambon_code"].tolist() == ["100402", "530407"]
    found = helpers.join_places(frame, code=["CC", "AA"])
    assert found.joined["amphoe_code"].tolist() == ["1004", "5303"]


def test_code_and_names_that_contradict_each_other_do_not_join():
    frame = pd.DataFrame({"tambon_code": ["100402", "100402"], "tambon": ["สีลม", "ท่าแฝก"]})
    found = helpers.join_places(frame)
    assert found.unmatched["reason"].tolist() == ["code_contradicts_names"]
    assert "530407" in found.unmatched["reason_en"].iloc[0]
    # Her own column of codes stays beside the one that is added.
    assert found.joined[["tambon_code_given", "tambon_code"]].values.tolist() == [["100402"] * 2]


@pytest.mark.parametrize(
    ("written", "year"),
    [(2557, 2557), ("๒๕๕๗", 2557), ("พ.ศ. 2557", 2557), (2014, 2557), ("ค.ศ. 2014", 2557),
     (2557.0, 2557), ("57", 2557), ("ปีงบประมาณ ๒๕๕๗", 2557), ("2014-10-01", 2558), (None, None)],
)  # fmt: skip
def test_years_of_either_era_and_digits_are_told_apart(written, year):
    found = codes("530306", "530306").joined
    assert found["year_be"].isna().all() and found["area_that_year"].isna().all()
    frame = pd.DataFrame({"geocode": ["530306"], "ปี": [written]})
    told = helpers.join_places(frame).joined["year_be"]
    assert told.tolist() == ([year] if year else [pd.NA])


@pytest.mark.parametrize("written", ["ปีที่แล้ว", "2300", "ค.ศ. 2557", "255"])
def test_what_is_no_year_is_told_and_its_row_does_not_join(written):
    frame = pd.DataFrame({"geocode": ["530306", "100402"], "ปี": [written, "2557"]})
    found = helpers.join_places(frame)
    assert found.unmatched["reason"].tolist() == ["year_unreadable"]
    assert written in found.unmatched["reason_th"].iloc[0] and len(found.joined) == 1


def test_one_year_may_be_told_for_all_rows():
    found = helpers.join_places(pd.DataFrame({"geocode": ["530306"]}), year="๒๕๕๗")
    assert found.joined["year_be"].tolist() == [2557]
    with pytest.raises(InputError, match="no column of this name"):
        helpers.join_places(pd.DataFrame({"geocode": ["530306"]}), year="ปีสำรวจ")


def test_bueng_kan_before_and_after_it_left_nong_khai():
    frame = pd.DataFrame({"จังหวัด": ["หนองคาย", "หนองคาย", "บึงกาฬ", "บึงกาฬ"],
                          "ปี": [2553, 2554, 2553, 2554]})  # fmt: skip
    found = helpers.join_places(frame).joined
    assert found["province_code"].tolist() == ["43", "43", "38", "38"]
    assert found["area_that_year"].tolist() == ["differs", "same", "not_standing", "same"]
    assert found["tambon_code"].isna().all() and found["amphoe_code"].isna().all()


@pytest.mark.parametrize(
    ("amphoe", "province", "year", "code", "then"),
    [
        ("บึงกาฬ", "หนองคาย", 2553, "3801", "same"),
        ("แม่แจ่ม", "เชียงใหม่", 2552, "5003", "differs"),
        ("แม่แจ่ม", "เชียงใหม่", 2553, "5003", "same"),
        ("กัลยาณิวัฒนา", "เชียงใหม่", 2552, "5025", "not_standing"),
        ("เมือง", "ขอนแก่น", 2557, "4001", "same"),
        ("เขตบางรัก", NONE, 2557, "1004", "same"),
    ],
)
def test_an_amphoe_joins_with_what_its_area_was_in_the_year(amphoe, province, year, code, then):
    frame = pd.DataFrame({"อำเภอ": [amphoe], "จังหวัด": [province], "ปี": [year]})
    (row,) = helpers.join_places(frame).joined.itertuples()
    assert (row.amphoe_code, row.area_that_year, row.matched_level) == (code, then, "amphoe")


def test_amphoe_that_several_provinces_have_or_nobody_has():
    frame = pd.DataFrame({"อำเภอ": ["เฉลิมพระเกียรติ", "น้ำบาด", "น้ำปาด", None], "จังหวัด":
                          [None, "อุตรดิตถ์", "อุดรดิตถ์", "เลย"]})  # fmt: skip
    found = helpers.join_places(frame, errors="return").unmatched
    wanted = ["ambiguous_amphoe", "unknown_amphoe", "unknown_province", "area_blank"]
    assert found["reason"].tolist() == wanted
    assert found["suggestion"].iloc[1] == "อ.น้ำปาด จ.อุตรดิตถ์ (5304)"
    assert found["suggestion"].iloc[2] == "จ.อุตรดิตถ์"


def test_codes_of_amphoe_and_province_at_their_own_level():
    found = codes("4303", "1004", "100400", "9999", level="amphoe")
    assert found.joined["amphoe_code"].tolist() == ["3801", "1004", "1004"]
    assert found.joined["matched_by"].tolist() == ["code_successor", "code", "code"]
    assert found.unmatched["reason"].tolist() == ["code_unknown"]
    # Without a level it is what most codes are of.
    assert codes(10, 38, "40").joined["matched_level"].tolist() == ["province"] * 3
    assert codes("1004", "3801").joined["amphoe_code"].tolist() == ["1004", "3801"]


def test_a_code_of_a_tambon_leads_to_its_amphoe_of_the_reference():
    assert codes("530306", level="amphoe").joined["amphoe_code"].tolist() == ["5304"]
    assert codes("430301", level="province").joined["province_code"].tolist() == ["38"]


def test_a_khwaeng_not_yet_cut_out_did_not_stand():
    frame = pd.DataFrame({"geocode": ["102704", "102701", "102704"], "ปี": [2551, 2551, 2552]})
    then = helpers.join_places(frame).joined["area_that_year"].tolist()
    assert then == ["not_standing", "differs", "same"]


def test_a_whole_address_in_one_cell():
    frame = pd.DataFrame({"ที่อยู่": ["12 หมู่ 3 ต.ท่าแฝก อ.น้ำปาด จ.อุตรดิตถ์"], "ชื่อ": ["ก"]})
    assert helpers.join_places(frame).joined["tambon_code"].tolist() == ["530407"]


@pytest.mark.parametrize(
    ("frame", "options", "said"),
    [
        ({"a": [1], "b": [2]}, {}, "no column tells a place"),
        ({"ตำบล": ["x"]}, {"tambon": "ตำบน"}, "no column of this name"),
        ({"ตำบล": ["x"], "tambon": ["y"]}, {}, "several columns may tell"),
        ({"จังหวัด": ["เลย"]}, {"level": "tambon"}, "no column tells the tambon"),
        ({"จังหวัด": ["เลย"]}, {"level": "village"}, "no such level"),
        ({"จังหวัด": ["เลย"]}, {"year": 2300}, "not a year"),
        ({"จังหวัด": ["เลย"]}, {"errors": "ignore"}, "raise or return"),
        ({"จังหวัด": ["เลย"]}, {"code": ["a"] * 4}, "one to three"),
    ],
)
def test_columns_that_cannot_be_used_are_said(frame, options, said):
    with pytest.raises(InputError, match=said):
        helpers.join_places(pd.DataFrame(frame), **options)


def test_two_columns_of_one_name_are_said():
    frame = pd.DataFrame([["เลย", "เลย"]], columns=["จังหวัด", "จังหวัด"])
    for options in ({}, {"province": "จังหวัด"}):
        with pytest.raises(InputError, match="several columns may tell"):
            helpers.join_places(frame, **options)


def test_a_table_without_one_joining_row_says_why_by_count():
    frame = pd.DataFrame({"จังหวัด": ["เลยย", "เลยย", None]}, index=[7, 8, 9])
    with pytest.raises(NothingJoined) as error:
        helpers.join_places(frame)
    assert str(error.value) == "no row joined (3 rows): unknown province 2, no place given 1"
    assert "ไม่มีแถวใดเชื่อมได้เลย (3 แถว)" in error.value.problem.texts["th"]
    assert error.value.unmatched.index.tolist() == [7, 8, 9]
    both = helpers.join_places(frame, errors="return")
    assert both.joined.empty and len(both.unmatched) == 3
    assert both.said("en") == str(error.value)


def test_an_empty_frame_holds_no_row():
    frame = pd.DataFrame({"จังหวัด": pd.Series([], dtype="str")})
    with pytest.raises(NothingJoined, match="the table holds no row"):
        helpers.join_places(frame)
    both = helpers.join_places(frame, errors="return")
    assert both.joined.empty and both.unmatched.empty and "province_code" in both.joined


def test_a_csv_is_read_as_it_is(tmp_path):
    file = tmp_path / "ของฉัน.csv"
    file.write_bytes(
        "รายงานสำรวจ,,,\nตำบล,อำเภอ,จังหวัด,ครัวเรือน\nต.ท่าแฝก,น้ำปาด,อุตรดิตถ์,12\n"
        "ไม่มี,,เลย,3\nสีลม,บางรัก,กทม,7\n".encode("cp874")
    )
    found = helpers.join_places(file)
    assert found.joined.index.tolist() == [3, 5] and found.unmatched.index.tolist() == [4]
    assert found.joined["ครัวเรือน"].sum() == 19
    file.write_text("ตำบล,จังหวัด\nสีลม,กทม\nสีลม,กทม,เกิน\n", encoding="utf-8")
    with pytest.raises(InputError, match="more cells than there are headings"):
        helpers.join_places(file)


def test_a_workbook_of_which_one_sheet_tells_places(tmp_path):
    file = tmp_path / "hers.xlsx"
    hers = pd.DataFrame({"code": ["010"], "geocode": [530306.0]})
    with pd.ExcelWriter(file) as book:
        pd.DataFrame({"อธิบาย": ["ข้อความ"]}).to_excel(book, sheet_name="note", index=False)
        hers.to_excel(book, sheet_name="data", index=False)
    found = helpers.join_places(file).joined
    # What may be a code stays text.
    assert found[["code", "tambon_code"]].values.tolist() == [["010", "530407"]]
    with pytest.raises(InputError, match="no such sheet"):
        helpers.join_places(file, sheet="Data")
    with pytest.raises(InputError, match="no such file"):
        helpers.join_places(tmp_path / "other.csv")
    with pd.ExcelWriter(file, mode="a") as book:
        hers.to_excel(book, sheet_name="more", index=False)
    with pytest.raises(InputError, match="several sheets"):
        helpers.join_places(file)


def messy(seed: int) -> pd.DataFrame:
    """Rows drawn from right, old, misspelt and blank cells, doubled ones too, under any index."""
    chance = random.Random(seed)
    places = gazetteer.reference().sample(20, random_state=seed)
    names = [*places["name_th"], *places["name_en"], "ท่าแฟก", "", None, "ต.", "บ้านใหม่, ทุ่ง"]
    above = [*places["amphoe_th"], "4", "เมือง", None, "?"]
    rows = chance.randint(1, 40)
    frame = pd.DataFrame({
        "ตำบล": chance.choices(names, k=rows), "อำเภอ": chance.choices(above, k=rows),
        "จังหวัด": chance.choices([*places["province_th"], None, "40", "x"], k=rows),
        "geocode": chance.choices([None, "530306", 10101, 1.0, "100402.0", "เลขที่"], k=rows),
        "ปี": chance.choices([None, 2557, "๒๕๕๑", "x"], k=rows),
    })  # fmt: skip
    return frame.set_axis(chance.choices(range(10), k=rows)).assign(own=range(rows))


@pytest.mark.parametrize("level", ["tambon", "amphoe", "province"])
@pytest.mark.parametrize("seed", range(8))
def test_every_row_is_in_one_of_the_two_once(seed, level):
    frame = messy(seed)
    found = helpers.join_places(frame, level=level, errors="return")
    both = pd.concat([found.joined["own"], found.unmatched["own"]])
    assert sorted(both) == frame["own"].tolist()
    assert both.sort_values().index.tolist() == frame.index.tolist()
    assert found.joined[f"{level}_code"].notna().all()
    assert not found.unmatched[["reason", "reason_th", "reason_en"]].isna().any(axis=None)
    known = metadata.load("place_joins.yml")
    assert set(found.unmatched["reason"]) <= set(known["reasons"])
    assert set(found.joined["matched_by"]) <= set(known["joined"])


def test_every_reason_has_its_short_form():
    known = metadata.load("place_joins.yml")
    assert set(known["reasons"]) == set(known["short"])
