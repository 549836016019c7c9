"""What is being written: the document, its styles, and the names it has given out.

Styles come from ``docx.yml``, Thai in the complex-script slot of each of them. A style is
looked for once a document: the library searches all of them, twice, whenever one is given.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.story import StoryPart
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import _Element

from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.publish.language import Speaker
from helpers.publish.said import SaidReport


def element(name: str, /, **attributes: object) -> _Element:
    """``<w:name w:attribute="value"/>``."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def parsed(text: str, *prefixes: str) -> _Element:
    """An element given as text whose prefixes (``w`` always) need no declaration."""
    end = text.index(">") if "/>" not in text[: text.index(">") + 1] else text.index("/>")
    return parse_xml(f"{text[:end]} {nsdecls('w', *prefixes)}{text[end:]}")


def twips(centimetres: float) -> int:
    """Twentieths of a point."""
    return round(centimetres / 2.54 * 1440)


# By part, for its lifetime: style and kind to the id the library found.
_KNOWN: WeakKeyDictionary[StoryPart, dict[tuple[str, WD_STYLE_TYPE], str | None]]
_KNOWN = WeakKeyDictionary()


def give(to: Paragraph | Run, style: str) -> None:
    """Give a paragraph or run the style of a name, which the document must have by now."""
    if isinstance(to, Paragraph):
        to._p.style = _id(to.part, style, WD_STYLE_TYPE.PARAGRAPH)
    else:
        to._r.style = _id(to.part, style, WD_STYLE_TYPE.CHARACTER)


def _id(part: StoryPart, style: str, kind: WD_STYLE_TYPE) -> str | None:
    """The id of a style; none for the one that goes without saying."""
    known = _KNOWN.setdefault(part, {})
    if (style, kind) not in known:
        known[style, kind] = part.get_style_id(style, kind)
    return known[style, kind]


LOOK = "src/helpers/metadata/docx.yml"
# Word refuses longer names of bookmarks.
LONGEST_NAME = 40


@dataclass
class Manuscript:
    """A document in the making. ``counts`` numbers captions and the places of facts."""

    document: Document
    report: SaidReport
    look: dict
    counts: Counter = field(default_factory=Counter)

    @classmethod
    def empty(cls, report: SaidReport) -> "Manuscript":
        """A document with the styles of the house and nothing in it."""
        look = metadata.load("docx.yml")
        document = docx.Document()
        apply(document, look)
        return cls(document, report, look)

    @property
    def speaker(self) -> Speaker:
        return self.report.speaker

    def word(self, key: str) -> str:
        """A word of the product itself in the report's language and numerals."""
        return self.speaker.format.numerals(self.speaker.word(f"product.{key}"))

    def style(self, part: str, name: object) -> str | None:
        """The style a part of a report takes; ``InputError`` for a part without one."""
        if name not in self.look[part]:
            raise InputError(f"no Word style for {part} {name!r}", fix=LOOK)
        return self.look[part][name]

    def paragraph(self, style: str) -> Paragraph:
        """A new paragraph at the end of the document."""
        made = self.document.add_paragraph()
        give(made, style)
        return made

    def bookmark(self, name: str) -> tuple[_Element, _Element]:
        """Start and end of a bookmark, to be put around what it marks."""
        self.counts["bookmark"] += 1
        number = self.counts["bookmark"]
        return element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)

    def fact_name(self, fact_id: str) -> str:
        """The name of the hidden bookmark of the next place that shows a fact."""
        key = hashlib.sha1(fact_id.encode(), usedforsecurity=False).hexdigest()[:12]
        self.counts[key] += 1
        return f"_Fact_{key}_{self.counts[key]}"


def anchor_name(anchor: str) -> str:
    """The name of the hidden bookmark of an anchor: Word takes letters, digits and ``_``."""
    name = "_" + re.sub(r"[^0-9A-Za-z]", "_", anchor)
    if re.fullmatch("[0-9A-Za-z-]+", anchor) and len(name) <= LONGEST_NAME:
        return name
    # Two anchors that look the same once their signs are gone stay apart.
    return f"{name[: LONGEST_NAME - 9]}_{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"


# Names Word itself knows: it shows them in the reader's language and builds contents from them.
_OWN = ("Cover", "Lead", "Note", "Warning", "Figure", "Table ", "After", "Muted", "Code", "Light")
_OWN += ("Emoji", "Legend")
_TABLE = "Report Table"
_BULLET_NUMBERING = 1
_ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def apply(document: Document, look: dict) -> None:
    """Replace the styles of the library's template by those of the look."""
    root = document.styles.element
    for old in [*root.findall(qn("w:style")), root.find(qn("w:docDefaults"))]:
        root.remove(old)
    root.insert(0, _defaults(look))
    for name, about in look["styles"].items():
        _add(document, look, name, about)
    for name, about in look["styles"].items():
        _relate(document, name, about)
    root.extend(parsed(text) for text in (*_WITHOUT_STYLE, _table_style(look)))
    _number_bullets(document)


def text_width(look: dict) -> float:
    """Centimetres between the margins."""
    return look["page"]["width"] - look["page"]["left"] - look["page"]["right"]


