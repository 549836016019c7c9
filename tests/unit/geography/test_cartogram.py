"""The unit cartogram: a cell a tambon, areas in one piece, provinces where they lie."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from helpers.core import paths
from helpers.core.errors import InputError
from helpers.geography import cartogram, gazetteer
from helpers.geography.cartogram import grid, layer, layout
from helpers.geography.cartogram.grid import can_spare, component, connected, neighbours
from helpers.geography.layer import COLUMNS, Layer

SEATS = paths.METADATA / "province_seats.csv"

# Provinces any Thai reader knows to lie side by side, by code.
KNOWN_NEIGHBOURS = [
    *[("50", "57"), ("50", "51"), ("50", "58"), ("52", "51"), ("56", "57"), ("55", "54")],
    *[("53", "54"), ("64", "65"), ("62", "63"), ("65", "66"), ("60", "66"), ("60", "61")],
    *[("41", "43"), ("38", "47"), ("48", "49"), ("40", "44"), ("45", "35"), ("46", "44")],
    *[("30", "31"), ("31", "32"), ("32", "33"), ("33", "34"), ("34", "37"), ("36", "40")],
    *[("14", "15"), ("14", "72"), ("10", "12"), ("10", "11"), ("12", "13"), ("13", "26")],
    *[("71", "70"), ("70", "76"), ("76", "77"), ("77", "86"), ("86", "84"), ("84", "80")],
    *[("20", "21"), ("22", "23"), ("24", "25"), ("25", "27"), ("82", "83"), ("92", "93")],
    *[("90", "94"), ("94", "96"), ("95", "96"), ("90", "91"), ("80", "93"), ("81", "92")],
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Layer, Path]]:
    """The layer built in a tree of its own, and the file it is kept in."""
    root = tmp_path_factory.mktemp("root")
    regions = root / "data" / "raw" / "geography"
    regions.mkdir(parents=True)
    for file in paths.raw("geography").iterdir():
        (regions / file.name).write_bytes(file.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(root))
        yield cartogram.load(), paths.processed("cartogram.parquet")


@pytest.fixture(scope="module")
def frame(kept: tuple[Layer, Path]) -> gpd.GeoDataFrame:
    return kept[0].frame


@pytest.fixture(scope="module")
def cells(frame: gpd.GeoDataFrame) -> pd.Series:
    """The south-west corner of each tambon's cell, by tambon_code."""
    corners = shapely.bounds(frame.geometry.to_numpy())[:, :2].astype(int)
    return pd.Series([tuple(corner) for corner in corners.tolist()], index=frame.tambon_code)


