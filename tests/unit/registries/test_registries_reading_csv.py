"""CSV exports of registries: encodings, separators, and rows that are no lines."""

import codecs
from pathlib import Path

import pandas as pd
import pytest
from registry_files import HEADINGS, LINE, NAME, OTHER, counts_of, csv_text, lines_of, write_csv

from helpers.core.errors import InputError
from helpers.registries import reading

PLAIN = csv_text(HEADINGS, LINE, OTHER)
FIELDS = ["name", "tambon", "amphoe", "province", "registered_on", "members"]


def test_a_line_has_its_place_its_export_day_and_every_declared_column(tmp_path: Path):
    write_csv(tmp_path, PLAIN)
    lines = lines_of(tmp_path)
    assert lines[FIELDS].values.tolist() == [LINE, OTHER]
    assert lines.source_file.str.endswith(f"{NAME}.csv").all()
    assert lines.source_row.tolist() == [2, 3]
    assert (lines.exported_on == pd.Timestamp(2014, 9, 30)).all()
    assert (
        lines[["fixes_file", "fixes_row", "area", "tambon_code", "organisations"]]
        .isna()
        .all(axis=None)
    )
    assert lines.dtypes[[*FIELDS, "area", "source_file", "fixes_file"]].unique() == ["str"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_encoding_and_separator_are_found_out(tmp_path: Path, encoding: str, separator: str):
    write_csv(tmp_path, csv_text(HEADINGS, LINE, OTHER, separator=separator), encoding=encoding)
    assert lines_of(tmp_path)[FIELDS].values.tolist() == [LINE, OTHER]


def test_line_ends_of_windows_are_no_part_of_a_cell(tmp_path: Path):
    write_csv(tmp_path, PLAIN.replace("\n", "\r\n"))
    assert lines_of(tmp_path).members.tolist() == ["12", "15"]


def test_cells_are_stripped_and_blanks_are_missing(tmp_path: Path):
    write_csv(
        tmp_path, csv_text(HEADINGS, ["  สภา ก ", "\u00a0นาดี", " ", "อุดรธานี", "9/2/2551", ""])
    )
    line = lines_of(tmp_path).iloc[0]
    assert (line["name"], line.tambon) == ("สภา ก", "นาดี")
    assert line[["amphoe", "members"]].isna().all()


def test_a_quoted_line_break_moves_the_rows_below_in_the_file_but_not_their_numbers(tmp_path: Path):
    broken = ['"สภา\nสองบรรทัด"', *LINE[1:]]
    write_csv(tmp_path, csv_text(HEADINGS, broken, [], OTHER, ["สั้น"], LINE))
    lines = lines_of(tmp_path)
    assert lines.source_row.tolist() == [2, 5, 6, 7]
    assert lines.name.tolist() == ["สภา\nสองบรรทัด", "สภา ข", "สั้น", "สภา ก"]


def test_a_quotation_mark_inside_a_cell_is_a_character(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS, ['สภา 5" ก', *LINE[1:]], OTHER))
    assert lines_of(tmp_path).name.tolist() == ['สภา 5" ก', "สภา ข"]


@pytest.mark.parametrize("after", [5, 3000])
def test_a_quotation_mark_never_closed_is_refused_with_its_line(tmp_path: Path, after: int):
    write_csv(tmp_path, csv_text(HEADINGS, LINE, ['"สภา ก', *LINE[1:]], *[OTHER] * after))
    with pytest.raises(InputError, match=r"line \d+: a quotation mark .* never closed"):
        reading.read(tmp_path)


def test_every_row_is_accounted_for(tmp_path: Path):
    rows = [
        ["ทะเบียนสภาองค์กรชุมชน"],
        ["ข้อมูล ณ วันที่ 30 กันยายน 2557"],
        HEADINGS,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        LINE,
        [""] * 6,
        HEADINGS,
        OTHER,
        [],
        ["รวม", "", "", "", "", "27"],
        ["หมายเหตุ: ไม่รวมกรุงเทพมหานคร"],
        ["และพื้นที่พิเศษ"],
        ["หน้า 2"],
        ["Total", "", "", "", "", "27"],
    ]
    write_csv(tmp_path, csv_text(*rows), name="council.csv")
    read = reading.read(tmp_path)
    counts = counts_of(read)
    expected = {"lines_in_file": 14, "above_header": 2, "header": 1, "repeated_header": 2}
    expected |= {"read": 2, "blank": 2, "footer": 5, "rejected": 0}
    assert {what: counts[what] for what in expected} == expected
    assert read.lines["council"].source_row.tolist() == [5, 8]


def test_a_body_whose_name_begins_like_a_footer_is_a_line(tmp_path: Path):
    rows = [[name, *LINE[1:]] for name in ("รวมไทยพัฒนา", "รวม ใจ", "ที่มา ก", "หมายเหตุ")]
    write_csv(tmp_path, csv_text(HEADINGS, *rows))
    assert len(lines_of(tmp_path)) == 4


