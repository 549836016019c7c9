"""Rules of cleaning one by one: which lines are one body, which are kept, corrected, refused."""

import json
from datetime import date

import openpyxl
import pandas as pd
import pytest
from registry_lines import BASE, ELSEWHERE, EXPORT, NO_REJECTS, clean, lines, reasons

from helpers import registries
from helpers.core import datasets, paths, tables
from helpers.core.errors import InputError
from helpers.registries import (
    addresses,
    cleaning,
    declarations,
    place_cells,
    reading,
    rejects_workbook,
)
from helpers.registries.place_cells import Place
from helpers.registries.reading import Reading

# Bodies


def test_a_line_is_a_body_in_a_tambon():
    cleaned = clean(lines({"members": "1,200"}), is_demo=True)
    (body,) = cleaned.registrations.itertuples()
    assert (body.kind, body.name_th, body.area_type) == ("council", "ตัวอย่าง ก", "tambon")
    assert (body.registered_on, body.fiscal_year_be) == (pd.Timestamp("2010-06-01"), 2553)
    assert (body.members, body.status, body.is_demo) == (1200, "active", True)
    assert cleaned.body_tambons["tambon_code"].tolist() == ["550101"]
    assert (cleaned.lines_in, cleaned.accepted, len(cleaned.rejects)) == (1, 1, 0)


def test_an_id_without_one_is_the_same_in_every_run_and_every_order():
    one = clean(lines({}, ELSEWHERE)).registrations["body_id"]
    other = clean(lines(ELSEWHERE, {}, file="b.csv")).registrations["body_id"]
    assert set(one) == set(other)
    assert one.str.fullmatch("council:[0-9a-f]{16}").all()


def test_of_two_exports_the_newer_line_is_kept_and_names_the_older():
    old = lines({"members": "10"}, exported_on="2013-09-30")
    new = lines({"members": "12"}, file="b.csv")
    cleaned = clean(old, new)
    assert reasons(cleaned) == {"a.csv#2": "duplicate"}
    (body,) = cleaned.registrations.itertuples()
    assert (body.members, body.source_file) == (12, "b.csv")
    assert body.flags == "duplicate_of_row:a.csv#2"


def test_of_one_export_the_line_that_states_the_end_is_kept():
    cleaned = clean(lines({}, {"ended_on": "1/6/2556"}))
    assert reasons(cleaned) == {"a.csv#2": "duplicate"}
    assert cleaned.registrations["status"].tolist() == ["ended"]


def test_a_name_in_another_tambon_is_another_body():
    cleaned = clean(lines({}, ELSEWHERE))
    assert len(cleaned.registrations) == 2
    assert cleaned.registrations["flags"].isna().all()


def test_an_id_that_begins_anew_in_each_province_joins_nothing():
    other = {"tambon": "ในเวียง", "amphoe": "เมืองแพร่", "province": "แพร่"}
    cleaned = clean(lines({"body_id": "1"}, {"body_id": "1", **other, "name": "ข"}))
    assert cleaned.registrations["body_id"].is_unique
    assert set(cleaned.registrations["flags"]) == {"id_not_unique"}


def test_nameless_bodies_of_one_tambon_are_told_apart_by_their_ids():
    apart = clean(lines({"name": None, "body_id": "1"}, {"name": None, "body_id": "2"}))
    assert set(apart.registrations["body_id"]) == {"council:1", "council:2"}
    same = clean(lines({"name": None}, {"name": None}))
    assert reasons(same) == {"a.csv#3": "duplicate"}


def test_lines_of_a_town_are_one_body_only_on_one_day_in_one_amphoe():
    town = {"area_type": "เทศบาลเมือง"}
    cleaned = clean(lines(town, {**town, **ELSEWHERE}))
    assert len(cleaned.registrations) == 1
    assert len(cleaned.body_tambons) == 2
    assert cleaned.registrations["flags"].tolist() == ["also_row:a.csv#3"]
    later = clean(lines(town, {**town, **ELSEWHERE, "registered_on": "2/6/2553"}))
    assert len(later.registrations) == 2


def test_numbers_that_differ_between_the_lines_of_a_body_are_flagged():
    town = {"area_type": "เทศบาลเมือง"}
    cleaned = clean(lines({**town, "members": "10"}, {**town, **ELSEWHERE, "members": "20"}))
    assert "differs_between_rows:members" in cleaned.registrations["flags"].iloc[0].split(";")


def test_three_days_of_one_body_reject_all_its_lines():
    days = [{"registered_on": f"{day}/6/2553"} for day in (1, 2, 2)]
    cleaned = clean(lines(*days))
    assert set(reasons(cleaned).values()) == {"conflicting_dates"}
    assert cleaned.registrations.empty
    text = cleaned.rejects["reason_th"].iloc[0]
    assert "a.csv#3 (2 มิ.ย. 2553), a.csv#4 (2 มิ.ย. 2553)" in text


