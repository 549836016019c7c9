"""What files of Word and Excel share: the same bytes every time, and what no such file can hold."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

# Characters no XML holds, and so no file of Word or Excel.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A cell that begins so is a formula to Excel, at the latest when somebody edits it.
ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def is_active(text: str) -> bool:
    """Whether a text has to be marked as text, so that it never runs."""
    return text.startswith(ACTIVE)


def save_workbook(book: "Workbook", path: Path | io.BytesIO, moment: datetime) -> None:
    """Write ``book`` with ``moment`` as the only time in it; openpyxl would write the clock's."""
    # Here, not above: what a launch prints at its end asks this module and needs no numpy.
    from openpyxl.writer.excel import ExcelWriter
    from openpyxl.xml.constants import ARC_CORE
    from openpyxl.xml.functions import tostring

    stream = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(stream, "w")).save()
    book.properties.created = book.properties.modified = moment
    repack(stream, path, moment, {ARC_CORE: tostring(book.properties.to_tree())})


def repack(
    stream: io.BytesIO,
    path: Path | io.BytesIO,
    moment: datetime,
    replaced: Mapping[str, bytes] | None = None,
) -> None:
    """The same parts, those of ``replaced`` anew, with ``moment`` for the hour of packing.

    Parts of ``replaced`` that are not there yet come last.
    """
    replaced = dict(replaced or {})
    with zipfile.ZipFile(stream) as packed, zipfile.ZipFile(path, "w") as out:
        for entry in packed.infolist():
            content = replaced.pop(entry.filename, b"") or packed.read(entry)
            _pack(out, entry.filename, content, moment)
        for name, content in replaced.items():
            _pack(out, name, content, moment)


def _pack(out: zipfile.ZipFile, name: str, content: bytes, moment: datetime) -> None:
    about = zipfile.ZipInfo(name, moment.timetuple()[:6])
    about.external_attr = 0o644 << 16
    out.writestr(about, content, zipfile.ZIP_DEFLATED)
