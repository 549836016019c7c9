"""Blank cells and ditto marks under a filled one: asked about, or filled where that is declared."""

from dataclasses import replace

import openpyxl
import pytest
from registry_files import counts_of, csv_text, write_csv, write_workbook

from helpers.core.errors import InputError
from helpers.registries import cleaning, declarations, reading, rejects_workbook
from helpers.registries.declarations import Habits

HEADINGS = ["ชื่อสภา", "ตำบล", "อำเภอ", "จังหวัด", "วันที่จดแจ้ง"]
DAY = "1/6/2553"
# ผาสิงห์ is of one amphoe alone, บ่อ (550102) and บ้านใหม่ of several.
FIRST = ["ก", "ในเวียง", "เมืองน่าน", "น่าน", DAY]


def declared(*names: str, single: str | None = None):
    package = declarations.load()
    habits = Habits(fill_down=names)
    own = {"single_files": (((single,), habits),)} if single else {"habits": habits}
    council = replace(package.kinds["council"], **own)
    return replace(package, kinds={**package.kinds, "council": council})


def quoted(row: list[str]) -> list[str]:
    return [f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row]


def cleaned(folder, *rows: list[str], said=None):
    said = said or declarations.load()
    write_csv(folder, csv_text(HEADINGS, *map(quoted, rows)))
    read = reading.read(folder, said)
    return read, cleaning.clean_lines(read, declared=said)


def codes(found) -> dict[int, str]:
    places = found.body_tambons
    return dict(zip(places["source_row"], places["tambon_code"], strict=True))


def test_a_blank_under_a_filled_cell_is_rejected_with_what_it_would_be_first(tmp_path):
    _, found = cleaned(tmp_path, FIRST, ["ข", "บ่อ", "", "", DAY], ["ค", "ผาสิงห์", "", "", DAY])
    assert codes(found) == {2: "550101", 4: "550103"}
    (reject,) = found.rejects.itertuples()
    assert (reject.source_row, reject.reason_code) == (3, "blank_as_above")
    assert "may be: ต.บ่อ อ.เมืองน่าน จ.น่าน (550102); ต." in reject.reason_en
    assert reject.reason_en.count("(550102)") == 1
    assert "เหมือนแถวบนหรือไม่" in reject.reason_th
    assert "amphoe" not in reject.as_received


def test_declared_blanks_are_filled_and_counted(tmp_path):
    rows = [FIRST, ["ข", "บ่อ", "", "", DAY], ["ค", "บ่อสวก", "เมืองน่าน", "", DAY]]
    read, found = cleaned(tmp_path, *rows, said=declared("amphoe", "province"))
    assert codes(found) == {2: "550101", 3: "550102", 4: "550116"}
    assert counts_of(read)["filled_down_cells"] == 3
    assert not len(found.rejects)


def test_a_habit_of_one_file_is_none_of_another(tmp_path):
    rows = [FIRST, ["ข", "บ่อ", "", "", DAY]]
    _, found = cleaned(tmp_path, *rows, said=declared("amphoe", "province", single="council_2014*"))
    assert 3 in codes(found)
    _, found = cleaned(tmp_path, *rows, said=declared("amphoe", "province", single="other*"))
    assert 3 not in codes(found)


@pytest.mark.parametrize("mark", ['"', "''", "〃", "”", "-ditto-", "Ditto", "เดียวกัน", "do."])
def test_a_ditto_mark_is_a_blank(tmp_path, mark):
    rows = [FIRST, ["ข", "บ่อ", mark, mark, DAY]]
    _, found = cleaned(tmp_path, *rows)
    assert found.rejects["reason_code"].tolist() == ["blank_as_above"]
    assert "(550102)" in found.rejects["reason_en"].item()
    read, found = cleaned(tmp_path, *rows, said=declared("amphoe", "province"))
    assert codes(found)[3] == "550102"
    assert counts_of(read)["filled_down_cells"] == 2


