"""What a reader of Excel sees: a workbook opened by LibreOffice, cell by cell as it is shown."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

PROGRAM = "soffice"


def shown(path: Path, folder: Path) -> dict[str, list[list[str]]]:
    """The rows of every sheet by its name, each cell as the text LibreOffice shows.

    Skips the test where LibreOffice is not installed.
    """
    if not shutil.which(PROGRAM):
        pytest.skip(f"{PROGRAM} is not installed: nobody shows what Excel would")
    own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [PROGRAM, own, "--headless", "--convert-to", "html", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=300)
    page = html.fromstring((folder / f"{path.stem}.html").read_bytes())
    return {
        anchor.text_content().strip(): [_cells(row) for row in table.iter("tr")]
        for anchor, table in zip(_names(page), page.iter("table"), strict=True)
    }


def _names(page: html.HtmlElement) -> list:
    """The heading over each sheet's table; a workbook of one sheet has none."""
    named = page.xpath("//a[starts-with(@name, 'table')]//em")
    return named or page.xpath("//title")


def _cells(row: html.HtmlElement) -> list[str]:
    return [cell.text_content().strip() for cell in row.iter("td")]
