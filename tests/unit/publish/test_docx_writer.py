"""What an officer may type, and what a machine may lack, in the Word report."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from helpers.core.errors import InputError
from helpers.publish import fonts
from helpers.publish.annual import Report
from helpers.publish.document import Heading, Light, Number, Paragraph, Row, Section, Table, Text
from helpers.publish.docx import (
    blocks,
    carried_font,
    front,
    manuscript,
    package,
    paging,
    text,
)
from helpers.publish.docx.manuscript import LONGEST_NAME, Manuscript, anchor_name

# Anything an officer can paste into a cell that a programme might take for more than words.
TYPED = [
    '=HYPERLINK("http://example.org";"คลิก")',
    "</w:t></w:r><w:r><w:instrText>INCLUDETEXT</w:instrText></w:r>",
    '{ INCLUDEPICTURE "http://example.org/x.png" } & <b>ตัวหนา</b>',
    "น้ำท่วม 🌊 ทีม 👩🏽‍🌾 ครบ ✅ ๑๒๓",
    "บรรทัดแรก\nบรรทัดที่สอง\tหลังแท็บ",
    "ก" * 32_000,
]


def report(digits: str = "arabic") -> Report:
    facts = {
        "settings": {"digits": digits, "cut_offs": {}},
        "facts": {"a": {"value": 4331, "kind": "count"}},
        "year_be": 2557,
        "as_of": "2014-09-30",
        "plan": {"title": {"th": "แผน พ.ศ. 2555-2559", "en": "Plan of 2555-2559"}},
    }
    return Report(facts, "th")


@pytest.fixture
def book() -> Manuscript:
    return Manuscript.empty(report())


def saved(book: Manuscript, tmp_path) -> docx.document.Document:
    package.save(book, tmp_path / "report.docx")
    return docx.Document(str(tmp_path / "report.docx"))


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_what_an_officer_types_stays_words(book, tmp_path, typed):
    blocks.paragraph(book, Paragraph((Text(typed, "quote"),)))
    read = saved(book, tmp_path)
    assert [p.text for p in read.paragraphs] == [typed]
    body = read.element.body
    assert not [*body.iter(qn("w:instrText"), qn("w:hyperlink"), qn("w:fldSimple"))]


def test_pictographs_take_a_font_that_has_them_and_signs_of_lights_do_not(book):
    paragraph = book.paragraph("Normal")
    text.write(book, paragraph, (Text("ทีม 👩🏽‍🌾 ครบ", "quote"), Light("reached", "▲", "บรรลุ")))
    assert [(run.text, run.style.name) for run in paragraph.runs] == [
        ("ทีม ", "Default Paragraph Font"),
        ("👩🏽‍🌾", "Emoji"),
        (" ครบ", "Default Paragraph Font"),
        ("▲ บรรลุ", "Light reached"),
    ]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_character_word_cannot_carry_is_told_and_not_dropped(book, sign):
    with pytest.raises(InputError, match=f"U\\+{ord(sign):04X} after 'ก่อน'"):
        text.write(book, book.paragraph("Normal"), (Text(f"ก่อน{sign}หลัง", "quote"),))


def test_new_lines_of_any_system_are_one_new_line(book):
    paragraph = book.paragraph("Normal")
    text.words(paragraph, "ก\r\nข\rค\nง")
    assert paragraph.text == "ก\nข\nค\nง"


def test_a_part_without_a_style_is_told(book):
    with pytest.raises(InputError, match=r"no Word style for paragraphs 'new'; edit .*docx\.yml"):
        blocks.paragraph(book, Paragraph((Text("ก"),), "new"))


def test_a_number_shown_twice_has_two_names(book):
    paragraph = book.paragraph("Normal")
    text.write(book, paragraph, (Number("a", "4,331"), Number("a", "4,331"), Number("b", "1")))
    names = [mark.get(qn("w:name")) for mark in paragraph._p.iter(qn("w:bookmarkStart"))]
    assert [name[-2:] for name in names] == ["_1", "_2", "_1"]
    assert names[0][:-2] == names[1][:-2] != names[2][:-2]


def test_names_of_anchors_are_short_and_differ():
    anchors = ["h-a", "h_a", "h.a", "ก", "ข", "x" * 60, "x" * 61]
    names = [anchor_name(anchor) for anchor in anchors]
    assert len(set(names)) == len(anchors)
    assert max(map(len, names)) <= LONGEST_NAME
    assert all(name.isascii() for name in names)


def test_an_identifier_is_one_word_and_an_address_leads_there(book, tmp_path):
    code, address = "form-2557-2014-09-30", "http://app.codi.or.th/a-b.aspx"
    paragraph = book.paragraph("Normal")
    text.write(book, paragraph, (Text(code, "code"), Text(address, "address")))
    (read,) = saved(book, tmp_path).paragraphs
    assert read.text == code + address
    assert len(list(read._p.iter(qn("w:noBreakHyphen")))) == 4
    assert "-" not in "".join(part.text for part in read._p.r_lst[0].iter(qn("w:t")))
    assert [link.url for link in read.hyperlinks] == [address]


def test_the_carried_font_draws_smaller_and_in_the_lines_of_the_official_one():
    carried = TTFont(io.BytesIO(carried_font.content("Regular")))
    own = TTFont(fonts.file("Regular"))
    assert carried["head"].unitsPerEm == own["head"].unitsPerEm
    for code in (ord("ก"), ord("8")):
        name = own.getBestCmap()[code]
        ratio = carried["hmtx"][name][0] / own["hmtx"][name][0]
        assert ratio == pytest.approx(carried_font.SMALLER, abs=0.01)
        letters, _ = carried_font.widths("Regular")
        assert letters[code] == pytest.approx(carried["hmtx"][name][0] / 1000, abs=0.002)
    again = carried_font._drawn_smaller.__wrapped__(Path(str(fonts.file("Regular"))))
    assert again == carried_font.content("Regular")


def test_pages_are_counted_by_what_fills_them(book):
    entry = book.paragraph("toc 1")
    text.field(entry, r"PAGEREF _h_last \h", "0")
    for _ in range(60):
        text.words(book.paragraph("Normal"), "ก" * 10)
    heading = Heading(2, (Text("ท้าย"),), "h-last")
    blocks.heading(book, heading)
    paging.fill(book)
    # 60 paragraphs of 16 points with 6 after them, in lines of 1.36: 1,666 points of 714 a page.
    assert entry.text == "3"


def test_fields_count_in_the_numerals_of_the_report(tmp_path):
    book = Manuscript.empty(report("thai"))
    front.cover(book, Section("title"))
    table = Table((Text("ตาราง"),), ((Text("ก"),),), (Row(((Text("ข"),),)),), "l", (100,))
    text.write_caption(book, table)
    read = saved(book, tmp_path)
    foot = read.sections[0].footer._element
    codes = [code.text for code in foot.iter(qn("w:instrText"))]
    assert codes == [r" PAGE \* THAIARABIC ", r" NUMPAGES \* THAIARABIC "]
    assert [p.text for p in read.paragraphs if p.style.name == "Caption"] == ["ตารางที่ ๑ ตาราง"]


def table(head: tuple[str, ...], shares: tuple[int, ...]) -> Table:
    cells = tuple((Text(words),) for words in head)
    row = Row(tuple((Text("1"),) for _ in head))
    return Table((Text("t"),), cells, (row,), "l" * len(head), shares)


def test_a_column_too_narrow_for_a_word_takes_room_from_the_others():
    narrow = blocks.fitting(table(("กระทรวงมหาดไทย", "ก", "ข"), (2, 49, 49)), 14, 0.2, 16)
    assert narrow[0] > 2
    assert narrow[1] == pytest.approx(narrow[2], rel=0.01)
    assert sum(narrow) == pytest.approx(16)


def test_widths_stay_as_given_where_every_word_fits():
    given = blocks.fitting(table(("ก", "ข"), (30, 70)), 14, 0.2, 16)
    assert given == pytest.approx([4.8, 11.2])


def test_one_long_address_does_not_take_the_table():
    wide = blocks.fitting(table(("x" * 300, "ก", "ข"), (10, 45, 45)), 14, 0.2, 16)
    assert wide[0] == pytest.approx(4.8)


def test_a_missing_font_is_one_clear_line(book, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "_PACKAGE", "no_such_font")
    with pytest.raises(InputError, match="font Sarabun Regular is not installed") as raised:
        package.save(book, tmp_path / "report.docx")
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "report.docx").exists()


def test_a_file_holds_only_what_it_needs_and_the_day_of_the_report(book, tmp_path):
    saved(book, tmp_path)
    with zipfile.ZipFile(tmp_path / "report.docx") as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(2014, 9, 30, 0, 0, 0)}
        unused = ("thumbnail", "customXml", "theme", "stylesWithEffects", "app.xml")
        assert [name for name in parts.namelist() if any(part in name for part in unused)] == []


def test_a_table_of_few_rows_is_not_divided(book):
    short = table(("ก", "ข"), (50, 50))
    blocks.write(book, [Section("s", (replace(short, rows=short.rows * 3),))])
    kept = [
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next
        for row in book.document.tables[0].rows[1:]
    ]
    assert kept == [True, True, None]


def test_a_style_looked_for_once_is_the_one_the_library_finds(book):
    for style in ("Normal", "Lead", "Caption", "Lead"):
        made = book.paragraph(style)
        found = book.document.part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        assert (made.style.name, made._p.style) == (style, found)
    run = book.paragraph("Normal").add_run("x")
    manuscript.give(run, "Strong")
    assert run.style.name == "Strong"
    # What goes without saying is not written.
    assert book.paragraph("Normal")._p.style is None


def test_two_documents_do_not_share_their_styles(book):
    other = Manuscript.empty(report())
    other.document.styles["Lead"].element.set(qn("w:styleId"), "Other")
    assert (book.paragraph("Lead")._p.style, other.paragraph("Lead")._p.style) == ("Lead", "Other")
