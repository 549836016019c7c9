"""What a reader of Excel sees: a workbook opened by LibreOffice, cell by cell as it is shown."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import html

PROGRAM = "soffice"


Sheets = dict[str, list[list[str]]]


def shown(paths: Iterable[Path], folder: Path) -> list[Sheets]:
    """Of each workbook the rows of every sheet by its name, each cell as LibreOffice shows it.

    LibreOffice is started once for all of them. Skips the test where it is not installed.
    """
    paths = list(paths)
    if not shutil.which(PROGRAM):
        pytest.skip(f"{PROGRAM} is not installed: nobody shows what Excel would")
    own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [PROGRAM, own, "--headless", "--convert-to", "html", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [_sheets(folder / f"{path.stem}.html") for path in paths]


def _sheets(made: Path) -> Sheets:
    page = html.fromstring(made.read_bytes())
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
