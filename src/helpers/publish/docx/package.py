"""The file itself: settings, properties, fonts, and a zip that is the same every time."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

from docx.oxml.ns import qn

from helpers.publish.docx import fonts
from helpers.publish.docx.manuscript import Manuscript
from helpers.publish.docx.xml import element, parsed

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
    fonts.write(book.document, book.look)
    stream = io.BytesIO()
    book.document.save(stream)
    _same_every_time(stream, path, book.report.facts["as_of"])


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
    day = date.fromisoformat(book.report.facts["as_of"])
    about.title = book.report.title
    about.subject = book.report.facts["plan"]["title"][speaker.lang]
    about.author = about.last_modified_by = book.word("institute")
    about.language = {"th": "th-TH", "en": "en-US"}[speaker.lang]
    about.comments, about.keywords, about.revision = "", "", 1
    about.created = about.modified = datetime.combine(day, time(), UTC)


def _forget_unused(book: Manuscript) -> None:
    for rels in (book.document.part.rels, book.document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_UNUSED)]:
            del rels[key]


def _same_every_time(stream: io.BytesIO, path: Path, as_of: str) -> None:
    """The same parts with the report's day in place of the hour they were packed."""
    stamp = (*date.fromisoformat(as_of).timetuple()[:3], 0, 0, 0)
    with zipfile.ZipFile(stream) as packed, zipfile.ZipFile(path, "w") as out:
        for entry in packed.infolist():
            fixed = zipfile.ZipInfo(entry.filename, stamp)
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            out.writestr(fixed, packed.read(entry))