def _fonts(name: str) -> _Element:
    """All four slots: Word takes Thai from cs, quotation marks and signs often from eastAsia."""
    return element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _defaults(look: dict) -> _Element:
    defaults, holder, run = element("docDefaults"), element("rPrDefault"), element("rPr")
    size = look["styles"]["Normal"]["size"] * 2
    language = look["language"]
    run.append(_fonts(look["fonts"]["name"]))
    run.append(element("sz", val=size))
    run.append(element("szCs", val=size))
    tags = {"val": language["latin"], "eastAsia": language["east_asia"]}
    run.append(element("lang", **tags, bidi=language["complex"]))
    holder.append(run)
    defaults.append(holder)
    defaults.append(element("pPrDefault"))
    return defaults


def _add(document: Document, look: dict, name: str, about: dict) -> None:
    kind = WD_STYLE_TYPE[about.get("kind", "paragraph").upper()]
    style = document.styles.add_style(name, kind, builtin=not name.startswith(_OWN))
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False
    _letters(style, look, about)
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        _lines(style, look, about)
    if name == "Normal":
        style.element.set(qn("w:default"), "1")


def _relate(document: Document, name: str, about: dict) -> None:
    """Parents and followers, once all styles are there."""
    style = document.styles[name]
    if "parent" in about:
        style.base_style = document.styles[about["parent"]]
    if "next" in about:
        style.next_paragraph_style = document.styles[about["next"]]


def _letters(style: CharacterStyle, look: dict, about: dict) -> None:
    """Font, size, weight and colour; those of complex script beside those of Latin."""
    run = style.element.get_or_add_rPr()
    run.append(_fonts(look["fonts"][about.get("font", "name")]))
    if "bold" in about:
        style.font.bold = style.font.cs_bold = about["bold"]
    if "colour" in about:
        style.font.color.rgb = RGBColor.from_string(_colour(look, about["colour"]))
    if "size" in about:
        style.font.size = Pt(about["size"])
        run.find(qn("w:sz")).addnext(element("szCs", val=about["size"] * 2))
    if "hatch" in about:
        colour = _colour(look, about["hatch"])
        run.append(element("shd", val="thinDiagStripe", color=colour, fill="auto"))


def _colour(look: dict, name: str) -> str:
    return str(look["colours"].get(name, name))


def _lines(style: ParagraphStyle, look: dict, about: dict) -> None:
    """Spaces, indents, alignment, borders and what keeps with what."""
    shape = style.paragraph_format
    shape.widow_control = True
    for side in ("before", "after"):
        if side in about:
            setattr(shape, f"space_{side}", Pt(about[side]))
    if "line" in about:
        shape.line_spacing = Pt(about["line"])
    if "left" in about:
        shape.left_indent = Cm(about["left"])
    if "align" in about:
        shape.alignment = _ALIGN[about["align"]]
    if "with_next" in about:
        shape.keep_with_next = about["with_next"]
    if "leader" in about:
        width = Cm(text_width(look))
        shape.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    _drawn(style, look, about)


def _drawn(style: BaseStyle, look: dict, about: dict) -> None:
    """Lines, fill, level and bullet, for which the library has no words; in the schema's order."""
    shape = style.element.get_or_add_pPr()
    if "bullet" in about:
        shape.get_or_add_numPr().get_or_add_numId().val = _BULLET_NUMBERING
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    if "rule" in about or "bar" in about:
        shape.insert_element_before(_border(look, about), *later)
    if "fill" in about:
        fill = element("shd", val="clear", color="auto", fill=_colour(look, about["fill"]))
        shape.insert_element_before(fill, *later[1:])
    if "outline" in about:
        shape.append(element("outlineLvl", val=about["outline"]))


def _border(look: dict, about: dict) -> _Element:
    border = element("pBdr")
    if "rule" in about:
        colour = _colour(look, "rule")
        border.append(element(about["rule"], val="single", sz=6, space=2, color=colour))
    if "bar" in about:
        colour = _colour(look, about["bar"])
        border.append(element("left", val="single", sz=24, space=6, color=colour))
    return border


# What a text without a style is said to have; Word counts on finding them.
_WITHOUT_STYLE = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
    "<w:unhideWhenUsed/></w:style>",
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" '
    'w:type="dxa"/></w:tblPr></w:style>',
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
)


def _table_style(look: dict) -> str:
    """Light rules between the rows, a head that stands out."""
    font, side = look["fonts"]["name"], twips(look["tables"]["cell"])
    rule, ink = _colour(look, "rule"), _colour(look, "ink")
    line = '<w:{0} w:val="single" w:sz="{1}" w:space="0" w:color="{2}"/>'.format
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{_TABLE.replace(" ", "")}">'
        f'<w:name w:val="{_TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f"</w:rPr><w:tblPr><w:tblBorders>{line('top', 8, ink)}{line('bottom', 8, ink)}"
        f"{line('insideH', 4, rule)}</w:tblBorders><w:tblCellMar>"
        f'<w:top w:w="20" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="20" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f'<w:tcBorders>{line("bottom", 8, ink)}</w:tcBorders><w:shd w:val="clear" w:color="auto" '
        f'w:fill="{_colour(look, "soft")}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _number_bullets(document: Document) -> None:
    """One bulleted list in place of the template's."""
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.append(
        parsed(
            '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
            '<w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr>'
            '<w:ind w:left="397" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        )
    )
    numbering.append(
        parsed(f'<w:num w:numId="{_BULLET_NUMBERING}"><w:abstractNumId w:val="0"/></w:num>')
    )
