"""Bad plan files: each is refused with file, line and reason, and never half read."""

import plan_folders
import pytest
from plan_folders import PAGED, PROSE, STACKED

from helpers.core.errors import InputError
from helpers.plans import cleaning


@pytest.fixture
def folders(tmp_path):
    return plan_folders.invented(tmp_path)


def refused(folders):
    with pytest.raises(InputError) as caught:
        folders.clean()
    return caught.value


# file, what stands there, what is put there, the line named, words of the message
CHANGED = {
    "a raw file lacks a column": (PROSE, '"source_line","text"', '"text"', 1, "columns"),
    "a raw row has three cells": (PROSE, '"11",', '"11","x",', 2, "line number and a text"),
    "line numbers do not rise": (PROSE, '"13",', '"3",', 4, "over 12"),
    "a block has lost its heading": (PROSE, "แผนงานตัวอย่าง", "แผนงานอื่น", None, "no beginning"),
    "lines stand ahead of the blocks": (PROSE, "วิสัยทัศน์ตัวอย่าง", "คำนำ", None, "beginning"),
    "prose: another header": (PROSE, "โครงการ\tเป้าหมาย", "โครงการ\tผล", 17, "another header"),
    "prose: a row of three cells": (PROSE, "\t(1) ซ่อม", "\tx\t(1) ซ่อม", 22, "two cells"),
    "prose: an unknown unit": (PROSE, "12 แปลง", "12 ไร่", 18, "unknown unit"),
    "prose: a figure that is no number": (PROSE, "3,400", "3,40", 18, "not a number"),
    "prose: a spilled title": (PROSE, "(1) ซ่อม", "บ่อ (1) ซ่อม", 22, "ahead of the first item"),
    "prose: items not counted up": (PROSE, "(2) เผย", "(3) เผย", 18, "counted up"),
    "prose: no targets": (PROSE, "\t(1) ซ่อมฝาย 5 แห่ง", "\t", 21, "without targets"),
    "prose: targets without a programme": (PROSE, "2. การ", "การ", 21, "without"),
    "prose: a project without a number": (PROSE, "1. การปลูก", "1. การปลูก 1. ซ้ำ", 18, "project"),
    "prose: an undeclared text": (PROSE, "5 แห่ง", "5 แห่ง (2) ดูแลบ่อ", 22, "not declared"),
    "prose: label words not printed": (PROSE, "แจกกล้าไม้", "แจกเมล็ด", 18, "label_parts"),
    "paged: a layout that fits nothing": (PAGED, "\tตัวชี้วัด\tหน่วย นับ", "\tผล\tนับ", 23, "header"),
    "paged: a year column is missing": (
        PAGED,
        "\t2562\t2563\t\tรวม",
        "\t2562\t\t\tรวม",
        24,
        "year",
    ),
    "paged: a year too many": (PAGED, "\t2563\t\tรวม", "\t2563\t2564\tรวม", 24, "unknown column"),
    "paged: a cell is missing": (PAGED, "\t2,500\t3,500", "\t3,500", 26, "number of cells"),
    "paged: a cell is blank": (PAGED, "\t2,500\t", "\t\t", 26, "no target for 2563"),
    "paged: a figure that is no number": (PAGED, "2,500", "2,5OO", 26, "not a number"),
    "paged: a total that is no number": (PAGED, "3,500", "มาก", 26, "not a number"),
    "paged: a total disagrees, no footnote": (PAGED, "3,500", "3,400", 26, "no footnote"),
    "paged: an unknown unit": (PAGED, "\tต้น\t", "\tกอ\t", 26, "unknown unit"),
    "paged: a duplicate indicator": (PAGED, "1.2 แปลง", "1.1 แปลง", 27, "printed twice"),
    "paged: an undeclared indicator": (PAGED, "1.2 แปลง", "1.3 แปลง", 27, "not declared"),
    "paged: a footnote no total calls for": (PAGED, "30*", "30", 23, "calls for"),
    "paged: a footnote is missing": (PAGED, "หมายเหตุ : * แปลงเดิมทั้งสองปี", "", 27, "footnote"),
    "paged: strategy of another name": (PAGED, "ที่ 1: ต้นไม้", "ที่ 1: ป่า", 25, "differs"),
    "paged: a row that is no strategy": (PAGED, "ยุทธศาสตร์ที่ 1: ", "ที่ 1 ", 25, "a strategy"),
    "paged: a programme without number": (PAGED, "1.1 ปลูกป่า", "ปลูกป่า", 26, "programme"),
    "paged: a row of two indicators": (PAGED, "ที่ปลูก ", "● ที่ปลูก", 26, "one indicator"),
    "paged: several figures in one text": (PAGED, "ร้อยละ 40", "ร้อยละ 40 ร้อยละ 5", 26, "several"),
    "pairs: another header": (PAGED, "ยุทธศาสตร์\tเป้า", "แผน\tเป้า", 13, "another header"),
    "pairs: a lone cell": (PAGED, "\tร่มเย็น", "", 14, "two cells"),
    "bullets without a period": (PAGED, "ปี 2562 - 2562", "ปีแรก", 18, "without a period"),
    "a correction no longer needed": (PAGED, "ป่าโต", "ป่าใหญ่", 26, "example-26a"),
    "stacked: another year": (STACKED, "ปี 2565", "ปี 2560", None, "another header"),
    "stacked: a figure that is no number": (STACKED, "200 ต้น", "สองร้อย", 78, "not a number"),
    "stacked: a badly grouped number": (STACKED, "200 ต้น", "2,00 ต้น", 78, "not a number"),
    "stacked: unit on both sides": (STACKED, "200 ต้น", "ต้น 200 ต้น", 78, "not a number"),
    "stacked: an unknown unit": (STACKED, "200 ต้น", "200 กอ", 78, "unknown unit"),
    "stacked: mixed units": (STACKED, "200 ต้น", "200 แปลง", 74, "mixes units"),
    "stacked: no unit at all": (STACKED, "(ร้อยละของฝาย)", "(ของฝาย)", 141, "no unit"),
    "stacked: a total disagrees": (STACKED, "450 ต้น", "455 ต้น", 82, "no footnote"),
    "stacked: the total is blank": (STACKED, "450 ต้น", " ", 82, "total is blank"),
    "stacked: blank before the full value": (STACKED, "9 แปลง", "8 แปลง", 90, "no target for 2566"),
    "stacked: a blank first year": (STACKED, '"4 แปลง"', '" "', 86, "no target for 2564"),
    "stacked: a part under no heading": (
        STACKED,
        " • จำนวนต้นไม้ใหม่",
        "- ต้นไม้",
        74,
        "no heading row",
    ),
    "stacked: a row that is no indicator": (STACKED, " • จำนวนต้นไม้ใหม่", "ต้นไม้", 74, "indicator"),
    "stacked: stated word is gone": (STACKED, "แปลง (สะสม)", "แปลง", 84, "declares is not printed"),
    "stacked: goal not listed": (STACKED, '"40","ร่มเย็น"', '"40","ร้อน"', 40, "no goal"),
    "stacked: issue without goal": (STACKED, '"40","ร่มเย็น"', '"40",""', None, "its goal"),
    "stacked: strategy of another name": (
        STACKED,
        '"43","1.1 ปลูก"',
        '"43","1.1 ขุด"',
        43,
        "differs",
    ),
    "stacked: outcomes without a period": (
        STACKED,
        "ปี พ.ศ. 2564 - 2564",
        "",
        108,
        "without a period",
    ),
    "stacked: neither period nor bullet": (STACKED, "ปี พ.ศ. 2564 - 2564", "เร็ว ๆ นี้", 107, "bullet"),
    "stacked: neither step nor bullet": (STACKED, "1) เตรียม", "เตรียม", 47, "step or a bullet"),
}


