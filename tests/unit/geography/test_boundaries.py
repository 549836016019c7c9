"""Borders in every common schema, format and encoding become the same clean layer."""

import zipfile

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from boundary_builders import bare, coded, codes, named, squares, tambons, told, topology, write

from helpers.core import paths
from helpers.geography import boundaries, gazetteer
from helpers.geography import layer as map_layer
from helpers.geography.boundaries import agreement, finding


@pytest.fixture
def house(root, monkeypatch):
    return bare(root, monkeypatch)


@pytest.fixture
def load(house, monkeypatch):
    """Write a layer in the format of ``ending`` and load it."""

    def written(frame, ending=".gpkg", **options):
        file = write(frame, house / "received" / f"borders{ending}", **options)
        monkeypatch.setenv(finding.VARIABLE, str(file))
        return boundaries.load()

    return written


def test_a_layer_has_one_row_a_tambon_in_metres_sorted_by_code(load):
    shuffled = coded(tambons()).sample(frac=1, random_state=1)
    layer = load(shuffled)
    assert (layer.name, layer.frame.crs.to_epsg()) == ("borders", 32647)
    assert tuple(layer.frame.columns) == map_layer.COLUMNS
    assert layer.frame["tambon_code"].tolist() == codes(tambons())
    known = gazetteer.reference().set_index("tambon_code").loc[layer.frame["tambon_code"]]
    for column in ("amphoe_code", "province_code", "region_code"):
        assert layer.frame[column].tolist() == known[column].tolist()
    assert shapely.coverage_is_valid(layer.frame.geometry.to_numpy())


def test_every_polygon_stays_with_its_own_code(load):
    """A layer shuffled, in other coordinates and dissolved must not move codes between shapes."""
    frame = tambons()
    given = coded(frame).to_crs(32648).sample(frac=1, random_state=2)
    layer = load(given).frame.to_crs(4326)
    middles = layer.set_index("tambon_code").representative_point()
    expected = frame.set_index("tambon_code").geometry.loc[middles.index]
    assert expected.contains(middles).all()


@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".geojson", ".parquet"])
def test_every_format_gives_the_same_layer(load, ending):
    layer = load(coded(tambons()), ending)
    assert codes(layer.frame) == codes(tambons())
    assert "Covers 53 of 7,425 tambons, in 1 provinces: Bueng Kan" in told(layer)
    assert "ครอบคลุม 53 จาก 7,425 ตำบล ใน 1 จังหวัด: บึงกาฬ" in told(layer, "th")


def test_marks_nobody_sees_decide_nothing_in_headings_codes_and_names(load):
    frame = tambons()
    marked = frame.assign(**{"\u200eADM3_\u2060PCODE": "TH" + frame["tambon_code"] + "\u200b"})
    assert codes(load(marked[[*marked.columns[-1:], "geometry"]]).frame) == codes(frame)
    by_name = named(frame)
    texts = by_name.columns.drop("geometry")
    by_name[texts] = "\u2068" + by_name[texts].astype("str") + "\u2069"
    assert codes(load(by_name, ".geojson").frame) == codes(frame)


@pytest.mark.parametrize("ending", [".topojson", ".json"])
def test_a_topology_is_read_as_longitude_and_latitude(house, monkeypatch, ending):
    file = topology(tambons(), house / "received" / f"borders{ending}")
    monkeypatch.setenv(finding.VARIABLE, str(file.parent))
    layer = boundaries.load()
    assert codes(layer.frame) == codes(tambons())
    assert "names no coordinate system; read as longitude and latitude" in told(layer)
    middle = layer.frame.to_crs(4326).union_all().centroid
    assert middle.distance(tambons().union_all().centroid) < 1e-4


@pytest.mark.parametrize("driver", ["KML", "LIBKML"])
def test_a_kml_is_read(load, driver):
    layer = load(coded(tambons()), ".kml", driver=driver)
    assert codes(layer.frame) == codes(tambons())
    assert "Borders from borders.kml (KML), 53 rows" in told(layer)
    assert not layer.frame.has_z.any()


@pytest.mark.parametrize("crs", [4326, 32647, 32648, 24047])
def test_every_coordinate_system_gives_the_same_place(load, crs):
    layer = load(coded(tambons()).to_crs(crs))
    middle = layer.frame.to_crs(4326).union_all().centroid
    expected = tambons().union_all().centroid
    assert middle.distance(expected) < 1e-4
    assert f"EPSG:{crs}" in told(layer)