# Kinds


def test_a_fund_older_than_its_programme_is_kept_and_flagged():
    cleaned = clean(lines({"registered_on": "1/10/2540"}, kind="welfare_fund"), kind="welfare_fund")
    assert cleaned.registrations["flags"].tolist() == ["before_programme"]


def test_measures_of_all_kinds_stand_side_by_side():
    both = {
        "council": lines({"members": "5"}),
        "welfare_fund": lines({"members_current": "7"}, kind="welfare_fund", file="b.csv"),
    }
    account = pd.DataFrame(
        {"source_file": ["a.csv", "b.csv"], "kind": list(both), "what": "read", "n": 1}
    )
    cleaned = cleaning.clean_lines(Reading(both, NO_REJECTS, account))
    numbers = cleaned.registrations.set_index("kind")[["members", "members_current"]]
    assert numbers.loc["council", "members"] == 5
    assert numbers.isna().to_numpy().sum() == 2


def test_another_declared_kind_needs_no_code(tmp_path):
    text = (paths.METADATA / "registries.yml").read_text(encoding="utf-8")
    housing = """
  housing:
    label: {th: โครงการบ้านมั่นคง, en: Housing project}
    unit: project
    files: ["*housing*"]
    columns:
      tambon: {type: text, headings: [ตำบล]}
      amphoe: {type: text, headings: [อำเภอ]}
      province: {type: text, headings: [จังหวัด]}
      registered_on: {type: day, required: true, headings: [วันที่อนุมัติ]}
    measures:
      households: {unit: household, headings: [จำนวนครัวเรือน]}
"""
    file = tmp_path / "registries.yml"
    file.write_text(text.replace("\nstatuses:", housing + "statuses:"), encoding="utf-8")
    told = declarations.load(file)
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "housing_2014-09-30.csv").write_text(
        "ตำบล,อำเภอ,จังหวัด,วันที่อนุมัติ,จำนวนครัวเรือน\nในเวียง,เมือง,น่าน,1/6/2553,120\n", encoding="utf-8"
    )
    cleaned = cleaning.clean_lines(reading.read(exports, told), declared=told)
    (body,) = cleaned.registrations.itertuples()
    assert (body.kind, body.households) == ("housing", 120)
    assert body.name_th == "โครงการบ้านมั่นคงในเวียง"


# Corrections


def correcting(row: int, given: dict, file: str = "fix.xlsx#council", **leading) -> pd.DataFrame:
    return lines(given, file=file, fixes_file="a.csv", fixes_row=row, **leading)


def test_a_correction_takes_the_place_of_its_line():
    cleaned = clean(lines({"registered_on": "2553"}), correcting(2, {}))
    assert reasons(cleaned) == {"a.csv#2": "corrected"}
    assert "fix.xlsx#council#2" in cleaned.rejects["reason_en"].iloc[0]
    assert cleaned.registrations["source_file"].tolist() == ["fix.xlsx#council"]


def test_a_correction_is_judged_like_any_line_and_can_be_corrected_again():
    first = correcting(2, {"registered_on": "6/2553"})
    second = lines({}, file="fix2.xlsx#council", fixes_file="fix.xlsx#council", fixes_row=2)
    wrong = lines({"registered_on": "2553"})
    assert reasons(clean(wrong, first)) == {
        "a.csv#2": "corrected",
        "fix.xlsx#council#2": "day_missing",
    }
    assert set(reasons(clean(wrong, first, second)).values()) == {"corrected"}
    assert len(clean(wrong, first, second).registrations) == 1


def test_two_corrections_of_one_line_count_for_nothing():
    fixes = [correcting(2, {}), correcting(2, ELSEWHERE, file="other.xlsx#council")]
    cleaned = clean(lines({}), *fixes)
    assert set(reasons(cleaned).values()) == {"corrected_twice"}
    assert len(cleaned.rejects) == 3
    assert cleaned.registrations.empty


def test_a_correction_of_a_line_nobody_sent_is_refused():
    cleaned = clean(lines({}), correcting(77, ELSEWHERE))
    assert reasons(cleaned) == {"fix.xlsx#council#2": "corrects_nothing"}
    assert "a.csv#77" in cleaned.rejects["reason_th"].iloc[0]


