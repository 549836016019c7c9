"""The PDF report as a reader and a search engine get it: words, pages, links, fonts, bad input."""

import builtins
import json
import re
import shutil
import subprocess
import sys
import warnings
from html import unescape
from itertools import pairwise
from pathlib import Path

import pdf_text
import pypdfium2
import pytest
import read_aloud
from products import not_in_order, squeezed
from pypdfium2 import raw

from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.publish import fonts, html, pdf
from helpers.publish.annual import Report, title
from helpers.publish.annual.report import SECTIONS
from helpers.publish.document import (
    BEFORE_CONTENTS,
    Figure,
    Heading,
    Number,
    Paragraph,
    Table,
    lines_of,
    plain,
)
from helpers.publish.pdf import engine

pytestmark = [pytest.mark.long(seconds=100), pytest.mark.usefixtures("pango")]
CASES = [(2557, "th"), (2557, "en"), (2552, "th")]
# No head of a table has these, so that none is printed again where a table goes on.
SEARCHED = ("จัดตั้ง", "ท้องถิ่น", "ทั้งหมด", "จัดทำ", "กำหนด", "สำเร็จ", "ยั่งยืน", "สวัสดิการ", "ชุมชน")
# Sara am after each kind of consonant, with and without a tone mark, and sara aa by itself.
SARA_AM = "จัดทำ น้ำ ถ้ำ ค่ำ ต่ำ กำหนด สำเร็จ ปำ ฝำ ฟำ ฬำ ป้ำ ฝ่ำ ฟ๊ำ ฬ๋ำ ญำ ฐำ ผู้นำ นา ป่า กํ"


class Written:
    """One PDF, the report it was written from and the blocks it shows."""

    def __init__(self, report: Report, path: Path) -> None:
        self.report = report
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # WeasyPrint found nothing to complain of
            self.path = pdf.write(report, path)
        blocks = [block for name in SECTIONS for block in report.section(name).blocks]
        self.blocks = [b for b in blocks if getattr(b, "style", "") != "contents"]
        self.headings = [b for b in self.blocks if isinstance(b, Heading) and b.level > 1]
        self.pages = pdf_text.pages(self.path)

    @property
    def first(self) -> int:
        """The number of the page after the contents."""
        after = {name: self.report.section(name) for name in SECTIONS}
        text = next(s for name, s in [*after.items()][1:] if name not in BEFORE_CONTENTS)
        return self.page_of(plain(text.blocks[0].line))

    @property
    def listed(self) -> str:
        """The text of the contents and lists."""
        start = self.page_of(self.report.speaker.word("product.contents"))
        return "".join(self.pages[start - 1 : self.first - 1])

    @property
    def body(self) -> str:
        """The text of cover, summary and parts, without the contents."""
        start = self.page_of(self.report.speaker.word("product.contents"))
        return "".join([*self.pages[: start - 1], *self.pages[self.first - 1 :]])

    def page_of(self, heading: str) -> int:
        """The number of the page that a heading stands on."""
        return next(page for _, title, page in pdf_text.outline(self.path) if title == heading)


@pytest.fixture(scope="session")
def report_of(built):
    """Reports of the built tree by year and language."""

    def of(year: int, lang: str, digits: str | None = None) -> Report:
        path = built.root / "reports" / str(year) / "facts.json"
        return Report(json.loads(path.read_text(encoding="utf-8")), lang, digits)

    return of


@pytest.fixture(autouse=True)
def in_the_built_tree(request, monkeypatch):
    """Sections draw their maps from the tables behind the facts."""
    if "report_of" in request.fixturenames or "written" in request.fixturenames:
        monkeypatch.setenv("TAMBON_ROOT", str(request.getfixturevalue("built").root))


@pytest.fixture(scope="session")
def all_written(report_of, built, tmp_path_factory):
    folder, done = tmp_path_factory.mktemp("pdf"), {}

    def of(year: int, lang: str, digits: str | None = None) -> Written:
        key = (year, lang, digits)
        if key not in done:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("TAMBON_ROOT", str(built.root))
                name = "-".join(map(str, key))
                done[key] = Written(report_of(*key), folder / f"{name}.pdf")
        return done[key]

    return of


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def written(request, all_written) -> Written:
    return all_written(*request.param)


