"""A registry and borders dropped in: what an officer's export does to the report of a year."""

import csv
import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from conftest import REPOSITORY, House, a_copy

sys.path.insert(0, str(REPOSITORY / "tests" / "fixtures" / "registries"))
import make_messy

pytestmark = pytest.mark.long(seconds=120)

LANGUAGES = ("th", "en")
COUNCILS = "2555-2559/1.4.1a"
BORDERS = "TAMBON_BOUNDARIES"


@pytest.fixture(scope="module")
def received(built, tmp_path_factory) -> House:
    """The built tree with the messy council registry dropped in, and the report of 2557 made."""
    place = tmp_path_factory.mktemp("received") / "tree"
    house = a_copy(built, place, "demo", "logs", "runs.json")
    (house.root / "data/raw/registries").mkdir(exist_ok=True)
    make_messy.write_csv(house.root / "data/raw/registries")
    done = house.run("report", "--year", "2557")
    assert done.returncode == 0, done.stdout + done.stderr
    return house


@pytest.fixture(scope="module")
def content(received) -> dict:
    return json.loads((received.root / "reports/2557/facts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def expected() -> dict[str, dict]:
    """What must become of each body of the messy registry, by its label.

    A body over several lines covers the tambons of all of them.
    """
    found: dict[str, dict] = {}
    for line in make_messy.source()["lines"]:
        if "body" in (end := line["is"]):
            before = found.get(end["body"], {}).get("tambons", [])
            found[end["body"]] = {**end, "tambons": [*before, *end["tambons"]]}
    return found


def standing(expected: dict[str, dict], day: str) -> list[dict]:
    """Bodies that stand at the end of a day, by what was written down for them by hand."""
    return [
        end for end in expected.values()
        if str(end["since"]) <= day and not ("ended" in end and str(end["ended"]) <= day)
    ]  # fmt: skip


def value(content: dict, fact_id: str):
    return content["facts"][fact_id]["value"]


def test_the_registry_is_assessed_and_the_published_count_stands_beside(content, expected):
    bodies = len(standing(expected, "2014-09-30"))
    beside = content["councils"]["registry"]
    assert beside["leads"] == "registry"
    assert value(content, f"{COUNCILS}:actual") == bodies
    assert value(content, "councils:beside:published:count") == 4331
    assert value(content, "councils:beside:difference") == bodies - 4331


def test_it_is_a_reading_of_the_table_beside_the_published_one(received, expected):
    actuals = pd.read_parquet(received.root / "data/processed/actuals.parquet")
    country = actuals[(actuals["kind"] == "registry") & (actuals["geography_code"] == "TH")]
    counts = {row.as_of.date().isoformat(): row.value for row in country.itertuples()}
    assert counts["2014-09-30"] == len(standing(expected, "2014-09-30"))
    assert counts["2012-09-30"] == len(standing(expected, "2012-09-30"))
    assert (actuals["kind"] == "published").sum() == 473


def test_tambons_and_bodies_are_counted_as_written_down_by_hand(content, expected):
    bodies = standing(expected, "2014-09-30")
    country = content["coverage"]["kinds"]["council"]["country"]["tambons_of_year"]["facts"]
    assert value(content, country["n_bodies"]) == len(bodies)
    tambons = {code for body in bodies for code in body["tambons"]}
    assert value(content, country["n_covered"]) == len(tambons)
    assert value(content, country["n_units"]) == 7425


def test_every_region_is_the_registrys_also_one_without_a_council(content):
    regions = content["councils"]["regions"]
    assert len(regions) == 11
    assert {content["readings"][r["reading_id"]]["kind"] for r in regions} == {"registry"}


def test_the_registry_is_reconciled_with_every_published_region(content):
    areas = content["coverage"]["kinds"]["council"]["differences"]
    assert len(areas) == 12 and {area["day"] for area in areas} == {"2014-09-01"}
    for area in areas:
        ids = area["facts"]
        difference = value(content, ids["registry"]) - value(content, ids["published"])
        assert value(content, ids["difference"]) == difference


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_prints_the_difference_and_maps_the_tambons(received, content, lang):
    page = (received.root / f"reports/2557/annual_assessment.{lang}.html").read_text("utf-8")
    assert 'data-fact="councils:beside:difference">−' in page
    for name in ("regional", "kind-council", "first_year-council", "change-council"):
        assert f'id="figure-map-{name}-cartogram"' in page
    maps = {file.name for file in (received.root / "reports/2557/maps").iterdir()}
    assert f"kind-council-cartogram.{lang}.svg" in maps


def test_rows_in_are_accepted_or_rejected(received, content):
    account = pd.read_csv(received.root / "data/processed/registry_account.csv")
    counts = account.groupby("what")["n"].sum()
    assert counts["read"] == 200 == counts["accepted"] + counts["cleaned_out"]
    assert value(content, content["coverage"]["kinds"]["council"]["lines"]["rejected"]) == (
        counts["cleaned_out"] + counts["rejected"]
    )


def test_nothing_personal_goes_further_than_the_raw_file(received):
    raw = next((received.root / "data/raw/registries").glob("*.csv")).read_bytes().decode("cp874")
    rows = [row for row in csv.reader(raw.splitlines()) if len(row) > 10]
    headings, *lines = rows
    places = [headings.index(h) for h in headings if "ประธาน" in h or "โทรศัพท์" in h]
    personal = {row[place].strip() for row in lines for place in places if place < len(row)}
    personal = {text for text in personal if len(text) > 6 and "ประธาน" not in text}
    assert len(places) == 2 and personal
    found = re.compile("|".join(map(re.escape, personal)) + r"|\d-\d{4}-\d{5}-\d{2}-\d")
    for file in texts_under(received.root / "data/processed", received.root / "reports"):
        assert not found.search(said(file)), file


def texts_under(*folders: Path) -> list[Path]:
    kinds = {".html", ".json", ".csv", ".ipynb", ".parquet"}
    return [f for folder in folders for f in folder.rglob("*") if f.suffix in kinds]


def said(file: Path) -> str:
    if file.suffix == ".parquet":
        frame = pd.read_parquet(file)
        return frame.drop(columns="geometry", errors="ignore").to_csv()
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bordered(received, tmp_path_factory) -> House:
    """The same tree with true borders of tambons."""
    if not os.environ.get(BORDERS):
        pytest.skip(f"boundaries: {BORDERS} is not set")
    house = replace(received, borders=os.environ[BORDERS])
    done = house.run("report", "--year", "2557")
    assert done.returncode == 0, done.stdout + done.stderr
    return house


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_borders_the_maps_are_true_ones_and_the_cartogram_stands_beside(bordered, lang):
    page = (bordered.root / f"reports/2557/annual_assessment.{lang}.html").read_text("utf-8")
    for name in ("regional-borders", "kind-council-borders", "regional-cartogram"):
        assert f'id="figure-map-{name}"' in page
    assert "7,425" in page and "EPSG:4326" in page
    maps = {file.name for file in (bordered.root / "reports/2557/maps").iterdir()}
    assert {f"regional-borders.{lang}.png", f"years-council-borders.{lang}.svg"} <= maps


def test_borders_change_no_number(bordered, content):
    facts = bordered.root / "reports/2557/facts.json"
    assert json.loads(facts.read_text(encoding="utf-8")) == content
