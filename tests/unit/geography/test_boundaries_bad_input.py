"""Borders that cannot be used are refused with what is wrong and what to do."""

import struct
import warnings
import zipfile

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from boundary_builders import bare, coded, named, squares, tambons, topology, with_shapes, write
from pyproj import CRS

from helpers.core import paths
from helpers.core.errors import InputError
from helpers.geography import boundaries
from helpers.geography.boundaries import finding


@pytest.fixture
def house(root, monkeypatch):
    return bare(root, monkeypatch)


@pytest.fixture
def refused(house, monkeypatch):
    """The message with which a file, folder or layer is refused; nothing is kept of it."""

    def message(given, ending=".gpkg"):
        if isinstance(given, gpd.GeoDataFrame):
            with warnings.catch_warnings(action="ignore"):
                given = write(given, house / "received" / f"borders{ending}")
        monkeypatch.setenv(finding.VARIABLE, str(given))
        with pytest.raises(InputError) as error:
            boundaries.load()
        assert not list(paths.processed().rglob("*.parquet"))
        return str(error.value)

    return message


def test_a_variable_that_names_nothing(refused, house):
    assert "TAMBON_BOUNDARIES names what is not there" in refused(house / "gone.shp")
    (house / "empty").mkdir()
    assert "TAMBON_BOUNDARIES names a folder without borders" in refused(house / "empty")


@pytest.mark.parametrize(
    "name", ["../outside.shp", "inner/../../outside.shp", "/tmp/outside.shp", "C:\\outside.shp"]
)
def test_a_zip_whose_names_lead_out_of_it(refused, house, name):
    archive = house / "borders.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("good.txt", "good")
        packed.writestr(name, "bad")
    message = refused(archive)
    assert "names that lead out of its folder" in message
    assert name in message
    assert not list(house.rglob("outside.shp"))
    assert not list(house.parent.glob("outside.shp"))


def test_a_zip_is_refused_before_any_of_it_is_unpacked(house):
    archive, folder = house / "borders.zip", house / "unpacked"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("good.txt", "good")
        packed.writestr("../bad.txt", "bad")
    with pytest.raises(InputError):
        finding.unpack(archive, folder)
    assert not folder.exists()


def test_a_zip_that_unpacks_to_more_than_borders_have(refused, house, monkeypatch):
    known = finding.metadata.load("boundary_schemas.yml")
    monkeypatch.setitem(known, "archive", {"most_bytes": 1_000_000, "most_files": 3})
    archive = house / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros.geojson", bytes(1_000_001))
    assert "found 1 files, 1,000,001 bytes" in refused(archive)
    with zipfile.ZipFile(archive, "w") as packed:
        for number in range(4):
            packed.writestr(f"{number}.txt", "")
    assert "found 4 files, 0 bytes" in refused(archive)


def test_a_zip_without_borders_and_one_that_is_no_zip(refused, house):
    archive = house / "borders.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("readme.txt", "none")
    assert "the zip holds no borders" in refused(archive)
    archive.write_bytes(b"PK\x03\x04 and nothing more")
    assert "the zip cannot be read" in refused(archive)


def test_a_zip_with_a_password(refused, house):
    archive = house / "borders.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("borders.geojson", "{}")
    content = bytearray(archive.read_bytes())
    # The flag of an encrypted member, in both of its headers.
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(signature) + offset
        content[place : place + 2] = struct.pack("<H", 1)
    archive.write_bytes(bytes(content))
    assert "the zip cannot be read" in refused(archive)
    assert "password" in refused(archive)


def test_several_layers_of_tambons(refused, house):
    write(coded(tambons()), house / "received" / "one.gpkg")
    write(coded(tambons("39")), house / "received" / "two.geojson")
    message = refused(house / "received")
    assert "several layers may be the tambon borders: 2 (one.gpkg, two.geojson)" in message


def test_no_layer_of_tambons(refused, house):
    frame = tambons().dissolve("province_code").reset_index()
    for name in ("one", "two"):
        level = gpd.GeoDataFrame({"adm1_pcode": ["TH38"]}, geometry=frame.geometry, crs=4326)
        write(level, house / "received" / f"{name}.gpkg")
    assert "no layer at tambon level among 2 (one.gpkg, two.gpkg)" in refused(house / "received")
    assert "no column says which tambon a row is" in refused(house / "received" / "one.gpkg")