def _split(frame, **kinds):
    code = frame["tambon_code"]
    parts = {"PROV_CODE": code.str[:2], "AMP_CODE": code.str[2:4], "TAM_CODE": code.str[4:]}
    return {name: part.astype(kinds.get(name, "str")) for name, part in parts.items()}


def _amphoe_whole(frame):
    code = frame["tambon_code"]
    return {"AMPHOE_ID": code.str[:4], "TAMBON_ID": code.str[4:]}


SCHEMAS = {
    "COD-AB upper case": lambda f: {"ADM3_PCODE": "TH" + f.tambon_code},
    "COD-AB lower case": lambda f: {"adm3_pcode": "th" + f.tambon_code.str.lower()},
    "TAM_CODE": lambda f: {"TAM_CODE": f.tambon_code},
    "tam_code as numbers": lambda f: {"tam_code": f.tambon_code.astype(int)},
    "numbers with decimals": lambda f: {"TAMBON_IDN": f.tambon_code.astype(float)},
    "with the digits of a village": lambda f: {"Tb Code": f.tambon_code + "00"},
    "Thai heading and digits": lambda f: {
        "รหัสตำบล": f.tambon_code.str.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    },
    "split codes": _split,
    "split codes as numbers": lambda f: _split(f, PROV_CODE=int, AMP_CODE=float, TAM_CODE=int),
    "split, the amphoe whole": _amphoe_whole,
    "a heading nobody declared": lambda f: {"kode": f.tambon_code, "area": 1.5},
    "the heading of a code over village numbers": lambda f: {
        "TAM_CODE": range(1, len(f) + 1),
        "x": f.tambon_code,
    },
    "Thai names": lambda f: named(f).drop(columns="geometry"),
    "English names": lambda f: named(f, "en").drop(columns="geometry"),
    "Thai names with prefixes": lambda f: {
        "ตำบล": "ต." + f.name_th,
        "อำเภอ": "อำเภอ" + f.amphoe_th,
        "จังหวัด": "จ." + f.province_th,
    },
    "Thai under a heading that may be either": lambda f: {
        "TAM_NAME": f.name_th,
        "AMP_NAME": f.amphoe_th,
        "PROV_NAME": f.province_th,
    },
    "names beside codes of something else": lambda f: {
        "TAM_CODE": "X" + f.tambon_code.str[:3],
        **named(f).drop(columns="geometry"),
    },
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_schema_gives_the_same_tambons(load, schema):
    frame = tambons()
    given = gpd.GeoDataFrame(dict(SCHEMAS[schema](frame)), geometry=frame.geometry, crs=frame.crs)
    layer = load(given)
    assert codes(layer.frame) == codes(frame)
    assert "53 of 53 polygons are tambons (100.00%)" in told(layer)


def test_what_was_detected_is_said(load):
    assert "by the code in column ADM3_PCODE" in told(load(coded(tambons())))
    split = gpd.GeoDataFrame(_split(tambons()), geometry=squares(53), crs=4326)
    assert "split over columns PROV_CODE, AMP_CODE, TAM_CODE" in told(load(split))
    assert "ด้วยชื่อในคอลัมน์ TAM_NAMT, AMP_NAMT, PROV_NAMT" in told(load(named(tambons())), "th")


@pytest.mark.parametrize(
    ("letters", "cpg", "detected"),
    [
        ("cp874", "TIS-620", "cp874 (the .cpg says TIS-620)"),
        ("cp874", None, "cp874 (there is no .cpg)"),
        ("cp874", "UTF-8", "cp874 (the .cpg says UTF-8)"),
        ("utf-8", "UTF-8", "utf-8 (the .cpg says UTF-8)"),
        ("utf-8", None, "utf-8 (there is no .cpg)"),
        ("utf-8", "ISO-8859-1", "utf-8 (the .cpg says ISO-8859-1)"),
    ],
)
def test_thai_letters_of_a_shapefile_are_told_by_their_bytes(
    house, monkeypatch, letters, cpg, detected
):
    file = house / "received" / "borders.shp"
    write(named(tambons()), file, encoding=letters)
    file.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg:
        file.with_suffix(".cpg").write_text(cpg)
    monkeypatch.setenv(finding.VARIABLE, str(file))
    layer = boundaries.load()
    assert codes(layer.frame) == codes(tambons())
    assert detected in told(layer)


def test_letters_of_no_known_encoding_do_not_matter_beside_codes(house, monkeypatch):
    frame = coded(tambons())
    frame["NOTE"] = "caf\u00e9"
    file = write(frame, house / "received" / "borders.shp", encoding="ISO-8859-1")
    monkeypatch.setenv(finding.VARIABLE, str(file))
    layer = boundaries.load()
    assert len(layer.frame) == 53
    assert "in no known encoding" in told(layer)


def test_names_cut_at_sixteen_letters_are_joined_where_one_tambon_begins_so(load):
    """Pak Phanang's two halves are equal once cut: they cannot be told apart and are left out."""
    frame = tambons("80")
    cut = named(frame)
    for column in ("TAM_NAMT", "AMP_NAMT", "PROV_NAMT"):
        cut[column] = cut[column].str[:16]
    layer = load(cut)
    lost = set(frame["tambon_code"]) - set(layer.frame["tambon_code"])
    assert lost == {"801210", "801214"}
    assert "2 (row" in told(layer)
    assert "ปากพนังฝั่งตะวัน" in told(layer)
    # The capital's name is longer than sixteen letters, so all of its tambons need this.
    assert "rows were joined by names cut short" in told(layer)
    assert (layer.frame["amphoe_code"] == "8001").sum() == (frame["amphoe_code"] == "8001").sum()


def test_codes_of_another_vintage_reach_the_reference(load):
    """Bueng Kan's codes of before 2554 and two halves of Bang Na that came after 2559."""
    before = gazetteer.of_year(2553)
    old = before[before["tambon_code"].str[:2] == "38"]["code_that_year"].reset_index(drop=True)
    code = pd.concat([old, pd.Series(["104702", "104703"])], ignore_index=True)
    given = gpd.GeoDataFrame({"tam_code": code}, geometry=squares(55), crs=4326)
    layer = load(given)
    assert codes(layer.frame) == ["104701", *codes(tambons())]
    assert "53 by the successor of an older code and 2 by the parent of a newer one" in told(layer)
    assert "2 rows were put together into 1 tambons" in told(layer)


def test_several_rows_of_a_tambon_become_one(load):
    frame = coded(tambons())
    island = gpd.GeoDataFrame(
        {"ADM3_PCODE": ["TH380101"]}, geometry=[shapely.box(103.8, 17.5, 103.9, 17.6)], crs=4326
    )
    layer = load(gpd.GeoDataFrame(pd.concat([frame, island]), crs=4326))
    shape = layer.frame.set_index("tambon_code").geometry["380101"]
    assert len(shape.geoms) == 2
    assert "2 rows were put together into 1 tambons" in told(layer)


def with_names(frame, **changed):
    """Codes and Thai names; ``changed`` is column to row to value."""
    given = named(frame).assign(TAM_CODE=frame["tambon_code"])
    for column, cells in changed.items():
        for row, value in cells.items():
            given.loc[row, column] = value
    return given


def test_names_that_agree_with_their_codes_are_counted(load):
    layer = load(with_names(tambons()))
    assert "are of the codes' tambons in 53 rows; 0 names are not known" in told(layer)


def test_a_code_beside_another_tambon_s_name_is_left_out_and_named(load):
    """Row 3 has the code of row 2: dissolving them would draw two tambons as one."""
    frame = tambons()
    layer = load(with_names(frame, TAM_CODE={2: frame["tambon_code"][1]}))
    assert codes(layer.frame) == codes(frame.drop(index=2))
    (line,) = [x for x in told(layer).splitlines() if "another tambon's name: 1" in x]
    assert f"row 3: {frame['name_th'][2]}" in line or f"row 3: {frame['tambon_code'][1]}" in line
    assert "were put together" not in told(layer)


def test_a_code_under_a_known_and_an_unknown_name_keeps_the_known(load):
    frame = tambons()
    given = with_names(frame, TAM_CODE={2: frame["tambon_code"][1]}, TAM_NAMT={2: "ตำบลที่ไม่มีใครรู้จัก"})
    layer = load(given)
    assert codes(layer.frame) == codes(frame.drop(index=2))
    assert "one code under several names: 1 (row 3" in told(layer)


def test_parts_of_one_tambon_under_one_name_are_put_together(load):
    frame = tambons()
    island = frame[:1].set_geometry([shapely.box(103.8, 17.5, 103.9, 17.6)], crs=4326)
    unnamed = with_names(island, TAM_NAMT={0: None})
    given = gpd.GeoDataFrame(pd.concat([with_names(frame), with_names(island), unnamed]), crs=4326)
    assert "3 rows were put together into 1 tambons" in told(load(given))


def test_a_spelling_nobody_knows_beside_a_good_code_is_counted_and_kept(load):
    layer = load(with_names(tambons(), TAM_NAMT={4: "สะกดแปลกมาก"}))
    assert codes(layer.frame) == codes(tambons())
    assert "in 52 rows; 1 names are not known" in told(layer)


def test_former_names_aliases_and_names_cut_short_are_no_contradictions():
    table = pd.DataFrame(
        [
            ("450109", "ปอพาน", "เมืองร้อยเอ็ด", "ร้อยเอ็ด"),
            ("501805", "สบโขง", "อมก๋อย", "เชียงใหม่"),
            ("380101", "บึงกาฬ", "บึงกาฬ", "หนองคาย"),  # before 2554
            ("530306", "ท่าแฝก", "ท่าปลา", "อุตรดิตถ์"),  # before 2558
            ("530407", "ท่าแฝก", "น้ำปาด", "อุตรดิตถ์"),
        ],
        columns=["TAM_CODE", "TAM_NAMT", "AMP_NAMT", "PROV_NAMT"],
    )
    found = agreement.of_names(table.drop(columns="TAM_CODE"), table["TAM_CODE"])
    assert found.reason.isna().all()
    assert (found.agreeing, found.unknown) == (5, 0)


def test_nothing_given_is_no_layer(house):
    assert (boundaries.place(), boundaries.load(), boundaries.report(2557)) == (None, None, None)
    (house / "data" / "raw" / "boundaries").mkdir(parents=True)
    (house / "data" / "raw" / "boundaries" / "README.md").write_text("kept free")
    assert (boundaries.place(), boundaries.load()) == (None, None)


def test_what_is_dropped_in_is_found_and_the_variable_wins(house, monkeypatch):
    dropped = write(coded(tambons()), house / "data" / "raw" / "boundaries" / "dropped.gpkg")
    assert boundaries.place() == dropped
    other = write(coded(tambons("39")), house / "other" / "loei.geojson")
    monkeypatch.setenv(finding.VARIABLE, str(other))
    assert boundaries.place() == other
    assert codes(boundaries.load().frame) == codes(tambons("39"))
    # A relative path counts from the root, wherever the step works.
    monkeypatch.setenv(finding.VARIABLE, "other/loei.geojson")
    assert boundaries.place() == other


def _level(frame, level):
    number = {"amphoe": 2, "province": 1}[level]
    above = frame.dissolve(f"{level}_code").reset_index()
    column = {f"adm{number}_pcode": "TH" + above[f"{level}_code"]}
    return gpd.GeoDataFrame(column, geometry=above.geometry, crs=frame.crs)


def test_in_a_folder_the_layer_of_tambons_is_chosen(house, monkeypatch):
    frame, folder = tambons(), house / "received"
    expected = write(coded(frame), folder / "third.parquet")
    write(_level(frame, "amphoe"), folder / "second.gpkg")
    write(_level(frame, "province"), folder / "first.geojson")
    offices = coded(frame).set_geometry(frame.representative_point())
    write(offices, folder / "offices.gpkg")
    write(coded(frame), folder / "older" / "below.gpkg")
    pd.DataFrame({"adm3_pcode": ["TH380101"]}).to_parquet(folder / "table.parquet")
    for name, text in (("README.md", "read me"), ("codes.csv", "a,b"), ("notes.json", "{}")):
        (folder / name).write_text(text)
    monkeypatch.setenv(finding.VARIABLE, str(folder))
    assert boundaries.place() == expected
    layer = boundaries.load()
    assert codes(layer.frame) == codes(frame)
    aside = "Left aside, not at tambon level: first.geojson, offices.gpkg, second.gpkg"
    assert aside in told(layer)


def _zipped(folder, archive):
    with zipfile.ZipFile(archive, "w") as packed:
        for file in sorted(folder.rglob("*")):
            packed.write(file, file.relative_to(folder))
    return archive


@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".parquet"])
def test_a_zip_with_all_levels_is_read(house, monkeypatch, ending):
    folder = house / "packed"
    write(coded(tambons()), folder / "inner" / f"adm3{ending}")
    write(_level(tambons(), "amphoe"), folder / "inner" / f"adm2{ending}")
    archive = _zipped(folder, house / "tha.zip")
    monkeypatch.setenv(finding.VARIABLE, str(archive))
    assert boundaries.place() == archive
    layer = boundaries.load()
    assert codes(layer.frame) == codes(tambons())
    assert f"Borders from tha.zip/inner/adm3{ending}" in told(layer)
    assert f"Left aside, not at tambon level: tha.zip/inner/adm2{ending}" in told(layer)