@pytest.fixture(scope="module")
def middles(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """The middle of each province's cells: x, y by province_code."""
    points = frame.geometry.centroid
    return pd.DataFrame({"x": points.x, "y": points.y}).groupby(frame.province_code).mean()


@pytest.fixture(scope="module")
def adjoining(frame: gpd.GeoDataFrame, cells: pd.Series) -> set[tuple[str, str]]:
    """Pairs of provinces whose cells share an edge, both ways round."""
    owner = dict(zip(cells, frame.province_code, strict=True))
    return {
        (owner[cell], owner[beside])
        for cell in owner
        for beside in neighbours(cell)
        if beside in owner and owner[beside] != owner[cell]
    }


def test_one_row_a_tambon_of_the_reference_geography(frame: gpd.GeoDataFrame) -> None:
    expected = gazetteer.reference()
    assert tuple(frame.columns) == COLUMNS
    for column in COLUMNS[:-1]:
        assert frame[column].tolist() == expected[column].tolist()


def test_layer_states_name_source_and_no_reference_system(kept: tuple[Layer, Path]) -> None:
    drawn = kept[0]
    assert drawn.name == "cartogram"
    assert drawn.frame.crs is None
    for said in (drawn.source, *drawn.told):
        assert set(said) == {"th", "en"}


def test_every_cell_is_a_square_of_side_one(frame: gpd.GeoDataFrame, cells: pd.Series) -> None:
    west, south = zip(*cells, strict=True)
    squares = shapely.box(west, south, [x + 1 for x in west], [y + 1 for y in south])
    assert shapely.equals(frame.geometry.to_numpy(), squares).all()
    assert (min(west), min(south)) == (0, 0)


def test_no_cell_is_used_twice(cells: pd.Series) -> None:
    assert not cells.duplicated().any()


@pytest.mark.parametrize(("level", "areas"), [("amphoe_code", 928), ("province_code", 77)])
def test_areas_are_in_one_piece(
    frame: gpd.GeoDataFrame, cells: pd.Series, level: str, areas: int
) -> None:
    shares = cells.groupby(frame[level].to_numpy()).agg(set)
    assert len(shares) == areas
    assert [code for code, share in shares.items() if not connected(share)] == []


def test_the_country_is_one_piece_without_holes(cells: pd.Series) -> None:
    land = set(cells)
    east, north = (max(cell[axis] for cell in land) for axis in (0, 1))
    frame = {(x, y) for x in range(-1, east + 2) for y in range(-1, north + 2)}
    assert connected(land)
    assert component((-1, -1), frame - land) == frame - land


def test_it_fits_an_upright_page(frame: gpd.GeoDataFrame) -> None:
    west, south, east, north = frame.total_bounds
    assert 1.3 < (north - south) / (east - west) < 1.8
    # On A4 with margins of 2 cm a cell is at least 1.4 mm wide.
    assert min(170 / (east - west), 257 / (north - south)) > 1.4


def test_provinces_lie_where_they_lie(middles: pd.DataFrame) -> None:
    x, y = middles.x, middles.y
    assert y.idxmax() == "57", "Chiang Rai is the northernmost"
    assert y.idxmin() in {"95", "96"}, "Yala and Narathiwat are the southernmost"
    assert x.idxmin() == "58", "Mae Hong Son is the westernmost"
    assert x.idxmax() == "34", "Ubon Ratchathani is the easternmost"
    assert y["30"] > y["10"] and x["30"] > x["10"], "Korat is north-east of Bangkok"
    assert x["71"] < x["10"] < x["22"], "Kanchanaburi, Bangkok, Chanthaburi from the west"
    assert y["76"] > y["77"] > y["86"] > y["84"] > y["80"] > y["90"], "down the peninsula"
    assert x["83"] < x["80"], "Phuket is on the western coast"


def test_places_go_with_longitude_and_latitude_of_the_seats(middles: pd.DataFrame) -> None:
    placed = layer.province_seats().set_index("province_code").join(middles)
    assert placed.longitude.corr(placed.x) > 0.9
    assert placed.latitude.corr(placed.y) > 0.95


def test_well_known_neighbours_adjoin(adjoining: set) -> None:
    apart = [pair for pair in KNOWN_NEIGHBOURS if pair not in adjoining]
    assert len(apart) <= 3, apart


def test_most_neighbours_of_the_list_adjoin_and_few_others_do(adjoining: set) -> None:
    real = {
        (row.province_code, n)
        for row in layer.province_seats().itertuples()
        for n in row.neighbours
    }
    assert len(real & adjoining) / len(real) > 0.85
    assert len(adjoining - real) / len(adjoining) < 0.15


def test_neighbours_that_do_not_adjoin_are_near(frame: gpd.GeoDataFrame, adjoining: set) -> None:
    provinces = frame.dissolve("province_code").geometry
    real = {
        (row.province_code, n)
        for row in layer.province_seats().itertuples()
        for n in row.neighbours
    }
    gaps = {pair: provinces[pair[0]].distance(provinces[pair[1]]) for pair in real - adjoining}
    far = {pair: gap for pair, gap in gaps.items() if gap > 15}
    # Tak is long and thin and adjoins eight provinces; no compact area can.
    assert all("63" in pair for pair in far), far


def test_capital_amphoe_stand_in_the_middle(frame: gpd.GeoDataFrame) -> None:
    amphoe_middles = frame.dissolve("amphoe_code").geometry.centroid
    provinces = frame.dissolve("province_code").geometry.centroid
    for code, middle in provinces.drop("10").items():
        own = amphoe_middles[amphoe_middles.index.str.startswith(code)]
        assert own.distance(middle).rank()[f"{code}01"] <= 3, code


def test_tambons_of_an_amphoe_are_in_reading_order(cells: pd.Series) -> None:
    own = cells[cells.index.str.startswith("3001")]
    assert sorted(own, key=lambda cell: (-cell[1], cell[0])) == own.tolist()


def test_the_same_bytes_when_built_again(kept: tuple[Layer, Path]) -> None:
    first, file = kept
    content = hashlib.sha256(file.read_bytes()).hexdigest()
    file.unlink()
    again = cartogram.load()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == content
    assert again.fingerprint == first.fingerprint


def test_the_order_of_rows_does_not_matter(frame: gpd.GeoDataFrame, cells: pd.Series) -> None:
    tambons = frame.drop(columns="geometry")
    some = tambons[tambons.province_code.isin(["80", "92", "93"])]
    places = layer.province_seats()
    few = places[places.province_code.isin(["80", "92", "93"])]
    few = few.assign(neighbours=[tuple(set(n) & {"80", "92", "93"}) for n in few.neighbours])
    backwards = some.iloc[::-1]
    pd.testing.assert_frame_equal(layout.build(some, few), layout.build(backwards, few))


def test_from_the_kept_file_it_is_equal_and_not_built_again(
    kept: tuple[Layer, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer, "_build", lambda *_: pytest.fail("built again"))
    again = cartogram.load()
    assert again.fingerprint == kept[0].fingerprint
    assert again.frame.geometry.geom_equals(kept[0].frame.geometry).all()


def test_a_kept_file_of_other_tambons_is_not_used(
    kept: tuple[Layer, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(layer, "_key", lambda tambons: "of something else")
    monkeypatch.setattr(layer, "_build", lambda tambons, key: asked.append(key) or kept[0].frame)
    monkeypatch.setattr(paths, "processed", lambda name: kept[1])
    content = kept[1].read_bytes()
    try:
        cartogram.load()
    finally:
        kept[1].write_bytes(content)
    assert asked == ["of something else"]


def test_the_fingerprint_changes_with_a_cell(frame: gpd.GeoDataFrame) -> None:
    moved = frame.copy()
    moved.loc[[0, 1], "geometry"] = moved.loc[[1, 0], "geometry"].to_numpy()
    assert layer.fingerprint(moved) != layer.fingerprint(frame)


def test_labels_stand_inside_their_provinces(kept: tuple[Layer, Path]) -> None:
    anchors = cartogram.labels()
    provinces = kept[0].frame.dissolve("province_code").geometry
    assert anchors.province_code.tolist() == provinces.index.tolist()
    points = gpd.GeoSeries(gpd.points_from_xy(anchors.x, anchors.y), index=provinces.index)
    assert (provinces.boundary.distance(points) > 1).all()
    assert provinces.contains(points).all()


def test_sharing_out_gives_each_area_its_cells_in_one_piece() -> None:
    # A bar one cell wide: any share in the middle cuts the rest, so cells must be handed on.
    bar = {(x, 0) for x in range(12)}
    shares = layout.areas(bar, [5, 1, 6], capital=0)
    assert [len(share) for share in shares] == [5, 1, 6]
    assert set().union(*shares) == bar
    assert all(connected(share) for share in shares)


def test_a_province_too_narrow_for_its_amphoe_is_told() -> None:
    # Of a cross only one area of two cells can be cut; a second one has no room.
    cross = {(1, 1), (0, 1), (2, 1), (1, 0), (1, 2)}
    with pytest.raises(grid.NoWayLeft, match="3 areas find no room in 5 cells"):
        layout.areas(cross, [2, 2, 1], capital=0)


def test_settling_hands_a_surplus_through_the_areas_between() -> None:
    areas = [{(0, 0), (1, 0), (2, 0)}, {(3, 0)}, {(4, 0)}]
    settled = grid.settle(areas, [(50, 50), (350, 50), (450, 50)], [2, 1, 2])
    assert settled == [{(0, 0), (1, 0)}, {(2, 0)}, {(3, 0), (4, 0)}]


def test_settling_says_when_there_is_no_way() -> None:
    with pytest.raises(grid.NoWayLeft, match="no way is left"):
        grid.settle([{(0, 0), (1, 0)}, {(9, 9)}], [(50, 50), (950, 950)], [1, 2])


def test_a_cell_that_holds_an_area_together_cannot_be_spared() -> None:
    ring = {(x, y) for x in range(3) for y in range(3)} - {(1, 1)}
    bar = {(0, 0), (1, 0), (2, 0)}
    assert can_spare((0, 1), ring), "the ring's other way round"
    assert not can_spare((1, 0), bar)
    assert can_spare((2, 0), bar)
    assert not can_spare((5, 5), {(5, 5)}), "the last cell"


def _changed(folder: Path, old: str, new: str) -> Path:
    text = SEATS.read_text(encoding="utf-8")
    assert old in text
    file = folder / "seats.csv"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("longitude", "lon", "columns are missing; expected longitude"),
        ("\n11,", "\n10,", "line 3: a province stands twice"),
        ("100.60,13.60", "100.50,13.75", "line 3: two seats lie at one place"),
        ("100.60,13.60", "13.60,100.60", "line 3: a seat lies outside Thailand; expected degrees"),
        ("100.60,13.60", "100.60,nord", "line 3: a coordinate is not a number.*'nord'"),
        ("100.60,13.60", "100.60,", "line 3: a coordinate is not a number"),
        (",10 24\n", ",10 24 57\n", "line 3: neighbours must name each other.*11 names 57"),
        (",10 24\n", ",10 24 99\n", "line 3: neighbours must name each other.*11 names 99"),
        (",10 24\n", ",10 11 24\n", "line 3: neighbours must name each other.*11 names 11"),
    ],
)
def test_seats_that_cannot_be_used_are_refused(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        layer.province_seats(_changed(tmp_path, old, new))


def test_a_province_without_a_seat_is_refused(frame: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match=r"one seat.*1 \(83\).*province_seats\.csv"):
        layout.build(
            frame.drop(columns="geometry"), layer.province_seats().query("province_code != '83'")
        )


def test_every_province_has_a_seat() -> None:
    assert layer.province_seats().province_code.tolist() == sorted(
        gazetteer.reference().province_code.unique()
    )
