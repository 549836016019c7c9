"""The few pieces of WordprocessingML that python-docx has no words for."""

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import _Element


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
