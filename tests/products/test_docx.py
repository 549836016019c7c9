"""The Word report as Word and LibreOffice read it: numbers, styles, fields, tables, pictures."""

import hashlib
import html
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

import docx
import pdf_text
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import etree

from helpers.publish import docx as word
from helpers.publish.annual import Report
from helpers.publish.annual.report import SECTIONS
from helpers.publish.document import Figure, Heading, Table, plain

pytestmark = pytest.mark.long(seconds=35)

CASES = [(2557, "th"), (2557, "en"), (2552, "th")]
FACT = re.compile(r'data-fact="([^"]+)">([^<]*)<')
FONT = "TH Sarabun New"
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


class Written:
    """One Word report: the file, and the report it was written from."""

    def __init__(self, report: Report, path: Path) -> None:
        self.path = word.write(report, path)
        self.report = report
        self.document = docx.Document(str(path))
        self.body = self.document.element.body
        self.blocks = [block for name in SECTIONS for block in report.section(name).blocks]

    def of(self, kind: type) -> list:
        return [block for block in self.blocks if isinstance(block, kind)]

    def part(self, name: str) -> etree._Element:
        with zipfile.ZipFile(self.path) as parts:
            return etree.fromstring(parts.read(name))

    def paragraphs(self, *styles: str) -> list:
        return [p for p in self.document.paragraphs if p.style.name in styles]


@pytest.fixture(scope="session")
def written(built, tmp_path_factory):
    """Word reports by year and language, each written once."""
    folder, done = tmp_path_factory.mktemp("word"), {}

    def of(year: int, lang: str) -> Written:
        if (year, lang) not in done:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("TAMBON_ROOT", str(built.root))
                report = Report.of(year, lang=lang)
                done[year, lang] = Written(report, folder / f"{year}.{lang}.docx")
        return done[year, lang]

    return of


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def case(request, written, built, monkeypatch) -> Written:
    monkeypatch.setenv("TAMBON_ROOT", str(built.root))
    return written(*request.param)


def words_of(element: etree._Element) -> str:
    """Words of an element; a hyphen at which no line may end is one."""
    parts = element.iter(qn("w:t"), qn("w:noBreakHyphen"))
    return "".join("-" if part.tag == qn("w:noBreakHyphen") else part.text or "" for part in parts)


def bookmarked(root: etree._Element) -> list[tuple[str, str]]:
    """Name and words of every bookmark, in order; each lies within one paragraph."""
    found = []
    for start in root.iter(qn("w:bookmarkStart")):
        number, texts = start.get(qn("w:id")), []
        for sibling in start.itersiblings():
            if sibling.tag == qn("w:bookmarkEnd") and sibling.get(qn("w:id")) == number:
                break
            texts.append(words_of(sibling))
        else:
            raise AssertionError(f"{start.get(qn('w:name'))} does not end")
        found.append((start.get(qn("w:name")), "".join(texts)))
    return found


def key(fact_id: str) -> str:
    return hashlib.sha1(fact_id.encode()).hexdigest()[:12]


def test_every_number_of_the_page_is_in_the_word_report(case, built):
    year, lang = case.report.facts["year_be"], case.report.speaker.lang
    page = built.root / "reports" / str(year) / f"annual_assessment.{lang}.html"
    shown = FACT.findall(page.read_text(encoding="utf-8"))
    on_page = Counter((key(html.unescape(fact)), html.unescape(text)) for fact, text in shown)
    in_word = Counter(
        (name.split("_")[2], text)
        for name, text in bookmarked(case.body)
        if name.startswith("_Fact_")
    )
    print(f"compared {sum(on_page.values())} numbers of {year} {lang}")
    assert sum(on_page.values()) > 0
    assert in_word == on_page


def test_bookmarks_have_names_and_numbers_of_their_own_that_word_takes(case):
    starts = list(case.body.iter(qn("w:bookmarkStart")))
    names = [start.get(qn("w:name")) for start in starts]
    numbers = [start.get(qn("w:id")) for start in starts]
    assert len(set(names)) == len(names) == len(set(numbers)) > 100
    assert [name for name in names if not re.fullmatch(r"_[0-9A-Za-z_]{1,39}", name)] == []