@pytest.mark.parametrize("case", sorted(CHANGED))
def test_refused_with_file_line_and_reason(folders, case):
    name, old, new, line, words = CHANGED[case]
    folders.change_raw(name, old, new)
    error = refused(folders)
    assert name in error.file
    assert line is None or error.line == line
    assert words in str(error)
    assert error.fix


def test_a_file_that_is_not_utf8(folders):
    file = folders.raw / PROSE
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp874"))
    error = refused(folders)
    assert (PROSE in error.file, error.line) == (True, 2)
    assert "not UTF-8" in str(error)


def test_an_empty_file(folders):
    (folders.raw / PROSE).write_text("source_line,text\n", encoding="utf-8")
    assert "no beginning" in str(refused(folders))


def test_lines_ahead_of_the_first_block(folders):
    folders.change_raw(PROSE, '"11",', '"4","คำนำ"\n"11",')
    error = refused(folders)
    assert error.line == 4
    assert "1 lines stand ahead" in str(error)


@pytest.mark.parametrize("name", [PROSE, PAGED, STACKED])
def test_a_raw_file_is_missing(folders, name):
    (folders.raw / name).unlink()
    assert "not the declared ones" in str(refused(folders))


def test_a_raw_file_nobody_declared(folders):
    (folders.raw / "plan_2570.csv").write_text("source_line,text\n", encoding="utf-8")
    error = refused(folders)
    assert "plan_2570.csv" in str(error)
    assert error.fix.endswith("plans.yml")