def test_a_geopackage_with_all_levels_is_read(house, monkeypatch):
    file = house / "received" / "tha.gpkg"
    write(coded(tambons()), file, layer="adm3")
    write(_level(tambons(), "amphoe"), file, layer="adm2")
    monkeypatch.setenv(finding.VARIABLE, str(file))
    layer = boundaries.load()
    assert codes(layer.frame) == codes(tambons())
    assert "Borders from tha.gpkg:adm3" in told(layer)


def test_the_source_is_said_beside_the_file_or_is_its_name(house, load):
    assert load(coded(tambons())).source == {"th": "borders.gpkg", "en": "borders.gpkg"}
    beside = house / "received" / "borders.gpkg.source.yml"
    beside.write_text("th: กรมแผนที่ทหาร\nen: Royal Thai Survey Department\n", encoding="utf-8")
    said = load(coded(tambons())).source
    assert said == {"th": "กรมแผนที่ทหาร", "en": "Royal Thai Survey Department"}


def test_a_layer_is_made_once_and_again_when_its_file_changes(load, monkeypatch):
    first = load(coded(tambons()), ".geojson")
    kept = list(paths.processed("borders").glob("*.parquet"))
    assert [file.stem for file in kept] == [first.fingerprint]
    monkeypatch.setattr(boundaries.loading.reading, "read", None)
    second = boundaries.load()
    assert (second.told, second.source) == (first.told, first.source)
    assert second.fingerprint == first.fingerprint
    assert second.frame.equals(first.frame)
    monkeypatch.undo()
    other = load(coded(tambons("39")), ".geojson")
    assert other.fingerprint != first.fingerprint
    assert codes(other.frame) == codes(tambons("39"))