def test_a_format_that_is_not_read(refused, house):
    (house / "received").mkdir()
    (house / "received" / "borders.gml").write_text("<gml/>")
    assert "a format that is not read: 1 (borders.gml)" in refused(house / "received")
    assert "not a format borders are read in" in refused(house / "received" / "borders.gml")


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".parquet", ".shp", ".kml"])
def test_a_broken_file(refused, house, ending):
    options = {"driver": "KML"} if ending == ".kml" else {}
    file = write(coded(tambons()), house / "received" / f"borders{ending}", **options)
    file.write_bytes(file.read_bytes()[:60])
    message = refused(file)
    assert message.startswith(f"borders{ending}: cannot be read")


def test_a_table_without_shapes(refused, house):
    file = house / "table.parquet"
    pd.DataFrame({"adm3_pcode": ["TH380101"]}).to_parquet(file)
    assert "not a GeoParquet file" in refused(file)


@pytest.mark.parametrize("part", [".dbf", ".shx"])
def test_a_shapefile_without_one_of_its_parts(refused, house, part):
    file = write(coded(tambons()), house / "received" / "borders.shp")
    file.with_suffix(part).unlink()
    assert f"parts of the shapefile are missing: 1 ({part})" in refused(file)


def test_points_and_an_empty_layer(refused):
    points = coded(tambons()).set_geometry(tambons().representative_point())
    assert "the layer holds no areas; expected polygons; found Point" in refused(points)
    assert "the layer has no rows" in refused(coded(tambons()).head(0))


@pytest.mark.parametrize("ending", [".gpkg", ".parquet", ".shp"])
@pytest.mark.parametrize(
    ("crs", "guess"), [(4326, "likely EPSG:4326"), (32648, "EPSG:32647, 32648 or 24047")]
)
def test_a_layer_without_a_coordinate_system(refused, ending, crs, guess):
    """It is never assumed: the message says what the numbers look like and how to say it."""
    silent = coded(tambons()).to_crs(crs).set_crs(None, allow_override=True)
    message = refused(silent, ending)
    assert "does not say its coordinate system" in message
    assert guess in message
    how = "put borders.prj beside it" if ending == ".shp" else "save it again"
    assert how in message


def test_a_local_coordinate_system(refused):
    local = CRS.from_wkt('LOCAL_CS["a building site",UNIT["metre",1]]')
    message = refused(coded(tambons()).set_crs(local, allow_override=True), ".parquet")
    assert "the coordinate system is a local one; found a building site" in message


def test_borders_of_another_country(refused):
    shapes = gpd.GeoSeries(squares(40), crs=4326).translate(-103, 30)
    codes = [f"LA{number:06d}" for number in range(10101, 10141)]
    message = refused(gpd.GeoDataFrame({"ADM3_PCODE": codes}, geometry=shapes, crs=4326))
    assert (
        "these are not borders of Thailand, or the coordinate system is declared wrong" in message
    )
    assert "of 40 polygons: 40 outside Thailand" in message


def test_borders_of_a_neighbour_inside_the_same_box(refused):
    codes = [f"LA{number:06d}" for number in range(10101, 10141)]
    message = refused(gpd.GeoDataFrame({"ADM3_PCODE": codes}, geometry=squares(40), crs=4326))
    assert "too few polygons of the file are Thai tambons; of 40 polygons: 40 a code" in message
    assert "found 0.0%, not so 40 (row 1: LA010101, row 2: LA010102, " in message
    assert message.count("row ") == 5


def test_thai_codes_whose_coordinate_system_is_declared_wrongly(refused):
    wrong = coded(tambons()).to_crs(32648).set_crs(4326, allow_override=True)
    assert "or the coordinate system is declared wrongly" in refused(wrong)