# line of the original that is lost, the line named, words of the message
LOST = {
    "stacked: a year cell": (STACKED, 78, 74, "lacks a cell"),
    "stacked: a blank cell": (STACKED, 90, None, "lacks a cell|total is blank"),
    "stacked: the last cell": (STACKED, 147, 141, "lacks a cell"),
    "stacked: a year column": (STACKED, 68, 60, "another header"),
    "stacked: heading of an issue": (STACKED, 34, 36, "no heading stands above"),
    "stacked: heading of strategies": (STACKED, 42, None, "its goal"),
    "paged: the first header": (PAGED, 23, 24, "another header"),
    "paged: the line of years": (PAGED, 24, 25, "year columns"),
    "paged: the first strategy": (PAGED, 25, 26, "ahead of any strategy"),
    "prose: the header": (PROSE, 17, 18, "another header"),
    "prose: half of a row": (PROSE, 21, 22, "without"),
}


@pytest.mark.parametrize("case", sorted(LOST))
def test_a_lost_line_is_noticed(folders, case):
    name, lost, line, words = LOST[case]
    folders.drop_line(name, lost)
    error = refused(folders)
    assert name in error.file
    assert line is None or error.line == line
    assert any(word in str(error) for word in words.split("|")), str(error)


# What is cut off from a word on to the end of the file: the table is there but empty.
CUT = {
    "prose: an empty table": (PROSE, '"17",', "another header"),
    "paged: an empty table": (PAGED, '"23",', "another header"),
    "paged: a header alone": (PAGED, '"32",', "without years"),
    "stacked: an empty block": (STACKED, '"34",', "no sections"),
    "stacked: an empty table of targets": (STACKED, '"124",', "no targets"),
    "stacked: a heading row without parts": (STACKED, '"132",', "no targets"),
    "stacked: a strategy without a line": (STACKED, '"105",', "strategies need"),
    "stacked: approaches without cells": (STACKED, '"163",', "do not stand in pairs"),
    "stacked: an approach without outcome": (STACKED, '"171",', "do not stand in pairs"),
    "pairs: an empty table": (PAGED, '"13",', "another header"),
    "bullets: none": (PAGED, '"19",', "no bullets"),
    "list: no items": (STACKED, '"13",', "no items"),
}


@pytest.mark.parametrize("case", sorted(CUT))
def test_an_empty_table_is_an_error_not_an_empty_result(folders, case):
    name, start, words = CUT[case]
    file = folders.raw / name
    content = file.read_text(encoding="utf-8")
    kept = content[: content.index(start)]
    blocks = folders.declared("plans")
    headings = [entry["from"] for entry in blocks["documents"][name]]
    blocks["documents"][name] = [
        entry for entry in blocks["documents"][name] if f'"{entry["from"]}"' in kept
    ]
    assert blocks["documents"][name], headings
    folders.declare("plans", blocks)
    folders.declare("corrections", [])
    file.write_text(kept, encoding="utf-8", newline="\n")
    assert words in str(refused(folders))


def test_a_list_line_after_a_gap_is_no_continuation(folders):
    folders.change_raw(STACKED, '"14","2. น้ำ"\n"15",""', '"14",""\n"15","น้ำ"')
    error = refused(folders)
    assert (error.line, "no item" in str(error)) == (15, True)


def test_a_list_repeats_an_issue_with_other_words(folders):
    folders.change_raw(STACKED, '"28","2. น้ำ"', '"28","2. ดิน"')
    error = refused(folders)
    assert (error.line, "differs" in str(error)) == (28, True)


def test_a_heading_stands_before_its_strategy(folders):
    folders.change_raw(STACKED, "กลยุทธ์ :", "กระบวนการ :")
    assert "no strategy stands above" in str(refused(folders))


def test_several_footnotes_on_a_page(folders):
    folders.change_raw(PAGED, '"30",""', '"30","หมายเหตุ : * อีกข้อหนึ่ง"')
    error = refused(folders)
    assert (error.line, "several footnotes" in str(error)) == (23, True)


def test_a_disagreeing_total_with_a_footnote_is_shown_not_hidden(folders):
    folders.change_raw(PAGED, "\t30\t30\t30*", "\t30\t30\t35*")
    totals = folders.clean()["plan_totals"].set_index("indicator_id")
    assert totals.loc["2562-2563/1.2", ["printed_total", "derived_total"]].tolist() == [35, 30]
    assert not totals.loc["2562-2563/1.2", "agrees"]


def redeclared(folders, name, change):
    content = folders.declared(name)
    change(content)
    folders.declare(name, content)
    return refused(folders)


