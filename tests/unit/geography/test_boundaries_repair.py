"""Flawed shapes become a clean coverage, and every mending is counted and told."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from boundary_builders import bare, coded, tambons, told, with_shapes, write

from helpers.core import metadata
from helpers.geography import boundaries
from helpers.geography.boundaries import finding, repair

METRES = 32647
# A grid of squares in the coordinates a layer gets, so that areas are exact.
WEST, SOUTH, SIDE = 900_000, 1_940_000, 5_000


def squares(count):
    corners = [(WEST + SIDE * (i % 10), SOUTH + SIDE * (i // 10)) for i in range(count)]
    return [shapely.box(x, y, x + SIDE, y + SIDE) for x, y in corners]


@pytest.fixture
def load(root, monkeypatch):
    """Load tambons of Bueng Kan with the shapes of some rows changed."""
    house = bare(root, monkeypatch)

    def written(shapes):
        grid = coded(tambons()).set_geometry(squares(53)).set_crs(METRES, allow_override=True)
        file = write(with_shapes(grid, shapes), house / "received" / "borders.gpkg")
        monkeypatch.setenv(finding.VARIABLE, str(file))
        layer = boundaries.load()
        assert layer.frame.geometry.is_valid.all()
        assert shapely.coverage_is_valid(layer.frame.geometry.to_numpy())
        return layer

    return written


def shape_of(layer, number):
    """The shape of the builder's row ``number``."""
    code = tambons()["tambon_code"][number]
    return layer.frame.set_index("tambon_code").geometry[code]


def test_a_clean_layer_is_left_as_it_is(load):
    layer = load({})
    assert shapely.equals(layer.frame.geometry.to_numpy(), squares(53)).all()
    for word in ("invalid", "overlaps", "edges", "Simplified", "put together", "Not used"):
        assert word not in told(layer)


def test_a_ring_that_crosses_itself_is_repaired(load):
    x, y = WEST, SOUTH
    corners = [(x, y), (x + SIDE, y + SIDE), (x + SIDE, y), (x, y + SIDE)]
    layer = load({0: shapely.Polygon(corners)})
    assert "1 invalid polygons were repaired" in told(layer)
    assert "ซ่อมรูปที่เส้นผิด 1 รูป" in told(layer, "th")
    # Two triangles meeting in the middle: half of the square.
    assert shape_of(layer, 0).area == pytest.approx(SIDE * SIDE / 2)


def test_mixed_shapes_keep_their_polygons(load):
    square = squares(1)[0]
    mixed = shapely.GeometryCollection(
        [square, shapely.LineString([(WEST, SOUTH), (WEST, SOUTH + 9)])]
    )
    layer = load({0: mixed})
    assert shape_of(layer, 0).equals(square)


def test_an_overlap_goes_to_the_smaller_and_is_measured(load):
    """The first square reaches 500 m into the second, which keeps all of its own."""
    layer = load({0: shapely.box(WEST, SOUTH, WEST + 1.1 * SIDE, SOUTH + SIDE)})
    assert "1 overlaps were cut, 2.500 sq km in all" in told(layer)
    assert "ตัดส่วนที่ซ้อนกัน 1 คู่ รวม 2.500 ตร.กม." in told(layer, "th")
    assert [shape_of(layer, number).equals(squares(2)[number]) for number in (0, 1)] == [True, True]


def test_overlaps_are_cut_alike_whatever_the_order_of_the_rows(root, monkeypatch):
    house = bare(root, monkeypatch)
    grid = coded(tambons()).set_geometry(squares(53)).set_crs(METRES, allow_override=True)
    wide = with_shapes(grid, {5: squares(6)[5].buffer(300), 6: squares(7)[6].buffer(300)})
    layers = []
    for number, frame in enumerate((wide, wide.iloc[::-1])):
        file = write(frame, house / "received" / f"{number}.gpkg")
        monkeypatch.setenv(finding.VARIABLE, str(file))
        layers.append(boundaries.load().frame.geometry.to_numpy())
    assert shapely.equals(*layers).all()