def test_words_are_found_as_often_as_in_the_html_of_the_same_blocks(written):
    page = squeezed(unescape(re.sub("<[^>]*>", "", "".join(map(html.block, written.blocks)))))
    heads = [plain(line) for b in written.blocks if isinstance(b, Table) for line in b.head]
    asked = [word for word in SEARCHED if not any(word in head for head in heads)]
    counted = {word: (page.count(word), written.body.count(word)) for word in asked}
    print(f"found {sum(found for found, _ in counted.values())} times: {counted}")
    assert {word: pair for word, pair in counted.items() if pair[0] != pair[1]} == {}
    if written.report.speaker.lang == "th":
        assert all(counted[word][0] for word in ("จัดตั้ง", "ท้องถิ่น", "ทั้งหมด", "จัดทำ"))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
@pytest.mark.parametrize("order", ["-raw", "-layout"])
def test_another_reader_finds_the_words_as_often(written, order):
    command = ["pdftotext", order, str(written.path), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Word by word in each line: a layout puts the lines of neighbouring cells side by side.
    theirs, ours = "\n".join(map(squeezed, text.splitlines())), pdf_text.lines(written.path)
    ours = "\n".join([*map(squeezed, ours), *pdf_text.margins(written.path)])
    counted = {word: (ours.count(word), theirs.count(word)) for word in SEARCHED}
    there, found = (sum(numbers) for numbers in zip(*counted.values(), strict=True))
    assert there > 10
    # Laid out anew, poppler swaps vowel and tone mark of a syllable here and there.
    assert found == there if order == "-raw" else found >= 0.99 * there


def test_every_line_with_a_number_stands_in_the_text_in_order(written):
    lines = [line for block in written.blocks for line in lines_of(block)]
    told = [squeezed(plain(line)) for line in lines if any(isinstance(p, Number) for p in line)]
    print(f"compared {len(told)} lines with numbers")
    assert len(told) > 60
    assert not_in_order(told, written.body) == []
    assert not_in_order([*told, told[0] + "0"], written.body) != []


def test_pages_are_a4_with_head_and_number_on_all_but_the_cover(written):
    book = pypdfium2.PdfDocument(written.path)
    speaker, facts = written.report.speaker, written.report.facts
    year, day = speaker.year(facts["year_be"]), speaker.day(facts["as_of"])
    head = squeezed(plain(speaker.say("product.running_head", year=year, as_of=day)))
    margins = pdf_text.margins(written.path)
    assert {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in book} == {
        (210, 297)
    }
    assert margins[0] == ""
    number = squeezed(speaker.word("product.page"))
    wrong = [
        text
        for page, text in enumerate(margins[1:], 2)
        if not text.startswith(head) or not text.endswith(f"{number}{page}/{len(book)}")
    ]
    assert len(margins) > 10
    assert wrong == []


def test_the_cover_says_what_the_report_is(written):
    speaker, facts = written.report.speaker, written.report.facts
    cover = written.pages[0]
    parts = [
        speaker.word("product.institute"),
        plain(title.plan(speaker)),
        plain(speaker.year(facts["year_be"])),
        plain(speaker.day(facts["as_of"])),
        speaker.word("title.round_year"),
    ]
    assert [part for part in parts if squeezed(part) not in cover] == []
    assert cover.count(squeezed(speaker.word("title.institute_in_plan"))) == 1
    assert plain(written.blocks[0].line) in "".join(pdf_text.lines(written.path)[:6])
    assert ("Unofficialtranslation" in cover) == (speaker.lang == "en")


def test_the_outline_is_the_headings_and_leads_to_where_they_stand(written):
    outline = pdf_text.outline(written.path)
    speaker = written.report.speaker
    own = {speaker.word(f"product.{name}") for name in pdf_text.LISTS}
    found = [(depth, squeezed(title)) for depth, title, _ in outline if title not in own]
    assert found == [(h.level - 2, squeezed(plain(h.line))) for h in written.headings]
    assert own & {title for _, title, _ in outline}
    lost = [(t, page) for _, t, page in outline if squeezed(t) not in written.pages[page - 1]]
    assert lost == []


def test_the_numbers_of_the_contents_are_those_of_the_pages(written):
    contents = written.listed
    entries = [(t, page) for depth, t, page in pdf_text.outline(written.path) if depth < 2]
    own = {written.report.speaker.word(f"product.{name}") for name in pdf_text.LISTS}
    entries = [(t, page) for t, page in entries if t not in own]
    wrong = [
        (title, page)
        for title, page in entries
        if not re.search(re.escape(squeezed(title)) + rf"\.+{page}(?!\d)", contents)
    ]
    assert len(entries) > 8
    assert wrong == []


def test_tables_and_figures_are_numbered_and_listed_with_their_page(written):
    contents = written.listed
    word = squeezed(written.report.speaker.word("product.table"))
    tables = [b for b in written.blocks if isinstance(b, Table)]
    for count, table in enumerate(tables, 1):
        caption = f"{word}{count}{squeezed(plain(table.caption))}"
        listed = re.search(re.escape(caption) + r"\.+(\d+)", contents)
        assert listed, caption
        assert caption in written.pages[int(listed[1]) - 1]
    assert len(tables) > 5


def test_the_summary_is_the_page_after_the_cover_and_the_contents_follow_it(written):
    speaker = written.report.speaker
    assert written.page_of(speaker.word("executive.heading")) == 2
    assert written.page_of(speaker.word("product.contents")) == 3
    assert squeezed(speaker.word("summary.not_said")) in written.pages[1]


def test_the_list_of_figures_has_titles_and_the_legend_stays_with_the_drawing(written):
    legends = [plain(b.legend) for b in written.blocks if isinstance(b, Figure) and b.legend]
    assert len(legends) == (2 if written.report.facts["year_be"] == 2557 else 1)
    assert [text for text in legends if squeezed(text) in written.listed] == []
    assert [text for text in legends if squeezed(text) not in written.body] == []


def test_links_resolve(written):
    links = pdf_text.links(written.path)
    assert len(links) > 20
    assert [link for link in links if link[1] is None] == []


def test_it_reads_well_aloud(written):
    assert read_aloud.complaints(written.path) == []
    assert read_aloud.out_of_place(written.path) == []
    assert read_aloud.headings_of_columns(written.path) == {"THead"}


def test_links_say_in_words_where_they_lead(written):
    words = read_aloud.words_of_links(written.path)
    listed = {plain(h.line) for h in written.headings if h.level <= 3}
    assert listed - words == set()
    assert {w for w in words if w.startswith("http")} == {
        source["address"]
        for source in written.report.facts["sources"].values()
        if source["address"].startswith("http")
    }


def test_only_the_font_of_the_papers_is_used_and_it_is_embedded(written):
    assert pdf_text.fonts(written.path) == {("Sarabun", True), ("Sarabun-Semi-Bold", True)}


def test_it_says_in_its_metadata_what_it_is(written):
    book = pypdfium2.PdfDocument(written.path)
    about, speaker = book.get_metadata_dict(), written.report.speaker
    day = written.report.facts["as_of"].replace("-", "")
    assert about["Title"] == written.report.title
    assert about["Author"] == speaker.word("product.institute")
    assert {about["CreationDate"], about["ModDate"]} == {f"D:{day}"}
    assert raw.FPDFCatalog_IsTagged(book)
    assert pdf_text.language(written.path) == speaker.lang


def test_maps_are_sharp_and_the_file_is_small_enough_to_send(written):
    book = pypdfium2.PdfDocument(written.path)
    pictures = [p for page in book for p in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    sharpness = [
        min(m.horizontal_dpi, m.vertical_dpi) for m in (p.get_metadata() for p in pictures)
    ]
    assert len(sharpness) >= 2
    assert min(sharpness) >= 200
    assert written.path.stat().st_size < 4_000_000


def test_the_same_facts_give_the_same_bytes(all_written, report_of, tmp_path):
    first = all_written(2557, "th")
    again = pdf.write(report_of(2557, "th"), tmp_path / "again.pdf")
    assert again.read_bytes() == first.path.read_bytes()


def test_words_are_not_cut_at_the_end_of_a_line(all_written):
    lines = pdf_text.lines(all_written(2557, "th").path)
    words = metadata.load("report.yml")["keep_together"]
    ends = [(a.rstrip(), b.lstrip()) for a, b in pairwise(lines)]
    cut = [
        (a[-12:], b[:12])
        for a, b in ends
        for word in words
        for at in range(1, len(word))
        if a.endswith(word[:at]) and b.startswith(word[at:])
    ]
    assert len(ends) > 500
    assert cut == []
    # What no word begins with: a vowel or mark of the syllable before.
    assert [(a[-8:], b[:8]) for a, b in ends if re.match("[ะ-ฺ็-๎]", b)] == []


def test_thai_numerals_number_pages_contents_and_tables(all_written):
    written = all_written(2557, "th", "thai")
    count = len(written.pages)
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    margins = pdf_text.margins(written.path)
    assert margins[-1].endswith(f"หน้า{count}/{count}".translate(thai))
    contents = written.listed
    assert "ตารางที่๑" in contents
    assert not re.search("[0-9]", contents)


# What an officer may have typed, and what a machine may lack. A small page is enough for these.


def small(words: str) -> str:
    line = html.block(Paragraph((html.Text(words, "quote"),)))
    style = f"{engine.faces()} body {{ font-family: 'Sarabun' }}"
    return f"<html lang='th'><title>x</title><style>{style}</style>{line}</html>"


def text_of(content: bytes) -> str:
    book = pypdfium2.PdfDocument(content)
    return squeezed("".join(page.get_textpage().get_text_range() for page in book))


def test_sara_am_is_found_after_every_consonant():
    assert text_of(engine.pdf(small(SARA_AM))) == squeezed(SARA_AM)


@pytest.mark.parametrize("first", ["นา ทำ", "ทำ นา"])
def test_sara_am_and_sara_aa_do_not_take_each_others_text(first):
    assert text_of(engine.pdf(small(first))) == squeezed(first)


def test_markup_and_formulas_of_an_officer_are_inert():
    typed = '<script>alert(1)</script>=HYPERLINK("http://x.th")<img src="file:///etc/passwd">'
    content = engine.pdf(small(typed))
    assert text_of(content) == squeezed(typed)
    assert b"/URI" not in content


def test_a_letter_without_a_font_is_told_and_still_found():
    with pytest.warns(UserWarning, match=r"U\+1F9EA"):
        content = engine.pdf(small("ดี 🧪 มาก"))
    assert text_of(content) == "ดี🧪มาก"


@pytest.mark.parametrize("remark", ["องค์กรชุมชนร่วมกันจัดทำแผน" * 1180, "A" * 32_000, "ก" * 32_000])
def test_a_remark_of_32000_characters_flows_over_pages(all_written, monkeypatch, tmp_path, remark):
    report = all_written(2557, "th").report
    line = (html.Text(remark, "quote"),)
    table = Table(line[:0], (line[:0],) * 2, (html.Row((line, line[:0])),), "ll", (60, 40))
    part = html.Section("summary", (Paragraph(line), table))
    # In place of the sections, not within them: their order is that of every report.
    short = {"title": SECTIONS["title"], "summary": lambda speaker: part}
    monkeypatch.setattr(type(report), "sections", short)
    path = pdf.write(report, tmp_path / "long.pdf")
    assert len(pdf_text.pages(path)) > 5
    assert pdf_text.words(path).count(squeezed(remark)) == 2


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png"])
def test_nothing_is_fetched(address):
    with pytest.warns(UserWarning, match="disallowed protocol"):
        engine.pdf(f"<html lang='th'><title>x</title><img alt='' src='{address}'></html>")


def test_style_that_weasyprint_does_not_know_is_told():
    with pytest.warns(UserWarning, match="Ignored"):
        engine.pdf("<html lang='th'><title>x</title><style>p { colour: red }</style><p>x</html>")


def test_without_pango_one_line_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **given):
        if name == "weasyprint":
            raise OSError("cannot load library 'libgobject-2.0-0': no such file\nmore lines")
        return real(name, *rest, **given)

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError) as caught:
        engine.check()
    message = str(caught.value)
    assert "libpango-1.0-0 libpangoft2-1.0-0" in message
    assert "libgobject-2.0-0" in message
    assert "macOS" in message and "Windows" in message
    assert "\n" not in message


def test_without_the_font_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "_PACKAGE", "no_such_font")
    engine.joined.cache_clear()
    with pytest.raises(InputError, match="fontpkg-sarabun"):
        engine.faces()
