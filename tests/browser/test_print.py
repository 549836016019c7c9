"""What a person gets who opens a report in a browser and prints it."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from browser import CHROMIUM, QUIET

TOOLS = all(shutil.which(tool) for tool in ("pdftotext", "pdfinfo"))
pytestmark = [
    pytest.mark.long(seconds=10),
    pytest.mark.skipif(
        not (CHROMIUM and TOOLS), reason="browser tests need chromium and poppler-utils"
    ),
]
YEARS = range(2551, 2560)


@pytest.fixture(scope="session")
def printed(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")

    @cache
    def print_report(year: int, lang: str) -> Path:
        page = built.root / "reports" / str(year) / f"annual_assessment.{lang}.html"
        pdf = folder / f"{year}.{lang}.pdf"
        profile = f"--user-data-dir={folder / 'profile'}"
        command = [CHROMIUM, *QUIET, profile, f"--print-to-pdf={pdf}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return pdf

    return print_report


def text_of(pdf: Path, first: int = 1, last: int = 999) -> str:
    """Text of some pages; sara am joined again where the extraction split it."""
    pages = ["-f", str(first), "-l", str(last)]
    command = ["pdftotext", "-layout", *pages, str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return re.sub("\u0e4d\\s?\u0e32", "\u0e33", text)


@pytest.mark.parametrize("year", YEARS)
def test_the_summary_is_one_page_of_a4(printed, year):
    pdf = printed(year, "th")
    assert re.search(r"Page size: .*\(A4\)", _info(pdf))
    assert "บทสรุปผู้บริหาร" in text_of(pdf, 1, 1)
    assert "ร่างจากข้อเท็จจริง" in text_of(pdf, 1, 1)
    assert "สิ่งที่ตัวเลขเหล่านี้ไม่ได้บอก" in text_of(pdf, 1, 1)
    assert "ผลตามตัวชี้วัด" in text_of(pdf, 2, 2)


def test_thai_words_are_found_in_the_printed_text(printed):
    text = text_of(printed(2557, "th"))
    for word in ("สภาองค์กรชุมชนตำบล", "จัดตั้ง", "ท้องถิ่น", "ทั้งหมด", "กองทุนสวัสดิการชุมชน"):
        assert word in text, word


def test_pages_are_numbered(printed):
    pdf = printed(2558, "en")
    pages = int(re.search(r"Pages: +(\d+)", _info(pdf))[1])
    assert f"{pages} / {pages}" in text_of(pdf, pages, pages)


def _info(pdf: Path) -> str:
    return subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
