"""What a screen reader gets of a small page: links, margins, groups of rows, words of pictures."""

import io
from html import escape

import pikepdf
import pytest

from helpers.publish import html
from helpers.publish.document import Paragraph, Row, Table, Text
from helpers.publish.language import Speaker
from helpers.publish.pdf import engine, pages

pytestmark = pytest.mark.usefixtures("pango")
WHERE = "http://app.codi.or.th/codi_sapa/pages/GraphTable.aspx"
HEAD = "@page{@top-left{content:element(head)}} .head{position:running(head)}"


def page(body: str, rules: str = "") -> bytes:
    style = f"{engine.faces()} body{{font-family:'Sarabun'}} {rules}"
    return engine.pdf(f"<html lang='th'><title>x</title><style>{style}</style>{body}</html>")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def tree(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every structure element of a PDF, which must stay open."""
    return [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/P" in o]


def kinds(document: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in tree(document) if "/S" in element]


def test_an_address_is_a_link_described_by_itself():
    line = (Text(WHERE, "address"),)
    document = opened(page(pages._for_paper(html.block(Paragraph(line)))))
    (link,) = [element for element in tree(document) if element.S == "/Link"]
    (mark,) = [kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
    assert (str(mark.A.URI), str(mark.Contents), int(mark.F)) == (WHERE, WHERE, 4)


def test_nothing_but_an_address_of_the_web_is_one():
    made = object.__new__(Speaker)  # an address needs no facts
    of = Speaker.address
    assert of(made, WHERE) == (Text(WHERE, "address"),)
    for place, name in (
        ("data/raw/plans/plan.csv", "plan.csv"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("file:///etc/passwd", "passwd"),
    ):
        assert of(made, place) == (Text(name, "code"),)
    assert of(made, "") == ()


def test_entries_of_contents_are_words_alone():
    words = pages._words((Text("กองทุนสวัสดิการ <x>"), Text("4,331", "strong")))
    assert str(words) == escape("กองทุนสวัสดิการ <x>4,331")


def test_a_running_head_is_read_to_nobody():
    body = "<p class='head'>หัวกระดาษ</p><p>เนื้อหา</p>"
    document = opened(page(body, HEAD))
    assert kinds(document) == ["/Document", "/P", "/Span"]
    marks = [
        [str(operand) for operand in operands]
        for operands, operator in pikepdf.parse_content_stream(document.pages[0])
        if str(operator) == "BDC"
    ]
    assert [mark for mark in marks if mark[0] == "/Artifact" and "/Pagination" in mark[1]]
    assert [mark[0] for mark in marks if "/MCID" in mark[1]] == ["/Span"]


def test_a_heading_inside_a_table_heads_no_column():
    cell = (Text("ก"),)
    rows = (Row((cell,), "group"), Row((cell, cell)), Row((cell,), "parent", anchor="a"))
    table = pages._for_paper(html.block(Table(cell, (cell, cell), rows, "ll", (50, 50))))
    found = kinds(opened(page(table)))
    assert found.count("/TH") == 2 and found.count("/TD") == 4


def test_weasyprint_is_left_as_it_was(pango):
    from helpers.publish.pdf import tagging

    owners = (tagging.draw, "draw_stacking_context"), (tagging.tags, "_build_box_tree")
    before = [getattr(owner, name) for owner, name in owners]
    with pytest.raises(ZeroDivisionError), tagging.margins_apart():
        assert [getattr(owner, name) for owner, name in owners] != before
        1 / 0  # noqa: B018
    assert [getattr(owner, name) for owner, name in owners] == before
