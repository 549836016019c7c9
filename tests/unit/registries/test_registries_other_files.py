"""Files, sheets and lines of another kind of body, and sheets that are asked about."""

from pathlib import Path

import openpyxl
import pytest
from registry_files import (
    HEADINGS,
    LINE,
    NAME,
    OTHER,
    counts_of,
    csv_text,
    write_csv,
    write_workbook,
)

from helpers.core import metadata, notices
from helpers.core.errors import InputError
from helpers.geography import gazetteer
from helpers.registries import cleaning, declarations, reading, sheet_choice

FUND = ["ชื่อกองทุน", "ตำบล", "อำเภอ", "จังหวัด", "วันที่ก่อตั้ง"]
FUNDS = [
    ["กองทุนหมู่บ้านหนองบัว หมู่ 2", "หนองบัว", "เมืองอุดรธานี", "อุดรธานี", "5/1/2550"],
    ["กองทุนสวัสดิการชุมชนตำบลหมู่บ้านใหม่ หมู่ที่ 3", "นาดี", "เมืองอุดรธานี", "อุดรธานี", "5/1/2550"],
    ["กองทุนแม่ของแผ่นดินบ้านนาข่า", "นาข่า", "เมืองอุดรธานี", "อุดรธานี", "5/1/2550"],
]


def refusal(folder: Path, lang: str = "en", declared=None) -> str:
    with pytest.raises(InputError) as caught:
        reading.read(folder, declared)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(notices.VARIABLE, lang)
        return notices.of_error(caught.value)


def declared_with(folder: Path, **lists: str) -> declarations.Declared:
    """The package's declarations with patterns put in front of lists of sheets."""
    text = (metadata.paths.METADATA / "registries.yml").read_text(encoding="utf-8")
    for name, pattern in lists.items():
        assert f"\n{name}: [" in text
        comma = "" if f"\n{name}: []" in text else ", "
        text = text.replace(f"\n{name}: [", f"\n{name}: ['{pattern}'{comma}", 1)
    path = folder / "registries.yml"
    path.write_text(text, encoding="utf-8")
    return declarations.load(path)


# ------------------------------------------------------------------ another kind of body