def test_a_file_is_refused_below_95_per_cent_of_its_own_polygons(house, refused, monkeypatch):
    """A hundred polygons: 95 tambons are enough, 94 are not."""
    frame = tambons("45").head(100)
    assert len(frame) == 100

    def given(wrong):
        codes = ["TH999999"] * wrong + list("TH" + frame["tambon_code"])[wrong:]
        return gpd.GeoDataFrame({"ADM3_PCODE": codes}, geometry=frame.geometry, crs=4326)

    message = refused(given(6))
    assert "of 100 polygons: 6 a code of no tambon; expected at least 95%" in message
    assert "found 94.0%" in message
    monkeypatch.setenv(finding.VARIABLE, str(write(given(5), house / "received" / "good.gpkg")))
    assert len(boundaries.load().frame) == 95


def test_names_cut_so_short_that_they_could_be_many(refused):
    short = named(tambons("30"))
    short["TAM_NAMT"] = short["TAM_NAMT"].str[:3]
    message = refused(short.drop(columns=["AMP_NAMT"]))
    assert "too few polygons of the file are Thai tambons" in message
    assert "TAM_NAMT, PROV_NAMT" in message


def test_no_codes_and_no_names(refused):
    message = refused(gpd.GeoDataFrame({"area": range(5)}, geometry=squares(5), crs=4326))
    assert "no column says which tambon a row is" in message
    assert "found columns 1 (area)" in message
    assert "boundary_schemas.yml" in message


def test_every_row_is_a_polygon_without_a_place(refused):
    nowhere = with_shapes(coded(tambons()), dict.fromkeys(range(52), shapely.Polygon()))
    message = refused(with_shapes(nowhere, {52: shapely.Point(103, 17.5)}))
    assert "the layer holds no areas" in message


def test_a_side_car_that_lacks_a_language(refused, house):
    file = write(coded(tambons()), house / "received" / "borders.gpkg")
    file.with_name("borders.gpkg.source.yml").write_text("en: somebody\n")
    assert "the source is not said in both languages" in refused(file)


# ------------------------------------------------------------------ formats of single objects


@pytest.mark.parametrize(("ending", "text"), [(".kml", "<kml/>"), (".topojson", "{}")])
def test_what_the_library_cannot_read_is_refused_with_its_name(refused, house, ending, text):
    (house / "received").mkdir()
    file = house / "received" / f"borders{ending}"
    file.write_text(text, encoding="utf-8")
    assert refused(file).startswith(f"borders{ending}: ")


def test_a_topology_drawn_for_a_screen_is_not_taken_for_degrees(refused, house):
    file = house / "received" / "borders.topojson"
    file.parent.mkdir()
    topology(tambons(), file, scale=100)
    assert "does not say its coordinate system" in refused(file)


def test_a_kml_of_two_folders_of_tambons_is_refused_and_none_is_left_out(refused, house):
    file = house / "received" / "borders.kml"
    one, other = tambons()[:30], tambons()[30:]
    write(coded(one), file, driver="LIBKML", layer="one")
    coded(other).to_file(file, driver="LIBKML", layer="other", mode="a")
    assert "several layers may be the tambon borders: 2" in refused(file)


# ------------------------------------------------------------------ codes beside names


def both(frame: gpd.GeoDataFrame, codes=None) -> gpd.GeoDataFrame:
    """Codes and Thai names in one table."""
    given = named(frame)
    given.insert(0, "TAM_CODE", frame["tambon_code"] if codes is None else list(codes))
    return given


def test_codes_that_slipped_by_a_row_are_refused(refused):
    slipped = pd.concat([tambons()["tambon_code"][-1:], tambons()["tambon_code"][:-1]])
    message = refused(both(tambons(), slipped))
    assert "the names beside the codes contradict them" in message
    assert "53 a code beside another tambon's name" in message
    assert "row 2: 380101 " in message


def test_codes_that_slipped_are_not_joined_by_their_names_instead(refused):
    """English names, split codes: whatever the way, a contradiction is told."""
    slipped = pd.concat([tambons()["tambon_code"][-1:], tambons()["tambon_code"][:-1]]).tolist()
    given = named(tambons(), "en").assign(ADM3_PCODE=[f"TH{code}" for code in slipped])
    assert "contradict" in refused(given)
    parts = pd.Series(slipped, index=tambons().index)
    split = named(tambons()).assign(
        PROV_CODE=parts.str[:2], AMP_CODE=parts.str[2:4], TAM_CODE=parts.str[4:]
    )
    assert "contradict" in refused(split)
