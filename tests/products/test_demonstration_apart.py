"""The demonstration: whole, marked to the last file, and nothing of it anywhere else."""

import json
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from conftest import DEMONSTRATED
from PIL import Image

from helpers.core import files, metadata

YEARS = DEMONSTRATED
LANGUAGES = ("th", "en")
MARK = metadata.load("labels.yml")["demo"]["watermark"]
# What only the demonstration says: its mark, its bodies, its exports, its figures' names.
TRACES = re.compile(
    "|".join(
        [*(re.escape(words) for words in MARK.values()), r"ตัวอย่าง \d{4}", "ตัวอย่าง [๐-๙]{4}",
         "DEMONSTRATION DATA", r"demo/registries/", r"_2559-10-10\.(csv|xlsx)"]
    )
)  # fmt: skip
TEXTS = {".html", ".json", ".svg", ".csv", ".ipynb", ".txt", ".md"}


@pytest.fixture(scope="module")
def own(built) -> list[Path]:
    """Files of the demonstration."""
    return [f for f in files_of(built.root) if "demo" in f.relative_to(built.root).parts]


@pytest.fixture(scope="module")
def real(built) -> list[Path]:
    """Everything else that was built or received."""
    return [f for f in files_of(built.root) if "demo" not in f.relative_to(built.root).parts]


def files_of(root: Path) -> list[Path]:
    found = [f for folder in ("data", "reports") for f in (root / folder).rglob("*")]
    # A test that runs beside this one may be making borders ready to draw on.
    return [f for f in found if f.is_file() and not f.name.startswith(files.PARTIAL)]


def said(file: Path) -> str:
    """Everything a file says, whatever its format; ``AssertionError`` for one not known."""
    if file.suffix in TEXTS:
        return file.read_text(encoding="utf-8")
    if file.suffix == ".png":
        with Image.open(file) as image:
            return " ".join(image.text.values())
    if file.suffix == ".parquet":
        return pd.read_parquet(file).to_csv()
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file, read_only=True)
        return " ".join(str(c) for s in book for row in s.iter_rows(values_only=True) for c in row)
    assert file.name.startswith("."), f"a kind of file this test does not know: {file}"
    return ""


def test_nothing_of_it_is_outside_its_folders(built, real):
    # The records of runs name every file made; they hold no figure of it.
    searched = [file for file in real if file.name != "runs.json"]
    found = [str(f.relative_to(built.root)) for f in searched if TRACES.search(said(f))]
    assert len(searched) > 100 and found == []


def test_the_search_finds_it_where_it_is(own):
    for suffix in (".html", ".png", ".svg", ".parquet", ".csv"):
        files = [file for file in own if file.suffix == suffix]
        assert any(TRACES.search(said(file)) for file in files), suffix


def test_no_row_outside_is_a_demonstration_and_every_row_inside_is(own, real):
    marked = {
        file: frame["is_demo"]
        for file in [*own, *real]
        if file.suffix == ".parquet" and "is_demo" in (frame := pd.read_parquet(file))
    }
    assert len([f for f in marked if f in own]) >= 5 and len([f for f in marked if f in real]) >= 5
    assert all(marks.all() for file, marks in marked.items() if file in own)
    assert not any(marks.any() for file, marks in marked.items() if file in real)


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_its_pages_and_its_maps_in_both_languages(built, year):
    folder = built.root / "reports" / "demo" / str(year)
    for lang in LANGUAGES:
        assert (folder / f"coverage.{lang}.html").stat().st_size > 100_000
        names = {file.name.split("-")[0] for file in (folder / "maps").glob(f"*.{lang}.png")}
        expected = {"kind", "both", "first_year", "province"}
        expected |= {"change", "years"} if year > 2551 else set()
        assert names == expected
    pngs, svgs = ({f.stem for f in (folder / "maps").glob(f"*.{e}")} for e in ("png", "svg"))
    assert pngs == svgs and len(pngs) >= 12


@pytest.mark.parametrize("year", YEARS)
def test_the_pages_show_pictures_that_lie_beside_them_and_carry_none(built, year):
    folder = built.root / "reports" / "demo" / str(year)
    for lang in LANGUAGES:
        page = (folder / f"coverage.{lang}.html").read_text(encoding="utf-8")
        shown = re.findall(r'<img[^>]* src="([^"]*)"', page)
        pictures = {f"maps/{file.name}" for file in (folder / "maps").glob(f"*.{lang}.png")}
        assert len(shown) == len(set(shown)) and set(shown) == pictures
        assert "data:image" not in page


def test_every_page_and_picture_is_marked_in_its_language(own):
    pages = [file for file in own if file.suffix in (".html", ".png", ".svg")]
    assert len(pages) > 30 * len(YEARS)
    for file in pages:
        lang = file.stem.rsplit(".", 1)[-1]
        assert MARK[lang] in said(file), file


def test_its_facts_hold_no_target_light_or_score(built):
    for year in YEARS:
        text = (built.root / f"reports/demo/{year}/facts.json").read_text(encoding="utf-8")
        content = json.loads(text)
        assert content["is_demo"] and set(content["coverage"]["kinds"]) == {
            "council", "welfare_fund",
        }  # fmt: skip
        assert not {"indicators", "scores", "lights", "plan_targets"} & set(content)


def test_the_check_against_published_totals_fails_in_sight(built):
    content = json.loads((built.root / "reports/demo/2557/facts.json").read_text("utf-8"))
    areas = content["coverage"]["kinds"]["council"]["differences"]
    shares = [content["facts"][area["facts"]["difference_share"]]["value"] for area in areas]
    regional = [s for s, area in zip(shares, areas, strict=True) if area["level"] == "region"]
    assert len(regional) == 11 and all(0.03 <= abs(share) <= 0.10 for share in regional)


def test_real_reports_say_that_no_registry_was_supplied(built):
    words = metadata.load("labels.yml")["coverage"]["no_registry"]
    for year in YEARS:
        for lang in LANGUAGES:
            page = built.root / f"reports/{year}/annual_assessment.{lang}.html"
            plain = re.sub("<[^>]+>", "", page.read_text(encoding="utf-8"))
            assert words[lang] in plain, page


@pytest.mark.parametrize("year", YEARS)
def test_real_maps_are_of_regions_alone(built, year):
    maps = {file.name for file in (built.root / f"reports/{year}/maps").iterdir()}
    expected = {
        f"regional-cartogram.{lang}.{kind}" for lang in LANGUAGES for kind in ("png", "svg")
    }
    assert {name for name in maps if "cartogram" in name} == expected
    assert all(name.startswith("regional-") for name in maps)