@pytest.mark.parametrize("of", ["2562-2563/9.9", "2561/1.1a", "2562-2563/2.1"])
def test_a_rate_is_a_share_of_another_indicator_of_its_plan(folders, of):
    def share(content):
        content["indicators"]["2562-2563/2.1"]["share_of"] = of

    error = redeclared(folders, "indicators", share)
    assert "2562-2563/2.1: share_of names no other indicator of its plan" in str(error)
    assert error.found == of and error.fix.endswith("indicators.yml")


def test_a_label_of_ones_own_names_the_printed_words_it_stands_for(folders):
    def label(content):
        content["indicators"]["2562-2563/2.1"]["label_th"] = "ฝายที่ยังใช้ได้"

    error = redeclared(folders, "indicators", label)
    assert "2562-2563/2.1: label_th needs label_parts" in str(error)


def test_an_other_wording_that_is_not_printed_is_refused(folders):
    content = folders.declared("plans")
    blocks = content["documents"][STACKED]
    blocks[-1]["other_wordings"] = {"ไม่มีคำนี้": "ร่มเย็น"}
    folders.declare("plans", content)
    assert "other wording is not printed" in str(refused(folders))


def test_an_indicator_declared_but_not_printed(folders):
    entry = {"topic": "x", "label_en": "X", "measure_type": "milestone"}
    error = redeclared(folders, "indicators", lambda c: c["indicators"].update({"2561/9.9": entry}))
    assert "2561/9.9" in str(error)
    assert error.fix.endswith("indicators.yml")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("topic", None, "topic"),
        ("evidence", "hearsay", "hearsay"),
        ("colour", "red", "colour"),
        ("measure_type", "guess", "measure_type"),
        ("evidence", "example_sum", "a printed total"),
        ("evidence", "example_footnote", "a footnote"),
        ("role", ["new"], "a repeat, and nothing else"),
        ("measure_type", "repeat", "a repeat, and nothing else"),
    ],
)
def test_a_wrong_declaration(folders, key, value, words):
    def change(content):
        entry = content["indicators"]["2561/2.1"]
        entry.pop(key, None)
        if value is not None:
            entry[key] = value

    assert words in str(redeclared(folders, "indicators", change))


def test_a_repeat_with_a_role_too_few(folders):
    def change(content):
        content["indicators"]["2562-2563/1.2"]["role"] = ["new"]

    error = redeclared(folders, "indicators", change)
    assert (error.line, "2 roles" in str(error)) == (27, True)


def test_a_total_for_which_no_rule_is_declared(folders):
    def change(content):
        content["indicators"]["2562-2563/1.1"]["plan_total_rule"] = "none"

    error = redeclared(folders, "indicators", change)
    assert (error.line, "declares no rule" in str(error)) == (26, True)


@pytest.mark.parametrize(
    ("kind", "key"), [("nodes", "2561/1.1"), ("goals", "2564-2566/2.1/outcome.1")]
)
def test_a_missing_translation(folders, kind, key):
    error = redeclared(folders, "plan_translations", lambda c: c[kind].pop(key))
    assert key in str(error)
    assert error.line
    assert error.fix.endswith("plan_translations.yml")


def test_a_translation_of_nothing(folders):
    error = redeclared(folders, "plan_translations", lambda c: c["nodes"].update({"2561/7": "X"}))
    assert "2561/7" in str(error)


def test_a_doubled_correction(folders):
    error = redeclared(folders, "corrections", lambda c: c.append(dict(c[0])))
    assert "doubled" in str(error)


def test_a_correction_of_a_file_that_is_not_there(folders):
    error = redeclared(folders, "corrections", lambda c: c[0].update(file="plan_1.csv"))
    assert "plan_1.csv" in str(error)


@pytest.mark.parametrize("layout", ["prose", "paged", "stacked"])
def test_the_recount_notices_a_figure_a_reader_lost(folders, monkeypatch, layout):
    reader = cleaning.READERS[layout]

    def forgetful(block):
        reading = reader(block)
        reading.indicators.pop()
        return reading

    monkeypatch.setitem(cleaning.READERS, layout, forgetful)
    error = refused(folders)
    assert "not the numbers printed" in str(error)


@pytest.mark.parametrize("layout", ["prose", "paged", "stacked"])
def test_the_recount_notices_a_figure_a_reader_misread(folders, monkeypatch, layout):
    reader = cleaning.READERS[layout]

    def careless(block):
        reading = reader(block)
        reading.indicators[0].figures[0].value += 1
        return reading

    monkeypatch.setitem(cleaning.READERS, layout, careless)
    assert "not the numbers printed" in str(refused(folders))
