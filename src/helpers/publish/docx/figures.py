"""Figures: a picture that fits the page, its content in words, its caption below."""

import io

from docx.shared import Cm, Emu, Length

from helpers.publish.document import Figure
from helpers.publish.docx import captions
from helpers.publish.docx.manuscript import Manuscript
from helpers.publish.docx.styles import text_width


def write(book: Manuscript, item: Figure) -> None:
    """The picture in a paragraph of its own, kept with the caption that follows."""
    look = book.look["figures"]
    run = book.paragraph("Figure").add_run()
    picture = run.add_picture(io.BytesIO(item.png(look["dots_per_inch"])))
    picture.width, picture.height = _fitting(
        picture.width, picture.height, Cm(text_width(book.look)), Cm(look["height"])
    )
    about = picture._inline.docPr
    about.set("name", item.name)
    about.set("descr", item.alt)
    captions.write(book, item)


def _fitting(width: Length, height: Length, widest: Length, highest: Length) -> tuple[Emu, Emu]:
    """As wide as the text, unless that would be too high for a page."""
    scale = min(widest / width, highest / height)
    return Emu(round(width * scale)), Emu(round(height * scale))