def test_a_line_that_could_not_even_be_read_is_corrected():
    unread = pd.DataFrame(
        {
            "kind": ["council"],
            "source_file": ["a.csv"],
            "source_row": [9],
            "reason_code": ["surplus_cells"],
            "reason_th": ["ก"],
            "reason_en": ["a"],
            "as_received": ["{}"],
            "exported_on": [pd.Timestamp(EXPORT)],
        }
    )
    assert reasons(clean(lines({}), unread=unread)) == {"a.csv#9": "surplus_cells"}
    cleaned = clean(lines({}), correcting(9, ELSEWHERE), unread=unread)
    assert reasons(cleaned) == {"a.csv#9": "corrected"}
    assert "fix.xlsx#council#2" in cleaned.rejects["reason_en"].iloc[0]
    assert len(cleaned.registrations) == 2


# The workbook


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A tree of its own with a folder of exports."""
    monkeypatch.setenv("TAMBON_ROOT", str(tmp_path))
    folder = paths.raw("registries")
    folder.mkdir(parents=True)
    return folder


HEADINGS = "เลขทะเบียน,ชื่อสภา,ตำบล,อำเภอ,จังหวัด,รหัสตำบล,วันที่จดแจ้ง,สถานะ"


def export(folder, *rows: str) -> None:
    text = "\n".join([HEADINGS, *rows]) + "\n"
    (folder / "council_2014-09-30.csv").write_text(text, encoding="utf-8")


def test_a_reject_corrected_in_the_workbook_and_dropped_back_is_accepted(house):
    export(house, "007,=1+1,ในเวียง,เมือง,น่าน,,2553,", ",ข,ผาสิงห์,เมือง,น่าน,,1/6/2553,")
    written = registries.write(registries.clean(datasets.REAL), datasets.REAL)
    book = openpyxl.load_workbook(written[-1])
    sheet = book["council"]
    cells = {cell.value: cell.column for cell in sheet[1]}
    assert list(cells)[:4] == ["ไฟล์ต้นทาง", "แถว", "เหตุผล", "วันที่ส่งออก"]
    sheet.cell(2, cells["วันที่จดแจ้ง"]).value = "1 มิ.ย. 2553"
    book.save(house / "แก้ไขรอบแรก.xlsx")
    cleaned = registries.clean(datasets.REAL)
    assert list(reasons(cleaned).values()) == ["corrected"]
    assert len(cleaned.registrations) == 2
    corrected = cleaned.registrations.set_index("body_id").loc["council:007"]
    assert corrected["name_th"] == "=1+1"
    assert corrected["exported_on"] == pd.Timestamp(EXPORT)
    assert (cleaned.lines_in, cleaned.accepted) == (3, 2)


def test_a_workbook_of_nothing_is_removed(house):
    export(house, ",ก,ในเวียง,เมือง,น่าน,,2553,")
    file = registries.write(registries.clean(datasets.REAL), datasets.REAL)[-1]
    assert file.name == "rejects.xlsx"
    export(house, ",ก,ในเวียง,เมือง,น่าน,,1/6/2553,", ",ก,ในเวียง,เมือง,น่าน,,1/6/2553,")
    registries.write(registries.clean(datasets.REAL), datasets.REAL)
    assert not file.exists()


def test_its_cells_are_texts_also_the_blank_ones(house):
    export(house, "007,=1+1,ในเวียง,เมือง,น่าน,550101,2553,")
    sheet = openpyxl.load_workbook(
        registries.write(registries.clean(datasets.REAL), datasets.REAL)[-1]
    )["council"]
    row = sheet[2]
    assert {cell.number_format for cell in row} == {"@"}
    assert {cell.data_type for cell in row if cell.value is not None} == {"s"}
    assert "007" in [cell.value for cell in row]
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref.startswith("A1:")


def test_a_long_list_is_cut_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(rejects_workbook, "MOST_LINES", 2)
    rejects = clean(lines(*[{"registered_on": "2553"}] * 5)).rejects
    book = openpyxl.load_workbook(rejects_workbook.write(rejects, tmp_path / "rejects.xlsx"))
    assert book["council"].max_row == 3
    note = " ".join(str(row[0].value) for row in book[book.sheetnames[-1]].rows)
    assert "(3 more" in note


# Sums, tables, and the folder that holds nothing


def test_a_line_counted_by_reading_and_lost_since_stops_the_run():
    whole = lines({}, ELSEWHERE)
    account = pd.DataFrame(
        {"source_file": ["a.csv"], "kind": "council", "what": "read", "n": len(whole) + 1}
    )
    with pytest.raises(InputError, match=r"not accepted \+ rejected.*a\.csv"):
        cleaning.clean_lines(Reading({"council": whole}, NO_REJECTS, account))


def test_the_account_says_why_and_what_was_noted():
    bad_number = {**ELSEWHERE, "members": "สิบ"}
    account = clean(lines({}, {}, bad_number, {"registered_on": "-"})).account
    counts = account.set_index("what")["n"]
    assert counts["accepted"] == 2
    assert counts["cleaned_out"] == 2
    assert counts["reason:duplicate"] == counts["reason:required_blank"] == 1
    assert counts["flag:bad_members"] == 1


def test_an_empty_folder_gives_empty_tables(house):
    cleaned = registries.clean(datasets.REAL)
    written = registries.write(cleaned, datasets.REAL)
    assert (cleaned.lines_in, cleaned.accepted) == (0, 0)
    assert [file.name for file in written][-1] == "registry_account.csv"
    for name in ("registrations", "body_tambons", "rejects"):
        assert tables.read(name, datasets.REAL.table(name)).empty


def test_the_demonstration_is_written_apart(house):
    folder = datasets.DEMO.registries
    folder.mkdir(parents=True)
    export(folder, ",ก,ในเวียง,เมือง,น่าน,,1/6/2553,")
    files = registries.write(registries.clean(datasets.DEMO), datasets.DEMO)
    assert all("demo" in file.parts for file in files)
    assert tables.read("registrations", datasets.DEMO.table("registrations"))["is_demo"].all()


def test_what_was_received_is_kept_without_blanks():
    (received,) = clean(lines({"registered_on": "2553", "members": None})).rejects["as_received"]
    assert json.loads(received) == {**BASE, "registered_on": "2553"}


# Places


def test_an_address_that_says_two_things_is_refused_and_one_that_says_it_twice_is_not():
    twice = {"tambon": "ต.ในเวียง อ.เมือง จ.น่าน"}
    other = {"tambon": "ต.ในเวียง อ.เมืองแพร่ จ.แพร่"}
    assert reasons(clean(lines(twice))) == {}
    assert reasons(clean(lines(other))) == {"a.csv#2": "address_contradiction"}


def test_the_cell_of_the_area_adds_the_tambons_it_lists():
    listed = {"area": "ต.ในเวียง, ต.ผาสิงห์"}
    office = {"area": "99 ถนนมหาวงศ์ ต.ผาสิงห์ อ.เมือง จ.น่าน"}
    alone = {"tambon": None, "area": "ต.ผาสิงห์ อ.เมือง จ.น่าน", "amphoe": None, "province": None}
    found = [clean(lines(g)).body_tambons["tambon_code"].tolist() for g in (listed, office, alone)]
    assert found == [["550101", "550103"], ["550101"], ["550103"]]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ต.จ.ป.ร. อ.กระบุรี จ.ระนอง", [Place("จ.ป.ร.", "กระบุรี", "ระนอง")]),
        ("ปอภาร (ปอพาน)", [Place("ปอภาร (ปอพาน)")]),
        ("ต.สามตำบล อ.จุฬาภรณ์", [Place("สามตำบล", "จุฬาภรณ์")]),
        ("ต. และ อ.ทุ่งช้าง จ.น่าน", [Place("และ", "ทุ่งช้าง", "น่าน")]),
        ("สุไหงโก-ลก", [Place("สุไหงโก-ลก")]),
        ("ต.คลองนครเนื่องเขต", [Place("คลองนครเนื่องเขต")]),
        ("แขวงวงศ์สว่าง เขตบางซื่อ กทม", [Place("วงศ์สว่าง", "บางซื่อ", "กทม")]),
        ("อบต.ก (บางส่วน)", [Place("ก")]),
        ("ก และ ข", [Place("ก"), Place("ข")]),
        ("ต.ก อ.ข, ต.ค อ.ง จ.จ", [Place("ก", "ข", "จ"), Place("ค", "ง", "จ")]),
        ("ต.ก อ.เมือง, น่าน", [Place("ก", "เมือง", "น่าน")]),
        ("จ.น่าน", []),
    ],
)
def test_a_cell_is_taken_apart(text, places):
    assert list(place_cells.parse(text).places) == places


def test_a_town_named_beside_its_tambons_is_no_tambon():
    cell = place_cells.parse("ทม.น่าน (ในเวียง, ผาสิงห์)")
    assert cell.municipality
    assert [place.tambon for place in cell.places] == ["ในเวียง", "ผาสิงห์"]


def test_an_address_is_looked_up_once_however_many_lines_have_it(monkeypatch):
    asked = []
    match = addresses.gazetteer.match
    monkeypatch.setattr(
        addresses.gazetteer, "match", lambda frame: asked.append(len(frame)) or match(frame)
    )
    clean(lines(*[{"name": f"ตัวอย่าง {n}"} for n in range(50)]))
    assert asked == [1]


def test_reasons_are_in_both_languages_with_days_of_each():
    cleaned = clean(lines({"registered_on": date(2014, 10, 1).isoformat()}))
    (reject,) = cleaned.rejects.itertuples()
    assert "1 ต.ค. 2557" in reject.reason_th
    assert "1 Oct 2014" in reject.reason_en
