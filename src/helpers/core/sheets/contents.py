"""What a file of a table really holds, whatever its name says: by its first bytes."""

import codecs
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from helpers.core import files, notices, paths
from helpers.core.errors import InputError
from helpers.core.sheets import csv_files, excel_files, web_pages
from helpers.core.sheets.grid import Grid

WORKBOOK, PAGE, TEXT = "workbook", "web_page", "text_table"
_LOOKED_AT = 1 << 13
# Tags a page begins with; a CSV may begin with the sign alone.
_TAGS = re.compile(
    r"<(?:!doctype\s+html|html|head|meta|body|table|div|style|script|center|title)\b"
)
# What is known and not read, by what it begins with or holds at its beginning.
_NOT_READ = (
    ("%pdf-", "holds_pdf"),
    ("mime-version:", "holds_web_archive"),
    ("urn:schemas-microsoft-com:office:spreadsheet", "holds_xml_workbook"),
)


def tables_of(path: Path, knows: Callable[[list[str]], int]) -> list[Grid]:
    """Every table of a file, read by what it holds; ``knows`` is as in ``csv_files.read``.

    Where that is not what the file's name says, ``notes`` of the grids say what it is.
    """
    held = of(path)
    if held == PAGE:
        return web_pages.read(path)
    is_book, is_named_so = held == WORKBOOK, path.suffix.lower() in files.WORKBOOKS
    found = list(excel_files.read(path)) if is_book else [csv_files.read(path, knows)]
    if is_book == is_named_so:
        return found
    return [replace(grid, notes={held: 1}) for grid in found]


def of(path: Path) -> str:
    """``WORKBOOK``, ``PAGE`` or ``TEXT``.

    Raises ``InputError`` for what is known as none of these: a PDF, a web archive, the XML of
    Excel 2003, and bytes under the name of a workbook.
    """
    with path.open("rb") as stream:
        start = stream.read(_LOOKED_AT)
    if excel_files.is_workbook(start):
        return WORKBOOK
    text = _text(start)
    for sign, problem in _NOT_READ:
        if text.startswith(sign) or (sign.startswith("urn:") and sign in text):
            fix = notices.both("save_as_xlsx") if sign != "%pdf-" else None
            raise InputError(notices.both(problem), file=paths.relative(path), fix=fix)
    if text.startswith("<") and _TAGS.search(text):
        return PAGE
    if b"\0" in start and path.suffix.lower() in files.WORKBOOKS and not _is_wide(start):
        fix = notices.both("save_as_xlsx")
        raise InputError(notices.both("no_workbook"), file=paths.relative(path), fix=fix)
    return TEXT


def _text(start: bytes) -> str:
    """The beginning of a file as small letters; what is no letter there does not matter."""
    text = start.decode("utf-16" if _is_wide(start) else "utf-8", errors="ignore")
    return text.lstrip("\ufeff \r\n\t").lower()


def _is_wide(start: bytes) -> bool:
    return start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
