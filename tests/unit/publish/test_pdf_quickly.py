"""What makes a PDF quicker changes nothing in it: words measured once, pieces joined."""

import gc
import importlib
from contextlib import nullcontext

import pytest

from helpers.publish import html
from helpers.publish.document import (
    Break,
    Bullets,
    Figure,
    Heading,
    Number,
    Paragraph,
    Row,
    Table,
    Text,
    lines_of,
    plain,
    with_lines,
)
from helpers.publish.pdf import engine, pages
from helpers.publish.pdf.engine import address

WORDS = "สภาองค์กรชุมชนตำบลที่จดทะเบียนแล้ว 4,331 แห่ง of 7,455 (R0388) "


@pytest.fixture
def preferred(pango):
    """The module of WeasyPrint that fits columns; loading it fails where Pango is missing."""
    return importlib.import_module("weasyprint.layout.preferred")


@pytest.fixture
def measuring(preferred):
    return importlib.import_module("helpers.publish.pdf.hooks")


def page() -> str:
    """A table whose columns fit their words, with every style that says where a line may end."""
    cells = (
        (Text(WORDS, "quote"),),
        (Text("data/raw/plans/2555-2559.csv:45", "code"), Break(), Number("a", "4,182–4,202")),
        (Text(WORDS * 3, "strong"),),
    )
    table = Table((), cells, (Row(cells),) * 6, "lrl", (40, 20, 40))
    rules = ".code{overflow-wrap:anywhere}.fact{white-space:nowrap}.w{display:inline-block}"
    style = f"{engine.faces()} body{{font-family:'Sarabun'}} {rules} @page{{size:A4}}"
    return f"<html lang='th'><title>x</title><style>{style}</style>{html.block(table)}</html>"


def test_words_measured_once_give_the_same_bytes(preferred, measuring, monkeypatch):
    asked = []
    measure = preferred.split_first_line

    def counted(*given, **named):
        asked.append(given[0])
        return measure(*given, **named)

    monkeypatch.setattr(preferred, "split_first_line", counted)
    content, once = engine.pdf(page()), len(asked)
    monkeypatch.setattr(measuring, "once", nullcontext)
    assert engine.pdf(page()) == content
    # Six rows and a head of the same words.
    assert 0 < once < (len(asked) - once) / 4


def test_weasyprint_and_the_collector_are_left_as_they_were(preferred, measuring):
    measure = preferred.split_first_line
    with pytest.raises(ZeroDivisionError), measuring.once(), engine._no_collecting():
        assert not gc.isenabled() and preferred.split_first_line is not measure
        1 / 0  # noqa: B018
    assert gc.isenabled() and preferred.split_first_line is measure


def test_a_page_gets_what_it_carries_and_nothing_else(pango):
    picture = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
    )
    shown = f"<html lang='th'><title>x</title><img alt='x' src='{address(picture)}'></html>"
    content = engine.pdf(shown, {address(picture): picture})
    assert b"/Subtype /Image" in content
    with pytest.warns(UserWarning, match="disallowed protocol"):
        engine.pdf(shown)


def test_neighbours_that_look_alike_are_one_piece():
    line = (
        Text("มี "), Number("a", "4,331"), Text(" แห่ง", "quote"), Text("30 ก.ย. 2557", "day"),
        Text("R0388", "code"), Number("b", "4,182–4,202"), Text("ก"),
    )  # fmt: skip
    assert pages.joined(line) == (
        Text("มี 4,331 แห่ง30 ก.ย. 2557"), Text("R0388", "code"), Number("b", "4,182–4,202"),
        Text("ก"),
    )  # fmt: skip
    assert plain(pages.joined(line)) == plain(line)
    assert pages.joined(()) == ()


def test_every_line_of_a_block_is_changed():
    old = (Text("เดิม"),)
    blocks = [
        Heading(2, old, "h"), Paragraph(old, "note"), Bullets((old, old)),
        Table(old, (old, old), (Row((old, old), anchor="a"),), "ll", (50, 50)),
        Figure("f", "<svg/>", old, "alt", lambda dots: b""),
    ]  # fmt: skip
    for block in blocks:
        changed = with_lines(block, lambda line: (Text("ใหม่"),))
        assert {plain(line) for line in lines_of(changed)} == {"ใหม่"}
        assert len([*lines_of(changed)]) == len([*lines_of(block)])
        assert with_lines(changed, lambda line: old) == block
    with pytest.raises(TypeError, match="not a block"):
        with_lines("words", lambda line: line)


def test_objects_said_once_are_the_bytes_that_are_written(measuring, monkeypatch):
    quick = engine.pdf(page())
    monkeypatch.setattr(measuring, "say_once", lambda *_: None)
    assert quick == engine.pdf(page()) and len(quick) > 1000