def test_every_link_and_page_reference_leads_to_a_bookmark(case):
    names = {start.get(qn("w:name")) for start in case.body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in case.body.iter(qn("w:hyperlink"))} - {None}
    codes = " ".join(code.text for code in case.body.iter(qn("w:instrText")))
    assert len(links) > 20
    assert (links | set(re.findall(r"PAGEREF (\w+)", codes))) <= names


def test_headings_are_those_of_the_report_and_jump_no_level(case):
    headings = [p for p in case.document.paragraphs if p.style.name.startswith("Heading ")]
    assert [p.text for p in headings] == [plain(h.line) for h in case.of(Heading) if h.level > 1]
    levels = [int(p.style.name.split()[1]) for p in headings]
    assert levels[0] == 1
    assert all(later - level <= 1 for level, later in pairwise(levels))
    title = plain(next(h.line for h in case.of(Heading) if h.level == 1))
    assert [p.text for p in case.paragraphs("Title")] == [title]


def entries(case) -> list[tuple[str, str, int]]:
    """Style, words and page number of every line of the contents and lists."""
    found = []
    for paragraph in case.paragraphs("toc 1", "toc 2", "table of figures"):
        *words, number = [text.text for text in paragraph._p.iter(qn("w:t"))]
        codes = [code.text.strip() for code in paragraph._p.iter(qn("w:instrText"))]
        assert len(codes) == 1 and codes[0].startswith("PAGEREF ")
        found.append((paragraph.style.name, "".join(words), int(number)))
    return found


def test_contents_and_lists_hold_every_heading_and_caption_with_its_page(case):
    def standing(*styles: str) -> list[str]:
        return [words_of(p._p) for p in case.paragraphs(*styles)]

    listed = entries(case)
    headings = [words for style, words, _ in listed if style.startswith("toc ")]
    assert headings == standing("Heading 1", "Heading 2")
    captions = standing("Caption")
    tables = [text for text in captions if text.startswith(("ตารางที่", "Table"))]
    figures = [text for text in captions if text.startswith(("ภาพที่", "Figure"))]
    assert [w for style, w, _ in listed if style == "table of figures"] == tables + figures
    pages = [page for style, _, page in listed if style.startswith("toc ")]
    assert pages == sorted(pages) and pages[0] == 2


def test_the_summary_stands_before_the_contents_and_the_institute_once_on_the_cover(case):
    speaker = case.report.speaker
    texts = [paragraph.text for paragraph in case.document.paragraphs]
    summary, contents = (
        texts.index(speaker.word(key)) for key in ("executive.heading", "product.contents")
    )
    assert summary < texts.index(speaker.word("summary.not_said")) < contents
    assert texts.index(speaker.word("indicators.heading")) > contents
    name = speaker.word("title.institute_in_plan")
    assert sum(name in text for text in texts[:summary]) == 1


def test_the_legend_of_a_figure_is_no_part_of_its_caption(case):
    legends = [plain(figure.legend) for figure in case.of(Figure) if figure.legend]
    assert [paragraph.text for paragraph in case.paragraphs("Legend")] == legends
    assert legends


def test_captions_are_numbered_fields_in_sequence(case):
    for kind, blocks in (("Table", case.of(Table)), ("Figure", case.of(Figure))):
        numbers = []
        for paragraph in case.paragraphs("Caption"):
            codes = [code.text for code in paragraph._p.iter(qn("w:instrText"))]
            assert len(codes) == 1
            if f"SEQ {kind} " in codes[0]:
                numbers.append(int(re.search(r"\d+", words_of(paragraph._p))[0]))
        assert numbers == list(range(1, len(blocks) + 1))


def test_fields_begin_and_end(case):
    for root in (case.body, *(part._element for part in _running(case))):
        kinds = [mark.get(qn("w:fldCharType")) for mark in root.iter(qn("w:fldChar"))]
        depth = 0
        for kind in kinds:
            depth += {"begin": 1, "separate": 0, "end": -1}[kind]
            assert depth >= 0
        assert depth == 0
        assert kinds.count("begin") == kinds.count("separate")


def _running(case) -> list:
    section = case.document.sections[0]
    return [section.header, section.footer]


