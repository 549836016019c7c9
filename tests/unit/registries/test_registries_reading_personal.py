"""Personal data is cut out by heading and by content; names of places and numbers survive."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from registry_files import HEADINGS, LINE, counts_of, csv_text, write_csv

from helpers.geography import gazetteer
from helpers.registries import declarations, personal_data, reading


def cleaned(text: str, kind: str = "text") -> str | None:
    column, _ = personal_data.removed(
        pa.chunked_array([[text]]), kind, declarations.load().personal
    )
    return column[0].as_py()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("สภา ก นายสมมุติ นามสมมุติ", "สภา ก"),
        ("นางสาว สมมุติ นามสมมุติ", None),
        ("สภา ก (นางสมมุติ นามสมมุติ)", "สภา ก"),
        ("ผู้ประสาน:น.ส. สมมุติ นามสมมุติ โทร 080-000-0000", "ผู้ประสาน: โทร"),
        ("ด.ช.สมมุติ นามสมมุติ", None),
        ("ร.ต.อ.สมมุติ นามสมมุติ ต.นาดี", "ต.นาดี"),
        ("นายสมมุติ ตำบลนาดี", "ตำบลนาดี"),
        ("นายสมมุติ", None),
        ("0-0000-00000-00-0", None),
        ("เลข 0 0000 00000 00 0 สภา ก", "เลข สภา ก"),
        ("0000000000000", None),
        ("๐๐๐๐๐๐๐๐๐๐๐๐๐ สภา ก", "สภา ก"),
        ("โทร. ๐๘๐-๐๐๐-๐๐๐๐ ต.นาดี", "โทร. ต.นาดี"),
        ("0800000000", None),
        ("+66 80 000 0000", None),
        ("02-000-0000 สภา ก", "สภา ก"),
        ("0 4400 0000", None),
        ("name@example.org สภา ก", "สภา ก"),
    ],
)
def test_what_tells_a_person_is_cut_out_and_the_rest_stays(text: str, rest: str | None):
    assert cleaned(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "ต.นางรอง อ.นางรอง จ.บุรีรัมย์",
        "ตำบล นางรอง อำเภอนางรอง",
        "นางรอง นางรอง บุรีรัมย์",
        "นายาง อ.ชะอำ",
        "อ.นายูง",
        "นายูง น้ำโสม",
        "แขวง นางเลิ้ง เขตป้อมปราบศัตรูพ่าย",
        "สภาองค์กรชุมชนตำบลนางแล",
        "นายม เมืองเพชรบูรณ์",
        "จ.นครนายก อ.เมืองนครนายก",
        "นายกเทศมนตรี ตำบลนาดี",
        "นายอำเภอ เมือง",
        "นายกรัฐมนตรี และนายกเหล่ากาชาดจังหวัด",
        "นายจ้าง นายหน้า นายทหาร นายสถานี",
        "ส.ส. เขตพื้นที่ ร่วมประชุม",
        "ทะเบียนเลขที่ 12/2551 ลงวันที่ 9 กุมภาพันธ์ 2551",
        "พ.ศ. 2551 จ.ตราด อ.สอง",
        "บ้านเลขที่ 08/1 หมู่ 3",
    ],
)
def test_places_and_offices_are_no_persons(text: str):
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("410101", "code"),
        ("0812345678", "identifier"),
        ("C-0812345678", "identifier"),
        ("0305/2551", "identifier"),
        ("123456789012", "identifier"),
        ("1,234,567,890.50", "measure"),
        ("9876543210", "measure"),
        ("08022551", "day"),
        ("09-02-2551", "day"),
        ("2008-02-09", "day"),
        ("39487", "day"),
    ],
)
def test_codes_numbers_and_days_survive(text: str, kind: str):
    assert cleaned(text, kind) == text


@pytest.mark.parametrize("kind", ["identifier", "code", "measure", "day", "text"])
def test_thirteen_digits_are_cut_out_of_every_column(kind: str):
    assert cleaned("0-0000-00000-00-0", kind) is None


@pytest.mark.parametrize("column", ["name_th", "amphoe_th", "province_th"])
def test_no_name_of_a_place_is_taken_for_a_person(column: str):
    names = gazetteer.reference()[column].unique()
    assert len(names) > 70
    for prefix in ("", "ตำบล ", "อ."):
        texts = pa.chunked_array([[f"{prefix}{name} อำเภอ{name}" for name in names]])
        kept, cells = personal_data.removed(texts, "text", declarations.load().personal)
        assert (cells, kept.to_pylist()) == (0, texts.to_pylist())


def test_columns_of_persons_are_dropped_whole_and_counted(tmp_path: Path):
    private = ["ประธานสภา", "เบอร์โทร (มือถือ)", "เลขประจำตัว 13 หลัก", "ชื่อ - สกุล", "E-Mail", "LINE ID"]
    write_csv(
        tmp_path,
        csv_text([*HEADINGS, *private, "ข้อสังเกต"], [*LINE, *["ความลับ"] * 6, "ความลับ"]),
    )
    read = reading.read(tmp_path)
    counts = counts_of(read)
    assert (counts["personal_columns"], counts["undeclared_columns"]) == (6, 1)
    assert "ความลับ" not in read.lines["council"].to_csv()


def test_cells_with_personal_data_are_counted_and_rejects_hold_none(tmp_path: Path):
    name = "สภา ก นายสมมุติ นามสมมุติ 080-000-0000"
    write_csv(
        tmp_path,
        csv_text(HEADINGS, [name, *LINE[1:]], [name, *LINE[1:]], LINE, [name, *LINE[1:], "เกิน"]),
    )
    read = reading.read(tmp_path)
    assert counts_of(read)["personal_cells"] == 3
    assert read.lines["council"].name.tolist() == ["สภา ก"] * 3
    assert json.loads(read.rejects.as_received[0])["name"] == "สภา ก"
    everything = read.rejects.to_csv() + read.lines["council"].to_csv() + read.account.to_csv()
    assert "สมมุติ" not in everything and "080" not in everything