def test_a_name_that_begins_with_the_word_for_sum_is_a_line_without_its_day_too(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS, ["รวมไทยพัฒนา", "นาดี", "เมือง", "อุดรธานี", "", "9"]))
    assert len(lines_of(tmp_path)) == 1


def test_more_cells_than_headings_is_a_reject_that_keeps_what_it_can(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS, LINE, [*OTHER, "เกิน"], [*OTHER, ""]))
    read = reading.read(tmp_path)
    assert read.lines["council"].source_row.tolist() == [2, 4]
    reject = read.rejects.iloc[0]
    assert (reject.reason_code, reject.source_row, reject.kind) == ("surplus_cells", 3, "council")
    assert "สภา ข" in reject.as_received
    assert counts_of(read)["rejected"] == 1


def test_a_row_with_fewer_cells_is_a_line_with_blanks(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS, LINE, OTHER[:5]))
    lines = lines_of(tmp_path)
    assert lines.registered_on.tolist() == ["9/2/2551", "10/2/2551"]
    assert lines.members.tolist()[0] == "12" and pd.isna(lines.members[1])


def test_rows_wider_than_the_headings_all_through_have_a_column_without_heading(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS, [*LINE, "x"], [*OTHER, "y"], [*OTHER, "z"]))
    read = reading.read(tmp_path)
    assert len(read.lines["council"]) == 3
    assert counts_of(read)["undeclared_columns"] == 1


def test_three_hundred_columns_leave_the_declared_ones(tmp_path: Path):
    more = [f"คอลัมน์ {n}" for n in range(294)]
    write_csv(
        tmp_path, csv_text([*more[:100], *HEADINGS, *more[100:]], ["x"] * 100 + LINE + ["y"] * 194)
    )
    read = reading.read(tmp_path)
    assert read.lines["council"][FIELDS].values.tolist() == [LINE]
    assert counts_of(read)["undeclared_columns"] == 294


def test_a_million_blank_rows_are_counted(tmp_path: Path):
    write_csv(
        tmp_path, csv_text(HEADINGS, LINE) + ",,,,,\n" * 500_000 + "\n" * 500_000 + csv_text(OTHER)
    )
    read = reading.read(tmp_path)
    assert counts_of(read)["blank"] == 1_000_000
    assert read.lines["council"].source_row.tolist() == [2, 1_000_003]


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path):
    names = ["=1+1", "+สภา", "-สภา", "@สภา"]
    write_csv(tmp_path, csv_text(HEADINGS, *([name, *LINE[1:]] for name in names)))
    assert lines_of(tmp_path).name.tolist() == names


def test_several_files_and_folders_are_read_together(tmp_path: Path):
    write_csv(tmp_path, PLAIN)
    (tmp_path / "2558").mkdir()
    write_csv(tmp_path / "2558", PLAIN, name="สภา 30 ก.ย. 2558.csv")
    (tmp_path / "README.md").write_text("# kept")
    (tmp_path / "~$lock.xlsx").write_text("x")
    for name in (".hidden", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_text("x")
    lines = lines_of(tmp_path)
    assert sorted(lines.exported_on.dt.year.tolist()) == [2014, 2014, 2015, 2015]


def test_headings_alone_are_counted_and_give_no_lines(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS))
    read = reading.read(tmp_path)
    counts = counts_of(read)
    assert read.lines == {}
    assert (counts["lines_in_file"], counts["header"], counts["read"]) == (1, 1, 0)


def test_an_empty_folder_has_no_lines(tmp_path: Path):
    read = reading.read(tmp_path)
    assert read.lines == {} and read.rejects.empty and read.account.empty


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b"\n,,\n \n", "no filled row"),
        (codecs.BOM_UTF8, "no filled row"),
        (codecs.BOM_UTF16_LE, "no filled row"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\x00", "neither UTF-8"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "neither UTF-8"),
        (b"a\0b,c\n", "no text file"),
        (codecs.BOM_UTF8 + "ก,ข\nค".encode() + b"\xff\xfe,\n", "line 2: the text is neither UTF-8"),
        ("หัวข้อ,อื่น\n1,2\n".encode(), "no row with known headings .*หัวข้อ"),
    ],
)
def test_files_that_cannot_be_read_are_refused(tmp_path: Path, content: bytes, problem: str):
    (tmp_path / f"{NAME}.csv").write_bytes(content)
    with pytest.raises(InputError, match=problem) as caught:
        reading.read(tmp_path)
    assert NAME in str(caught.value)


def test_a_file_of_another_sort_is_refused(tmp_path: Path):
    (tmp_path / "สภา.pdf").write_text("x")
    with pytest.raises(InputError, match=r"สภา\.pdf: .*\n  no registry exports: save it as \.csv"):
        reading.read(tmp_path)