def test_the_joins_of_a_year_are_reported(load):
    """Bueng Kan whole, but for one tambon, and Phra Khanong of before its split in 2560."""
    bueng_kan = tambons().iloc[1:]
    other = gpd.GeoDataFrame({"tambon_code": ["100905"]}, geometry=[squares(54)[-1]], crs=4326)
    layer = load(coded(gpd.GeoDataFrame(pd.concat([bueng_kan, other]), crs=4326)))
    report = boundaries.report(2557)
    assert (report.tambons_of_year, report.with_polygon) == (7425, len(layer.frame)) == (7425, 53)
    assert len(report.without_polygon) == 7425 - 53
    assert "380101" in report.without_polygon
    assert (report.own_codes, report.codes_today, report.in_both) == (53, 7436, 53)
    differences = report.differences.set_index("code")
    assert differences.loc["100910", "side"] == "only_today"
    assert differences.loc["100910", "why_en"].endswith("the area of 100905")
    assert differences.loc["380101", "why_en"] == "these borders have no polygon for it"


def test_a_year_before_a_split_is_drawn_by_what_it_was_split_into(load):
    """Khwaeng 102701 was cut into three in 2552; in 2551 it is drawn by any of them."""
    parts = gpd.GeoDataFrame(
        {"tambon_code": ["102701", "102704", "102705"]}, geometry=squares(3), crs=4326
    )
    load(coded(parts))
    assert boundaries.report(2551).with_polygon == 1
    assert boundaries.report(2552).with_polygon == 3
