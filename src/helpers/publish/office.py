"""A workbook saved so that the same content gives the same bytes."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring


def save(book: Workbook, path: Path, moment: datetime) -> None:
    """Write ``book`` with ``moment`` as the only time in it; openpyxl would write the clock's."""
    stream = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(stream, "w")).save()
    book.properties.created = book.properties.modified = moment
    core = tostring(book.properties.to_tree())
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(path, "w") as kept:
        for entry in made.infolist():
            content = core if entry.filename == ARC_CORE else made.read(entry)
            about = zipfile.ZipInfo(entry.filename, moment.timetuple()[:6])
            about.external_attr = 0o644 << 16
            kept.writestr(about, content, zipfile.ZIP_DEFLATED)