def test_pages_have_a_running_head_and_number_and_the_cover_has_none(case):
    section = case.document.sections[0]
    head, foot = _running(case)
    codes = [code.text.split()[0] for code in foot._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert plain(case.report.speaker.day(case.report.facts["as_of"])) in head.paragraphs[0].text
    assert section.different_first_page_header_footer
    assert round(section.page_width.cm, 1) == 21.0
    assert round(section.page_height.cm, 1) == 29.7


def test_every_style_has_thai_in_the_complex_script_slot_and_both_sizes(case):
    styles = case.part("word/styles.xml")
    # Those without a look of their own take the document's.
    bare = ("DefaultParagraphFont", "TableNormal", "NoList")
    shown = [s for s in styles.iter(qn("w:style")) if s.get(qn("w:styleId")) not in bare]
    for style in [*shown, styles.find(qn("w:docDefaults"))]:
        fonts = style.find(f".//{qn('w:rFonts')}")
        found = {fonts.get(qn(f"w:{slot}")) for slot in SLOTS}
        assert len(found) == 1, etree.tostring(style)
        run = fonts.getparent()
        for latin, thai in (("w:sz", "w:szCs"), ("w:b", "w:bCs")):
            pair = [run.find(qn(latin)), run.find(qn(thai))]
            assert (pair[0] is None) == (pair[1] is None)
            if pair[0] is not None:
                assert pair[0].get(qn("w:val")) == pair[1].get(qn("w:val"))
    normal = case.document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == (FONT, 16)
    assert styles.find(f".//{qn('w:lang')}").get(qn("w:bidi")) == "th-TH"


def test_runs_take_their_look_from_styles_alone(case):
    known = {style.style_id for style in case.document.styles}
    for root in (case.body, *(part._element for part in _running(case))):
        for run in root.iter(qn("w:rPr")):
            assert {child.tag for child in run} <= {qn("w:rStyle")}
        used = root.iter(qn("w:rStyle"), qn("w:pStyle"), qn("w:tblStyle"))
        assert {mark.get(qn("w:val")) for mark in used} <= known


def test_the_fallback_font_is_named_and_carried(case):
    table = case.part("word/fontTable.xml")
    first = table.find(qn("w:font"))
    assert first.get(qn("w:name")) == FONT
    names = first.find(qn("w:altName")).get(qn("w:val")).split(",")
    assert names == ["TH SarabunPSK", "Sarabun"]
    with zipfile.ZipFile(case.path) as parts:
        rels = etree.fromstring(parts.read("word/_rels/fontTable.xml.rels"))
        targets = {rel.get("Id"): rel.get("Target") for rel in rels}
        for entry in first.findall(qn("w:embedRegular")) + first.findall(qn("w:embedBold")):
            hidden = parts.read(f"word/{targets[entry.get(qn('r:id'))]}")
            mask = bytes.fromhex(re.sub(r"[{}-]", "", entry.get(qn("w:fontKey"))))[::-1]
            head = bytes(a ^ b for a, b in zip(hidden[:4], mask, strict=False))
            assert head == b"\x00\x01\x00\x00"


def test_tables_repeat_their_head_fit_the_page_and_hold_every_row(case):
    tables = case.of(Table)
    assert len(case.document.tables) == len(tables) > 5
    section = case.document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for made, given in zip(case.document.tables, tables, strict=True):
        head, *rows = made.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(
            row._tr.trPr is None or not row._tr.trPr.findall(qn("w:tblHeader")) for row in rows
        )
        assert [words_of(cell._tc) for cell in head.cells] == [plain(line) for line in given.head]
        assert made._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        assert sum(column.width for column in made.columns) <= room * 1.001
        for row, wanted in zip(rows, given.rows, strict=True):
            cells = [words_of(cell) for cell in row._tr.tc_lst]
            assert cells == [plain(line).replace("\n", "") for line in wanted.cells]
        before = made._tbl.getprevious()
        assert before.find(qn("w:pPr")).find(qn("w:keepNext")) is not None


def test_figures_are_pictures_with_words_and_fit_the_page(case):
    figures = case.of(Figure)
    shapes = case.document.inline_shapes
    assert len(shapes) == len(figures) > 0
    for shape, figure in zip(shapes, figures, strict=True):
        about = shape._inline.docPr
        assert (about.get("descr"), about.get("name")) == (figure.alt, figure.name)
        assert 3 < shape.width.cm <= 16.01
        assert 3 < shape.height.cm <= 19
        picture = case.document.part.related_parts[
            shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        ]
        assert picture.blob.startswith(b"\x89PNG")
        assert picture.image.px_width / shape.width.inches >= 199
        assert len(picture.blob) > 5_000
    numbers = [shape._inline.docPr.get("id") for shape in shapes]
    assert len(set(numbers)) == len(numbers)


def test_properties_are_the_report_s(case):
    about, facts = case.document.core_properties, case.report.facts
    assert about.title == case.report.title
    assert about.language[:2] == case.report.speaker.lang
    assert about.author == case.report.speaker.word("product.institute")
    assert about.created.date().isoformat() == facts["as_of"]
    assert about.modified == about.created


def test_lights_have_shape_word_and_colour(case):
    lights = case.report.speaker.labels["lights"]
    shown = set()
    for run in case.body.iter(qn("w:r")):
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        if style is not None and style.get(qn("w:val")).startswith("Light"):
            shown.add(words_of(run))
    known = {f"{about['shape']} {about[case.report.speaker.lang]}" for about in lights.values()}
    assert shown
    assert shown <= known


def test_the_same_facts_give_the_same_bytes(built, tmp_path, monkeypatch):
    monkeypatch.setenv("TAMBON_ROOT", str(built.root))
    files = [
        word.write(Report.of(2552, lang="th"), tmp_path / f"{number}.docx") for number in (1, 2)
    ]
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.fixture(scope="module")
def opened_in_libreoffice(written, tmp_path_factory) -> Path:
    """The folder of what LibreOffice makes of all reports, each a PDF; started once for them."""
    folder = tmp_path_factory.mktemp("libreoffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(written(*case).path) for case in CASES]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_shows_every_heading(case, opened_in_libreoffice):
    pdf = pypdfium2.PdfDocument(opened_in_libreoffice / f"{case.path.stem}.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    shown = re.sub(r"\s", "", text).replace("ํา", "ำ")
    headings = [re.sub(r"\s", "", plain(h.line)) for h in case.of(Heading)]
    assert len(headings) > 10
    assert [heading for heading in headings if heading not in shown] == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_numbers_the_contents_by_its_own_pages(case, opened_in_libreoffice):
    pdf = pypdfium2.PdfDocument(opened_in_libreoffice / f"{case.path.stem}.pdf")
    pages = [page.get_textpage().get_text_range() for page in pdf]
    texts = [re.sub(r"\s", "", page).replace("ํา", "ำ") for page in pages]
    shown = "".join(texts[2:4])
    headings = [entry for entry in entries(case) if entry[0] == "toc 1"]
    assert len(headings) > 10
    for _, words, noted in headings:
        words = re.sub(r"\s", "", words)
        number = int(re.search(re.escape(words) + r"\.{5,}(\d+?)(?=\D|$)", shown)[1])
        assert words in texts[number - 1], (words, number)
        # What the file says before a program lays it out.
        assert abs(noted - number) <= 1, (words, noted, number)
    # The summary is one page; the contents with both lists are one, or two of a long report.
    assert int(headings[0][2]) == 2 and int(headings[1][2]) in (4, 5)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_in_libreoffice_it_takes_hardly_more_pages_than_the_pdf(case, opened_in_libreoffice):
    """The carried font is as large as the official one, not a third larger."""
    pages = len(pypdfium2.PdfDocument(opened_in_libreoffice / f"{case.path.stem}.pdf"))
    lines = pdf_text.lines(opened_in_libreoffice / f"{case.path.stem}.pdf")
    # What no word begins with: a vowel or mark of the syllable before.
    assert [line for line in lines if re.match("[ะ-ฺ็-๎]", line.lstrip())] == []
    # A fifth more than the PDF has, which is 27 pages in Thai and 31 in English.
    assert 15 < pages <= {"th": 32, "en": 37}[case.report.speaker.lang]
