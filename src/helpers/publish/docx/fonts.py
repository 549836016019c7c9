"""The table of fonts: what stands in for the first one, and the last carried in the file."""

import uuid
from copy import deepcopy

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from helpers import fonts
from helpers.publish.docx.xml import element, parsed

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
    content = fonts.file(weight).read_bytes()
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
