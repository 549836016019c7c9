"""The file itself: settings, properties, fonts, and a zip that is the same every time."""

import io
import uuid
from copy import deepcopy
from datetime import UTC, date, datetime, time
from pathlib import Path

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from helpers.core import office
from helpers.publish.docx import carried_font
from helpers.publish.docx.manuscript import Manuscript, element, parsed

# The first bytes of a font are hidden, so that it serves this document and no other.
_HIDDEN = 32
_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
# By what a program chooses a substitute: Thai, without serifs, of proportional width.
_SHAPE = (
    '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
    '<w:sig w:usb0="21000007" w:usb1="00000000" w:usb2="00000000" w:usb3="00000000" '
    'w:csb0="00010111" w:csb1="00000000"/>'
)


def write(document: Document, look: dict) -> None:
    """Declare the fonts of the look and embed the one a document carries with it.

    It is given for the official name too: LibreOffice reads no alternative names, but shows
    the font that an entry carries where the entry's own is not installed.
    """
    names, embedded = look["fonts"], look["fonts"]["embedded"]
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    carried = [
        _embedded(part, number, kind, weight)
        for number, (kind, weight) in enumerate(embedded["weights"].items(), 1)
    ]
    table = parsed("<w:fonts></w:fonts>", "r")
    for name, others in ((names["name"], names["alternatives"]), (embedded["name"], [])):
        table.append(_entry(name, others))
        table[-1].extend(deepcopy(carried))
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def _entry(name: str, others: list[str]) -> _Element:
    entry = parsed(f"<w:font>{_SHAPE}</w:font>")
    entry.set(qn("w:name"), name)
    if others:
        entry.insert(0, element("altName", val=",".join(others)))
    return entry


def _embedded(part: Part, number: int, kind: str, weight: str) -> _Element:
    content = carried_font.content(weight)
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"{kind} {weight}")
    name = PackURI(f"/word/fonts/font{number}.odttf")
    font = Part(name, _OBFUSCATED, _hidden(content, key), part.package)
    made = element(kind, fontKey="{" + str(key).upper() + "}")
    made.set(qn("r:id"), part.relate_to(font, RELATIONSHIP_TYPE.FONT))
    return made


def _hidden(content: bytes, key: uuid.UUID) -> bytes:
    """The font with its head mixed with the key, as the format prescribes."""
    mask = key.bytes[::-1] * 2
    head = bytes(byte ^ sign for byte, sign in zip(content[:_HIDDEN], mask, strict=True))
    return head + content[_HIDDEN:]


# What the library's template brings and no report uses.
_UNUSED = ("stylesWithEffects", "webSettings", "customXml", "thumbnail", "extended-properties")
_UNUSED += ("theme",)
_SETTINGS = """<w:settings><w:zoom w:percent="100"/><w:embedTrueTypeFonts/>
<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:updateFields w:val="true"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:val="15"
 w:uri="http://schemas.microsoft.com/office/word"/>
</w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""


def save(book: Manuscript, path: Path) -> None:
    """Write the document to ``path``."""
    _settings(book)
    _properties(book)
    _forget_unused(book)
    write(book.document, book.look)
    stream = io.BytesIO()
    book.document.save(stream)
    office.repack(stream, path, datetime.combine(_day(book), time()))


def _settings(book: Manuscript) -> None:
    """Contents are offered for updating when the document is opened."""
    settings = book.document.settings.element
    for old in list(settings):
        settings.remove(old)
    settings.extend(parsed(_SETTINGS))
    language = book.look["language"]
    tags = {"val": language["latin"], "eastAsia": language["east_asia"]}
    mark = element("themeFontLang", **tags, bidi=language["complex"])
    settings.find(qn("w:compat")).addnext(mark)


def _properties(book: Manuscript) -> None:
    """Who, what and when, from the facts and never from the clock."""
    about, speaker = book.document.core_properties, book.speaker
    about.title = book.report.title
    about.subject = book.report.facts["plan"]["title"][speaker.lang]
    about.author = about.last_modified_by = book.word("institute")
    about.language = {"th": "th-TH", "en": "en-US"}[speaker.lang]
    about.comments, about.keywords, about.revision = "", "", 1
    about.created = about.modified = datetime.combine(_day(book), time(), UTC)


def _day(book: Manuscript) -> date:
    return date.fromisoformat(book.report.facts["as_of"])


def _forget_unused(book: Manuscript) -> None:
    for rels in (book.document.part.rels, book.document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_UNUSED)]:
            del rels[key]
