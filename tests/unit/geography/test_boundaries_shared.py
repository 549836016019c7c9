"""A real national layer and its samples, where TAMBON_BOUNDARIES names a folder with them."""

import os
import shutil
from pathlib import Path

import pytest
import shapely
from boundary_builders import bare

from helpers.geography import boundaries
from helpers.geography.boundaries import finding

GIVEN = os.environ.get(finding.VARIABLE)
SAMPLES = Path(GIVEN, "samples") if GIVEN else None

needs_borders = pytest.mark.skipif(GIVEN is None, reason="boundaries: TAMBON_BOUNDARIES is not set")
needs_samples = pytest.mark.skipif(
    SAMPLES is None or not SAMPLES.is_dir(),
    reason="boundaries: TAMBON_BOUNDARIES is not set, or its folder has no samples",
)


@pytest.fixture
def house(root, monkeypatch):
    return bare(root, monkeypatch)


@pytest.fixture
def national(house, monkeypatch):
    monkeypatch.setenv(finding.VARIABLE, GIVEN)
    return boundaries.load()


@needs_borders
def test_every_tambon_of_2557_has_a_polygon(national):
    report = boundaries.report(2557)
    assert (report.tambons_of_year, report.with_polygon) == (7425, 7425)
    assert report.without_polygon == ()
    assert shapely.coverage_is_valid(national.frame.geometry.to_numpy())
    assert "Covers all 7,425 tambons" in [line["en"] for line in national.told]


@needs_borders
def test_the_codes_of_today_are_met_but_for_three_and_fourteen(national):
    report = boundaries.report(2559)
    assert (report.own_codes, report.codes_today, report.in_both) == (7425, 7436, 7422)
    here = report.differences[report.differences["side"] == "only_here"].set_index("code")
    today = report.differences[report.differences["side"] == "only_today"].set_index("code")
    assert here.index.tolist() == ["104701", "105001", "530306"]
    assert here.loc["530306", "why_en"] == "an older code; today 530407"
    assert here.loc["105001", "why_en"].endswith("105002, 105003, 105004, 105005")
    assert len(today) == 14
    assert today.index.str.startswith("10").sum() == 13
    assert today.loc["530407", "why_en"].endswith("530306")
    assert today["why_en"].str.startswith("a newer code; in these borders the area of").all()


@needs_samples
@pytest.mark.parametrize(
    ("name", "cpg"), [("ne3_tambon_cp874.shp", True), ("ne3_tambon_cp874.shp", False)]
)
@pytest.mark.parametrize("without_codes", [False, True])
def test_samples_in_every_format_give_the_same_layer(house, monkeypatch, name, cpg, without_codes):
    """The GeoJSON and the shapefile, by their codes and by their Thai names alone."""
    if without_codes:
        schema = finding.metadata.load("boundary_schemas.yml")["columns"]
        monkeypatch.setitem(schema, "tambon_code", [])
        monkeypatch.setattr(
            "helpers.geography.boundaries.joining._codes_by_content", lambda table: []
        )
        finding.attributes._names.cache_clear()
    layers = []
    for number, sample in enumerate((SAMPLES / name, SAMPLES / "ne3_tambon.geojson")):
        folder = house / str(number)
        folder.mkdir()
        for part in SAMPLES.glob(f"{sample.stem}.*"):
            if cpg or part.suffix != ".cpg":
                shutil.copy(part, folder)
        monkeypatch.setenv(finding.VARIABLE, str(folder))
        layers.append(boundaries.load())
    finding.attributes._names.cache_clear()
    one, other = layers
    assert len(one.frame) == 271
    assert one.frame.drop(columns="geometry").equals(other.frame.drop(columns="geometry"))
    # The GeoJSON has seven decimals of a degree: a centimetre.
    apart = shapely.hausdorff_distance(
        one.frame.geometry.to_numpy(), other.frame.geometry.to_numpy()
    )
    assert apart.max() < 0.05
    assert "in 3 provinces: Bueng Kan, Udon Thani, Nong Khai" in str(one.told)
    said = "the .cpg says TIS-620" if cpg else "there is no .cpg"
    assert f"Letters of the DBF are cp874 ({said})" in [line["en"] for line in one.told]
    assert bool("by the names in columns ADM3_TH" in str(one.told)) == without_codes