def test_an_enclave_is_not_swallowed_by_the_polygon_drawn_over_it(load):
    around = shapely.box(WEST - SIDE, SOUTH - SIDE, WEST, SOUTH)
    inside = shapely.box(
        WEST - 0.6 * SIDE, SOUTH - 0.6 * SIDE, WEST - 0.4 * SIDE, SOUTH - 0.4 * SIDE
    )
    layer = load({0: around, 52: inside})
    assert shape_of(layer, 52).equals(inside)
    assert len(shape_of(layer, 0).interiors) == 1


def test_a_tambon_covered_whole_is_named(load):
    square = squares(2)[1]
    layer = load({0: square})
    assert len(layer.frame) == 52
    lost = set(tambons()["tambon_code"]) - set(layer.frame["tambon_code"])
    assert f"nothing is left of 1 ({lost.pop()})" in told(layer)


def test_slivers_between_neighbours_are_closed(load):
    """Two metres between the inner squares 11 and 12 are a mistake, two hundred are a river."""
    left = shapely.box(WEST + SIDE, SOUTH + SIDE, WEST + 2 * SIDE - 2, SOUTH + 2 * SIDE)
    layer = load({11: left})
    assert "edges of" in told(layer)
    assert "overlaps" not in told(layer)
    assert layer.frame.union_all().area == pytest.approx(53 * SIDE * SIDE)


def test_a_river_between_neighbours_stays(load):
    left = shapely.box(WEST + SIDE, SOUTH + SIDE, WEST + 2 * SIDE - 200, SOUTH + 2 * SIDE)
    layer = load({11: left})
    assert layer.frame.union_all().area == pytest.approx(53 * SIDE * SIDE - 200 * SIDE)


def test_rows_without_a_polygon_are_counted_and_left_out(load):
    layer = load({3: None, 4: shapely.Polygon()})
    assert len(layer.frame) == 51
    assert "Not used, no polygon: 2 (row 4: TH380104, row 5: TH380105)" in told(layer)
    assert "51 of 51 polygons are tambons" in told(layer)


def test_a_polygon_outside_the_country_is_counted_and_left_out(load):
    layer = load({7: shapely.box(0, 0, 9, 9)})
    assert len(layer.frame) == 52
    assert "Not used, outside Thailand: 1 (row 8: TH380108)" in told(layer)
    assert "52 of 53 polygons are tambons (98.11%)" in told(layer)


def test_heights_are_left_out():
    high = gpd.GeoSeries([shapely.force_3d(squares(1)[0], 12.0)], crs=METRES)
    shapes, said = repair.repaired(high)
    assert (shapes.has_z.any(), said) == (False, [])


def test_a_detailed_layer_is_simplified_without_gaps(load, monkeypatch):
    """Edges of many steps lose most of them, and still two neighbours share each edge."""
    known = metadata.load("boundary_schemas.yml")
    monkeypatch.setitem(known["simplify"], "above_vertices", 5000)
    detailed = dict(enumerate(shapely.segmentize(squares(53), SIDE / 50)))
    layer = load(detailed)
    after = layer.frame.geometry.count_coordinates().sum()
    assert f"Simplified without gaps from {53 * 201:,} to {after:,} vertices" in told(layer)
    assert after <= 5000
    assert layer.frame.union_all().area == pytest.approx(53 * SIDE * SIDE, rel=0.001)


def test_rows_of_one_tambon_are_put_together_in_any_order():
    shapes = gpd.GeoSeries(squares(3), crs=METRES)
    codes = pd.Series(["b", "a", "b"])
    merged, said = repair.one_each(shapes, codes)
    assert merged.index.tolist() == ["a", "b"]
    assert merged["b"].equals(shapely.union_all([shapes[0], shapes[2]]))
    assert said[0]["en"].startswith("2 rows were put together into 1 tambons")