@pytest.mark.parametrize(
    ("file", "rows", "where"),
    [
        ("กองทุนหมู่บ้านจังหวัดอุดรธานี_2014-09-30.csv", [FUND, FUNDS[1]], "the file's name"),
        ("village_fund_2014-09-30.csv", [FUND, FUNDS[1]], "the file's name"),
        ("กองทุนหมู่บ้าน/fund_2014-09-30.csv", [FUND, FUNDS[1]], "the folder's name"),
        ("fund_2014-09-30.csv", [["บัญชีกองทุนหมู่บ้านและชุมชนเมือง"], FUND, FUNDS[1]], "the line above"),
        ("fund_2014-09-30.csv", [["ชื่อกองทุนหมู่บ้าน", *FUND[1:]], FUNDS[1]], "the heading"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_says_so(
    tmp_path: Path, file: str, rows: list, where: str
):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    write_csv(tmp_path, csv_text(*rows), name=file)
    told = refusal(tmp_path)
    assert f"{where} " in told and "village and urban community fund" in told
    assert "กองทุนหมู่บ้านและชุมชนเมือง" in refusal(tmp_path, "th")


def test_a_sheet_of_another_kind_is_refused_unless_somebody_says_it_is_taken(tmp_path: Path):
    folder = tmp_path / "exports"
    folder.mkdir()
    write_workbook(folder, {"สภา": [HEADINGS, LINE], "สภา อบต.": [HEADINGS, OTHER]})
    told = refusal(folder)
    assert (
        "sheet สภา อบต.: the sheet's name says council of a local government, which is no " in told
    )
    assert "put its name into taken_sheets of src/helpers/metadata/registries.yml" in told
    taken = declared_with(tmp_path, taken_sheets="สภา อบต.")
    assert len(reading.read(folder, taken).lines["council"]) == 2


def test_what_a_title_leaves_out_and_other_columns_say_no_kind(tmp_path: Path):
    title = ["ทะเบียนกองทุนสวัสดิการชุมชน (ไม่รวมกองทุนหมู่บ้าน)"]
    more = [*FUND, "จำนวนกองทุนหมู่บ้าน", "เด็กและเยาวชน"]
    write_csv(tmp_path, csv_text(title, more, [*FUNDS[1], "4", "9"]), name="fund_2014-09-30.csv")
    lines = reading.read(tmp_path).lines["welfare_fund"]
    assert lines[["name", "members_children"]].values.tolist() == [[FUNDS[1][0], "9"]]


def test_a_folders_name_gives_way_to_a_file_that_says_its_kind_in_full(tmp_path: Path):
    (tmp_path / "กองทุนหมู่บ้าน").mkdir()
    name = "กองทุนหมู่บ้าน/กองทุนสวัสดิการชุมชน_2014-09-30.csv"
    write_csv(tmp_path, csv_text(FUND, FUNDS[1]), name=name)
    assert len(reading.read(tmp_path).lines["welfare_fund"]) == 1


def test_lines_of_another_kind_are_rejected_with_the_kind_they_are_of(tmp_path: Path):
    write_csv(tmp_path, csv_text(FUND, *FUNDS), name="กองทุน_2014-09-30.csv")
    cleaned = cleaning.clean_lines(reading.read(tmp_path))
    assert cleaned.registrations.name_th.tolist() == [FUNDS[1][0]]
    rejects = cleaned.rejects.set_index("source_row")
    assert set(rejects.reason_code) == {"other_kind"}
    assert "กองทุนหมู่บ้านและชุมชนเมือง ไม่ใช่กองทุนสวัสดิการชุมชน" in rejects.reason_th[2]
    assert "Mother of the Land fund" in rejects.reason_en[4]
    assert cleaned.lines_in == 3 and cleaned.accepted == 1


def test_a_type_says_another_kind_too_and_so_does_the_name_of_a_declared_one(tmp_path: Path):
    headings = ["ชื่อสภา", "ประเภทสภา", *HEADINGS[1:5]]
    place = LINE[1:5]
    rows = [
        ["นาดี", "สภาเด็กและเยาวชน", *place],
        ["กองทุนสวัสดิการชุมชนตำบลนาดี", "ตำบล", *place],
        ["สภาองค์กรชุมชนเทศบาลตำบลนาดี", "เทศบาล", *place],
    ]
    write_csv(tmp_path, csv_text(headings, *rows))
    read = reading.read(tmp_path)
    assert read.lines["council"].name.tolist() == [rows[2][0]]
    assert "children and youth council" in read.rejects.reason_en[0]
    assert "Community welfare fund" in read.rejects.reason_en[1]


# ------------------------------------------------------------------ sheets that are asked about

DOUBTFUL = {
    "ยกเลิก": "bodies that ended",
    "สภาที่ยุบเลิกแล้ว": "bodies that ended",
    "ยังไม่จดแจ้ง": "bodies not registered yet",
    "เป้าหมายปี 58": "targets or plans",
    "แบบฟอร์ม": "a form or examples",
    "ตัวอย่างการกรอก": "a form or examples",
    "รายชื่อสำรอง": "a reserve, a copy or an old state",
    "ข้อมูลเก่า": "a reserve, a copy or an old state",
    "Cancelled": "bodies that ended",
    "Template": "a form or examples",
}


def test_a_sheet_of_bodies_that_do_not_stand_is_asked_about_all_at_once(tmp_path: Path):
    write_workbook(
        tmp_path, {"จดแจ้งแล้ว": [HEADINGS, LINE]} | {name: [HEADINGS, OTHER] for name in DOUBTFUL}
    )
    told = refusal(tmp_path)
    assert f"{len(DOUBTFUL)} to mend" in told
    for name, meaning in DOUBTFUL.items():
        line = next(line for line in told.splitlines() if f"sheet {name}:" in line)
        assert meaning in line and "would count as bodies that stand (1)" in line
    assert told.count("taken_sheets (it does)") == 1
    in_thai = refusal(tmp_path, "th")
    assert "แผ่นงาน ยกเลิก: ชื่อแผ่นงานบอกว่าเป็นรายการที่ยกเลิกหรือยุบเลิก แต่มีแถว" in in_thai
    assert "lines" not in in_thai and in_thai.count("(ไม่นับ)") == 1


@pytest.mark.parametrize(("answer", "lines"), [("taken_sheets", 2), ("skipped_sheets", 1)])
def test_the_answer_stands_in_the_declarations(tmp_path: Path, answer: str, lines: int):
    folder = tmp_path / "exports"
    folder.mkdir()
    write_workbook(folder, {"สภา": [HEADINGS, LINE], "ยกเลิก": [HEADINGS, OTHER]})
    read = reading.read(folder, declared_with(tmp_path, **{answer: "ยกเลิก"}))
    assert len(read.lines["council"]) == lines
    assert counts_of(read, "#ยกเลิก").get("skipped_sheet", 0) == (0 if lines == 2 else 2)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_with_lines_is_asked_about(tmp_path: Path, state: str):
    folder = tmp_path / "exports"
    folder.mkdir()
    sheets = {"สภา 1": [HEADINGS, LINE], "Sheet2": [HEADINGS, OTHER]}
    path = write_workbook(folder, sheets | {"ค่า": [["จังหวัด", "อำเภอ", "ตำบล"], ["ก", "ข", "ค"]]})
    book = openpyxl.load_workbook(path)
    book["Sheet2"].sheet_state = book["ค่า"].sheet_state = state
    book.save(path)
    told = refusal(folder)
    assert "sheet Sheet2: the sheet is hidden, yet its lines would count (1)" in told
    assert "1 to mend" in told
    taken = reading.read(folder, declared_with(tmp_path, taken_sheets="Sheet2"))
    assert len(taken.lines["council"]) == 2 and counts_of(taken, "#Sheet2")["hidden_sheet"] == 1
    assert "hidden_sheet" in "".join(cleaning.clean_lines(taken).registrations["flags"].dropna())
    left = reading.read(folder, declared_with(tmp_path, skipped_sheets="Sheet2"))
    assert len(left.lines["council"]) == 1 and counts_of(left, "#Sheet2")["hidden_sheet"] == 1
    # A hidden list of places to choose from holds no body.
    assert counts_of(left, "#ค่า")["hidden_sheet"] == 1


@pytest.mark.parametrize(
    ("file", "title"),
    [("สภาที่ยกเลิก_2014-09-30.csv", None), ("ยกเลิก/council_2014-09-30.csv", None),
     (f"{NAME}.csv", "เป้าหมายการจัดตั้งสภาองค์กรชุมชน"), (f"{NAME}.csv", "รายชื่อสภาที่ยังไม่ได้จดแจ้ง")],
)  # fmt: skip
def test_files_folders_and_titles_are_asked_about_too(tmp_path: Path, file: str, title: str | None):
    folder = tmp_path / "exports"
    (folder / file).parent.mkdir(parents=True)
    write_csv(folder, csv_text(*([[title]] if title else []), HEADINGS, LINE), name=file)
    assert "its lines would count as bodies that stand (1)" in refusal(folder)
    stem = Path(file).stem
    assert (
        len(reading.read(folder, declared_with(tmp_path, taken_sheets=stem)).lines["council"]) == 1
    )


def test_a_form_without_a_line_and_a_plan_without_a_day_are_left_aside(tmp_path: Path):
    sheets = {"สภา": [HEADINGS, LINE], "แบบฟอร์ม": [HEADINGS],
              "เป้าหมายปี 58": [["จังหวัด", "ตำบล", "จำนวน"], ["อุดรธานี", "นาดี", "4"]]}  # fmt: skip
    write_workbook(tmp_path, sheets)
    read = reading.read(tmp_path)
    assert len(read.lines["council"]) == 1
    assert counts_of(read, "#เป้าหมายปี 58")["skipped_sheet"] == 2


def test_what_a_name_leaves_out_makes_it_not_doubtful(tmp_path: Path):
    write_workbook(tmp_path, {"สภา (ไม่รวมที่ยกเลิก)": [HEADINGS, LINE]})
    assert len(reading.read(tmp_path).lines["council"]) == 1


def test_no_place_and_no_quarter_of_a_year_is_doubtful():
    areas, known = gazetteer.reference(), declarations.load()
    names = {*areas["name_th"], *areas["amphoe_th"], *areas["province_th"], *areas["province_en"],
             *areas["amphoe_en"], *areas["name_en"]}  # fmt: skip
    names |= {"ไตรมาส 1", "รอบ 6 เดือน", "ภาคเหนือ", "จดแจ้งแล้ว", "ปี 2557", "Sheet1", "ข้อมูล"}
    called = [way.format(name) for way in ("{}", "สภา {}", "จังหวัด{}") for name in names]
    assert [n for n in called if sheet_choice.is_doubtful([("sheet", n)], known)] == []


def test_statuses_of_bodies_that_do_not_stand_yet_are_no_lines(tmp_path: Path):
    headings = [*HEADINGS[:5], "สถานะ"]
    statuses = [
        "จดแจ้งแล้ว",
        "ยังไม่จดแจ้ง",
        "รอจดแจ้ง",
        "อยู่ระหว่างการจัดตั้ง",
        "เป้าหมายปี 58",
        "ยังไม่ส่งรายงาน",
    ]
    tambons = ["นาดี", "นาข่า", "หนองบัว", "เชียงยืน", "บ้านจั่น", "โนนสูง"]
    rows = [["", t, *LINE[2:5], s] for t, s in zip(tambons, statuses, strict=True)]
    write_csv(tmp_path, csv_text(headings, *rows))
    cleaned = cleaning.clean_lines(reading.read(tmp_path))
    assert sorted(cleaned.rejects.source_row) == [3, 4, 5, 6]
    assert set(cleaned.rejects.reason_code) == {"not_registered_yet"}
    assert "unknown_status:ยังไม่ส่งรายงาน" in "".join(cleaned.registrations["flags"].dropna())
