"""Small registry exports in every format, written for tests."""

import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pandas as pd

from helpers.registries import reading

HEADINGS = ["ชื่อสภา", "ตำบล", "อำเภอ", "จังหวัด", "วันที่จดแจ้ง", "จำนวนสมาชิก"]
LINE = ["สภา ก", "นาดี", "เมือง", "อุดรธานี", "9/2/2551", "12"]
OTHER = ["สภา ข", "นาข่า", "เมือง", "อุดรธานี", "10/2/2551", "15"]
NAME = "council_2014-09-30"


def write_csv(folder: Path, text: str, name: str = f"{NAME}.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def csv_text(*rows: list[str], separator: str = ",") -> str:
    return "".join(separator.join(row) + "\n" for row in rows)


def write_workbook(folder: Path, sheets: dict[str, list[list]], name: str = f"{NAME}.xlsx") -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(folder / name)
    return folder / name


def write_ods(folder: Path, rows: list[list[str]], name: str = f"{NAME}.ods") -> Path:
    def cell(text: str) -> str:
        content = f"<text:p>{escape(text)}</text:p>"
        return f'<table:table-cell office:value-type="string">{content}</table:table-cell>'

    lines = ("<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in rows)
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Sheet1">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr("mimetype", kind)
        manifest = 'xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        archive.writestr("META-INF/manifest.xml", f"<manifest {manifest}/>")
        archive.writestr("content.xml", content)
    return folder / name


def write_xls(folder: Path, rows: list[list[str]], name: str = f"{NAME}.xls") -> Path:
    """A workbook of Excel 97: one sheet of texts in a compound file of one stream."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def label(row: int, column: int, text: str) -> bytes:
        start = struct.pack("<HHHHB", row, column, 0, len(text), 1)
        return record(0x0204, start + text.encode("utf-16-le"))

    cells = [label(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    size = record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, len(rows[0]), 0))
    begin, end = record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)), record(0x0A, b"")
    sheet = begin + size + b"".join(cells) + end
    title = b"Sheet1"
    opening = record(0x0809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0))
    place = len(opening) + 4 + 8 + len(title) + len(end)
    listed = record(0x85, struct.pack("<IHBB", place, 0, len(title), 0) + title)
    (folder / name).write_bytes(_compound(opening + listed + end + sheet))
    return folder / name


def _compound(stream: bytes) -> bytes:
    """A compound file (version 3) that holds ``stream`` under the name Workbook."""
    free, last, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    stream = stream.ljust(-(-max(len(stream), 4096) // 512) * 512, b"\0")
    sectors = len(stream) // 512
    chain = [table, last, *range(3, sectors + 2), last]
    fat = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        plain = title.encode("utf-16-le") + b"\0\0"
        head = plain.ljust(64, b"\0") + struct.pack("<HBB", len(plain), kind, 1)
        return (
            head
            + struct.pack("<III", free, free, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    entries = entry("Root Entry", 5, 1, last, 0) + entry("Workbook", 2, free, 2, len(stream))
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    start += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    start += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0)
    start += struct.pack("<109I", 0, *[free] * 108)
    return start + fat + entries.ljust(512, b"\0") + stream


def lines_of(folder: Path, kind: str = "council") -> pd.DataFrame:
    return reading.read(folder).lines[kind]


def counts_of(read: reading.Reading, file: str = "") -> dict[str, int]:
    """What the account says of the one file, or sheet, whose name ends in ``file``."""
    account = read.account[read.account.source_file.str.endswith(file)]
    assert account.source_file.nunique() == 1
    return dict(zip(account.what, account.n, strict=True))
