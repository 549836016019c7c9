"""One year in four files: a fact that two of them show has one value in both."""

import json
import shutil
import zipfile
from pathlib import Path

import products
import pypdfium2
import pytest
from openpyxl import load_workbook
from products import Page

from helpers.core import metadata
from helpers.publish import docx, pdf, xlsx
from helpers.publish.annual import Report

pytestmark = pytest.mark.long(seconds=50)

YEAR = 2558  # has ranges, results too old to use, and regions without any
LANGUAGES = ("th", "en")


class Made:
    """The four products of the year in one language, and the facts they were made from."""

    def __init__(self, report: Report, page: Path, folder: Path) -> None:
        self.report, self.lang = report, report.speaker.lang
        self.facts = report.facts["facts"]
        self.html = page
        name = f"annual_assessment.{self.lang}"
        self.docx = docx.write(report, folder / f"{name}.docx")
        self.pdf = pdf.write(report, folder / f"{name}.pdf")
        self.xlsx = xlsx.write(report, folder / f"{name}.xlsx")

    @property
    def page(self) -> Page:
        return Page(self.html)


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request, built, pango, tmp_path_factory) -> Made:
    folder = built.root / "reports" / str(YEAR)
    content = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(built.root))
        report = Report(content, request.param)
        page = folder / f"annual_assessment.{request.param}.html"
        return Made(report, page, tmp_path_factory.mktemp("products"))


def differences_in_word(made: Made, path: Path) -> list[str]:
    return products.differences_in_word(made.page, path)


def differences_in_workbook(made: Made, path: Path) -> list[str]:
    return products.differences_in_workbook(made.page, path, made.report.speaker)


def missing_in_pdf(made: Made, path: Path) -> list[str]:
    return products.missing_in_pdf(made.page, path)


def test_word_shows_each_number_as_often_and_as_the_page_does(made):
    numbers = made.page.numbers
    print(f"compared {len(numbers)} numbers of {YEAR} {made.lang} in HTML and Word")
    assert len(numbers) > 100
    assert differences_in_word(made, made.docx) == []


def test_excel_holds_every_fact_with_the_value_of_the_file_and_the_text_of_the_page(made):
    shown = {number.fact_id for number in made.page.numbers}
    print(f"compared {len(made.facts)} facts of {YEAR} {made.lang} in Excel, {len(shown)} in HTML")
    assert len(made.facts) > len(shown) > 80
    assert differences_in_workbook(made, made.xlsx) == []


def test_the_text_of_the_pdf_has_every_passage_with_numbers_in_order(made):
    passages, numbers = made.page.passages, made.page.numbers
    print(
        f"compared {len(passages)} passages with {len(numbers)} numbers of {YEAR} {made.lang} "
        "in HTML and PDF"
    )
    assert len(passages) > 60
    assert missing_in_pdf(made, made.pdf) == []


def test_every_number_of_the_page_stands_in_a_passage(made):
    """So that none of them is left out where the PDF is read."""
    page = made.page
    inside = page.tree.xpath(
        "//*[self::p or self::li or self::tr or self::caption or self::figcaption]//*[@data-fact]"
    )
    assert len(inside) == len(page.numbers) > 100


def test_a_light_that_turns_is_on_stripes_and_says_so_in_all_of_them(made):
    mark = made.report.speaker.word("sensitivity.mark")
    striped = made.page.tree.xpath(
        "//span[contains(@class, 'light') and contains(@class, 'turns')]"
    )
    assert len(striped) > 2 and all(mark in light.text_content() for light in striped)
    with zipfile.ZipFile(made.docx) as package:
        body = package.read("word/document.xml").decode("utf-8")
    assert body.count('w:val="Lightatriskturning"') == len(striped)
    names = metadata.load("labels.yml")["workbook"]["sheets"]
    rows = load_workbook(made.xlsx)[names["indicators"][made.lang]].iter_rows()
    hatched = [cell.value for row in rows for cell in row if cell.fill.patternType == "lightUp"]
    assert len(hatched) == 2 and all(mark in value for value in hatched)
    text = "".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made.pdf)
    )
    assert products.squeezed(text).count(products.squeezed(f"({mark})")) >= len(striped)


# Negative controls: one number altered in a copy of one product.


def test_a_number_altered_in_excel_is_found(made, tmp_path):
    book = load_workbook(made.xlsx)
    names = metadata.load("labels.yml")["workbook"]["sheets"]
    columns = list(metadata.load("workbook.yml")["sheets"]["facts"]["columns"])
    cell = book[names["facts"][made.lang]].cell(2, columns.index("high") + 1)
    cell.value = float(cell.value) * (1 + 1e-9)
    book.save(tmp_path / "altered.xlsx")
    assert len(differences_in_workbook(made, tmp_path / "altered.xlsx")) >= 1


@pytest.mark.parametrize("altered", ["9", ""])
def test_a_number_altered_or_lost_in_word_is_found(made, tmp_path, altered):
    copy = tmp_path / "altered.docx"
    first = made.page.numbers[0].text
    with zipfile.ZipFile(made.docx) as package, zipfile.ZipFile(copy, "w") as written:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                start = content.index(b"_Fact_")
                text = f">{first}</w:t>".encode()
                place = content.index(text, start)
                changed = text.replace(first.encode(), first.encode() + b"9" if altered else b"")
                content = content[:place] + changed + content[place + len(text) :]
            written.writestr(name, content)
    assert len(differences_in_word(made, copy)) >= 1


def test_a_number_altered_on_the_page_is_found_in_all_of_them(made, tmp_path):
    text = made.html.read_text(encoding="utf-8")
    number = next(n for n in made.page.numbers if len(n.text) > 4)
    shown = f'data-fact="{number.fact_id}">{number.text}<'
    assert shown in text
    copy = tmp_path / "altered.html"
    copy.write_text(text.replace(shown, shown[:-2] + "x<", 1), encoding="utf-8")
    other = object.__new__(Made)
    other.__dict__ |= {**made.__dict__, "html": copy}
    assert differences_in_word(other, made.docx)
    assert differences_in_workbook(other, made.xlsx)
    assert len(missing_in_pdf(other, made.pdf)) == 1


def test_a_number_taken_out_of_the_pdf_is_found(made, tmp_path):
    copy = tmp_path / "altered.pdf"
    shutil.copy(made.pdf, copy)
    number = next(n.text for n in made.page.numbers if len(n.text) > 4)
    assert take_out(copy, number) > 0
    assert missing_in_pdf(made, copy) != []


def take_out(path: Path, words: str) -> int:
    """Remove every piece of text that holds ``words`` from a PDF; how many there were."""
    book = pypdfium2.PdfDocument(path.read_bytes())
    removed = 0
    for page in book:
        text = page.get_textpage()
        found = [o for o in page.get_objects() if words in _text_of(o, text)]
        for piece in found:
            page.remove_obj(piece)
        if found:
            page.gen_content()
        removed += len(found)
    book.save(path)
    return removed


def _text_of(piece: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> str:
    """The words of a piece of a page, if it is text."""
    if piece.type != pypdfium2.raw.FPDF_PAGEOBJ_TEXT:
        return ""
    size = pypdfium2.raw.FPDFTextObj_GetText(piece, text, None, 0)
    buffer = (pypdfium2.raw.FPDF_WCHAR * (size // 2))()
    pypdfium2.raw.FPDFTextObj_GetText(piece, text, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
