"""A light that other assumptions turn is hatched and says so in a word, in every format."""

import io

import docx
from docx.oxml.ns import qn
from openpyxl import Workbook

from helpers.core import metadata, paths
from helpers.core.metadata import LANGUAGES
from helpers.publish import html
from helpers.publish.annual import parts, sensitivity
from helpers.publish.document import Light, plain
from helpers.publish.docx import manuscript, text
from helpers.publish.docx.manuscript import Manuscript
from helpers.publish.language import Speaker
from helpers.publish.xlsx import cells, layout

FACTS = {"settings": {"digits": "arabic", "cut_offs": {}}, "facts": {}}
LIGHTS = {"low": "at_risk", "high": "at_risk", "path_low": "off", "path_high": "off"}
STAYS, TURNS = Light("at_risk", "◆", "at risk"), Light("at_risk", "◆", "at risk", "may turn")


def entry(*turns: str) -> dict:
    return {"lights": LIGHTS, "turns": list(turns)}


def test_the_light_and_the_paths_beside_it_are_marked_each_for_itself():
    for lang in LANGUAGES:
        speaker = Speaker(FACTS, lang)
        mark = speaker.word("sensitivity.mark")
        told = entry("light")
        assert plain(parts.lights(speaker, told)).endswith(f"({mark})")
        assert mark not in plain(parts.lights(speaker, told, path=True))
        assert mark not in plain(parts.lights(speaker, entry()))


def test_the_stripes_are_explained_where_there_are_any():
    for lang in LANGUAGES:
        speaker = Speaker(FACTS, lang)
        (legend,) = sensitivity.legend(speaker, [entry(), entry("path")])
        assert speaker.word("sensitivity.mark") in plain(legend.line)
        assert sensitivity.legend(speaker, [entry()]) == []


def test_a_page_and_a_pdf_draw_stripes_and_keep_the_word_for_who_sees_none():
    assert html.line((TURNS,)) == (
        '<span class="light light-at_risk turns">◆ at risk (may turn)</span>'
    )
    assert html.line((STAYS,)) == '<span class="light light-at_risk">◆ at risk</span>'
    for sheet in ("report/report.css", "pdf/print.css"):
        rules = (paths.PACKAGE / "publish" / "templates" / sheet).read_text(encoding="utf-8")
        rule = rules[rules.index(".light.turns {") :].partition("}")[0]
        assert "repeating-linear-gradient" in rule and "dashed" in rule


def test_word_has_stripes_behind_such_a_light_whatever_its_colour():
    look = metadata.load("docx.yml")
    document = docx.Document()
    manuscript.apply(document, look)
    book = Manuscript(document, None, look)
    for name in (*look["lights"], "no_data"):
        paragraph = document.add_paragraph()
        text.write(book, paragraph, (Light(name, "◆", "word", "may turn"), STAYS))
        turning, staying = paragraph.runs
        assert turning.text == "◆ word (may turn)"
        shading = [run.style.element.rPr.find(qn("w:shd")) for run in (turning, staying)]
        assert shading[0].get(qn("w:val")) == "thinDiagStripe" and shading[1] is None
    document.save(io.BytesIO())


def test_excel_hatches_the_cell_of_such_a_light():
    told = cells.words((STAYS, TURNS))
    assert isinstance(told, cells.Hatched) and told == "◆ at risk◆ at risk (may turn)"
    assert not isinstance(cells.words((STAYS,)), cells.Hatched)
    drawer = layout.Drawer(Workbook(), Speaker(FACTS, "en"), ())
    page = drawer.book.active
    for place, value in enumerate((told, str(told)), start=1):
        drawer._put(page.cell(1, place), value)
    assert [page.cell(1, n).fill.patternType for n in (1, 2)] == ["lightUp", None]
    assert page["A1"].value == page["B1"].value