def test_a_tambon_is_filled_where_declared_and_suggested_for_a_ditto_mark_alone(tmp_path):
    rows = [FIRST, ["ข", "", "", "", DAY], ["ค", "〃", "〃", "〃", DAY]]
    _, found = cleaned(tmp_path, *rows)
    assert found.rejects["reason_code"].tolist() == ["area_blank", "blank_as_above"]
    _, found = cleaned(tmp_path, *rows, said=declared("tambon", "amphoe", "province"))
    assert codes(found) == {2: "550101", 3: "550101", 4: "550101"}


def test_an_amphoe_is_not_carried_into_another_province(tmp_path):
    rows = [FIRST, ["ข", "บ้านใหม่", "", "นครราชสีมา", DAY], ["ค", "บ่อ", "", "", DAY]]
    _, found = cleaned(tmp_path, *rows, said=declared("amphoe", "province"))
    assert set(codes(found)) == {2}
    assert found.rejects["reason_code"].tolist() == ["ambiguous_tambon", "unknown_tambon"]


def test_what_stands_above_is_the_row_above_even_if_that_is_rejected(tmp_path):
    """A row that cannot be read as a line still says where the next one lies."""
    rows = [["ข", "แม่จริม", "แม่จริม", "น่าน", DAY, "", "เกิน"], ["ค", "บ่อ", "", "", DAY]]
    write_csv(tmp_path, csv_text(HEADINGS, FIRST, *rows, ["ง", "สวก", "เมืองน่าน", "น่าน", DAY]))
    found = cleaning.clean_lines(reading.read(tmp_path))
    told = found.rejects.set_index("source_row")
    assert told.loc[3, "reason_code"] == "surplus_cells"
    assert told.loc[4, "reason_code"] == "ambiguous_tambon"  # บ่อ is none of แม่จริม


def test_the_first_line_has_nothing_above(tmp_path):
    _, found = cleaned(tmp_path, ["ข", "บ่อ", "", "", DAY], FIRST)
    assert found.rejects["reason_code"].tolist() == ["ambiguous_tambon"]


def test_a_workbook_of_corrections_is_never_filled_from_above(tmp_path):
    """There a line stands under another one than in its file."""
    said = declared("amphoe", "province")
    wrong = [["ข", "เรือง", "ผิด", "น่าน", DAY], ["ค", "บ่อ", "ผิด", "น่าน", DAY]]
    _, found = cleaned(tmp_path, FIRST, *wrong, said=said)
    book = openpyxl.load_workbook(rejects_workbook.write(found.rejects, tmp_path / "again.xlsx"))
    sheet = book["council"]
    places = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, places["อำเภอ"]).value = "เมืองน่าน"
    sheet.cell(3, places["อำเภอ"]).value = sheet.cell(3, places["จังหวัด"]).value = None
    book.save(tmp_path / "again.xlsx")
    found = cleaning.clean_lines(reading.read(tmp_path, said), declared=said)
    assert sorted(found.body_tambons["tambon_code"]) == ["550101", "550106"]
    told = found.rejects.set_index("source_file")["reason_code"]
    assert told.filter(like="again.xlsx").tolist() == ["ambiguous_tambon"]


def test_cells_merged_over_rows_are_no_blanks(tmp_path):
    path = write_workbook(tmp_path, {"สภา": [HEADINGS, FIRST, ["ข", "บ่อ", None, None, DAY]]})
    book = openpyxl.load_workbook(path)
    for column in "CD":
        book.active.merge_cells(f"{column}2:{column}3")
    book.save(path)
    found = cleaning.clean_lines(reading.read(tmp_path))
    assert codes(found) == {2: "550101", 3: "550102"}


def test_fill_down_of_a_column_the_kind_lacks_is_refused(tmp_path):
    file = tmp_path / "registries.yml"
    text = (declarations.paths.METADATA / "registries.yml").read_text(encoding="utf-8")
    unit = "    unit: council\n"
    assert unit in text
    lacking = text.replace("      amphoe: {type", "      area_2: {type", 1)
    file.write_text(text.replace(unit, f"{unit}    fill_down: [amphoe]\n", 1), encoding="utf-8")
    assert declarations.load(file).kinds["council"].habits.fill_down == ("amphoe",)
    wrong = text.replace(unit, f"{unit}    fill_down: [name]\n", 1)
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(InputError, match="fill_down"):
        declarations.load(file)
    assert lacking != text
