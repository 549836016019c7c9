"""Views of patterns and change: marked, reproducible, and a sentence where something is missing."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from maps_layers import cartogram
from registry_builders import body, registry

import helpers
from helpers.core import datasets, paths, tables
from helpers.coverage import tambons
from helpers.explore import spatial_views as views
from helpers.geography import gazetteer
from helpers.publish import maps

YEAR = 2557
pytestmark = pytest.mark.long(seconds=15)


def _tree(root: Path, monkeypatch: pytest.MonkeyPatch, layer: Path | None) -> Path:
    """A tree with the settings and the cartogram as built before, no registry and no table."""
    settings, regions = paths.root() / "config.yml", paths.raw("geography")
    monkeypatch.setenv("TAMBON_ROOT", str(root))
    # Neighbours of the cartogram, also where borders are supplied.
    monkeypatch.delenv("TAMBON_BOUNDARIES", raising=False)
    (root / "data/raw").mkdir(parents=True)
    (root / "data/processed").mkdir()
    (root / "data/raw/geography").symlink_to(regions)
    (root / "config.yml").symlink_to(settings)
    if layer:
        (root / "data/processed" / layer.name).symlink_to(layer)
    return root


@pytest.fixture(scope="module")
def some(tmp_path_factory):
    """Half of the tambons, most of them with lower codes; in a tree of its own."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        _tree(tmp_path_factory.mktemp("some"), monkeypatch, None)
        codes = gazetteer.of_year(YEAR)["tambon_code"]
        half = len(codes) // 2
        likely = np.where(np.arange(len(codes)) < half, 0.95, 0.05)
        write(codes[np.random.default_rng(1).random(len(codes)) < likely].tolist())
        yield views.Question(YEAR, "demo", steps=1, lang="en")


@pytest.fixture(scope="module")
def shown(some) -> dict:
    """Every view of it."""
    every = (views.joins, views.clusters, views.cluster_map, views.change)
    return {view.__name__: view(some) for view in every}


@pytest.fixture
def tree(some, shown, tmp_path, monkeypatch) -> Path:
    """A tree without a registry."""
    layer = paths.processed("cartogram.parquet")
    return _tree(tmp_path / "tree", monkeypatch, layer)


def write(codes: list[str], *, year: int = YEAR, dataset: str = "demo") -> None:
    """A registry with a council in each of some tambons, and the year's coverage."""
    invented = dataset == "demo"
    bodies = [
        body(code, "2012-05-01" if n % 2 else "2014-05-01", code, is_demo=invented)
        for n, code in enumerate(codes)
    ]
    made = registry(*bodies)
    of = datasets.named(dataset)
    for name in ("registrations", "body_tambons"):
        tables.write(getattr(made, name), name, of.table(name))
    day = pd.Timestamp(year - YEAR + 2014, 9, 30).date()
    counted = tambons.of_year(
        type(made)(made.registrations, made.body_tambons, invented), year, day
    )
    tables.write(counted, "coverage", of.table("coverage"))


def test_every_view_of_invented_bodies_is_marked_and_tells_its_line(some, shown):
    for view in shown.values():
        assert "it shows the method, not Thailand" in view._repr_html_()
        assert "helpers." in view.line[1] and "{" not in view.line[1]
        assert view.table is not None or view.picture
    assert some.watermark == "DEMONSTRATION DATA / NOT REAL"


def test_the_tables_say_what_the_library_says(some, shown):
    joins = shown["joins"].table
    assert len(joins) == 12 and joins["Area"].iloc[0] == "Country"
    assert joins["Tambons"].iloc[0] == "7,425"
    clusters = shown["clusters"].table
    counts = clusters["Tambons"].str.replace(",", "").astype(int)
    assert counts.sum() == 7425 and counts.iloc[0] > 0 and counts.iloc[1] > 0
    change = shown["change"].table
    new = int(re.match(r"[\d,]+", change["Newly covered"].iloc[0])[0].replace(",", ""))
    covered = some.covered["covered"].sum()
    assert covered / 3 < new < covered


def test_the_line_beside_a_view_gives_what_it_shows(some, shown):
    tables.write(gazetteer.table([YEAR]), "tambons")
    given = {name: view.line[1].splitlines() for name, view in shown.items()}
    # Counts are the same without permutations.
    quick = [line.replace("permutations=999", "permutations=0") for line in given["joins"]]
    country, regions = (eval(line, {"helpers": helpers}) for line in quick)
    assert quick[0] != given["joins"][0]
    table = shown["joins"].table
    bb = table["BB"].str.replace(",", "").astype(int).tolist()
    assert bb == [*country["bb"], *regions["bb"]]
    local = eval(given["clusters"][0], {"helpers": helpers})
    told = int(shown["clusters"].table["Tambons"][0].replace(",", ""))
    assert local["class"].eq("clustered_covered").sum() == told
    change = eval(given["change"][0], {"helpers": helpers})
    assert change["code"].nunique() == len(shown["change"].table) - 1


def test_thai_is_written_in_thai(some):
    found = views.change(views.Question(YEAR, "demo", steps=1, lang="th"))
    assert "ไม่ใช่ประเทศไทย" in str(found) and "เปลี่ยนแปลงรวม" in found.table.columns


@pytest.mark.parametrize("view", [views.joins, views.clusters, views.cluster_map])
def test_without_a_registry_a_sentence_says_what_is_missing(tree, view):
    shown = view(views.Question(YEAR, "real", lang="en"))
    assert "A registry by tambon of fiscal year 2557 is needed" in str(shown)
    assert shown.table is None and shown.picture is None and shown.mark is None


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (gazetteer.of_year(YEAR)["tambon_code"].tolist(), "every tambon is covered (7,425)"),
        ([], "A registry by tambon"),
    ],
)
def test_all_or_none_covered_is_a_sentence(tree, codes, said):
    if codes:
        write(codes)
    for view in (views.clusters, views.cluster_map):
        assert said in str(view(views.Question(YEAR, "demo", steps=1, lang="en")))


def test_a_registry_of_a_single_year_is_a_sentence(tree):
    write(["380101"])
    assert "registrations of a single year" in str(
        views.change(views.Question(YEAR, "demo", steps=1, lang="en"))
    )
    assert "เพียงปีเดียว" in str(views.change(views.Question(YEAR, "demo", lang="th")))


def test_no_table_at_all_is_a_sentence(tree):
    shown = views.change(views.Question(YEAR, "real", lang="en"))
    assert shown.table is None and "make clean-tables" in str(shown)


def test_the_map_of_clusters_counts_every_class_in_its_legend():
    layer = cartogram()
    codes = layer.frame["tambon_code"]
    keys = ["clustered_covered", "clustered_uncovered", "not_significant", "island"]
    classes = pd.Series(np.resize(keys, len(codes)), index=codes)
    figure = maps.clusters(layer, classes, maps.Words("Clusters", lang="en"))
    (legend,) = figure.legends
    told = [text.get_text().replace("\n", " ") for text in legend.get_texts()]
    assert len(told) == 5 and told[0].startswith("Cluster of covered tambons (")
    assert told[3].startswith("No neighbours (")
