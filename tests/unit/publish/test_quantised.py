"""Shapes in 16 bits: how far off, nothing lost, the same bytes every time."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from maps_layers import borders, cartogram

from helpers.geography.layer import COLUMNS, Layer
from helpers.publish.maps import classic_script, quantised, shapes


def layer_of(areas: list[shapely.Geometry], name: str = "borders") -> Layer:
    """A layer of any areas, with codes of one amphoe."""
    codes = [f"3801{place:02}" for place in range(1, len(areas) + 1)]
    frame = gpd.GeoDataFrame(
        {"tambon_code": codes, "amphoe_code": "3801", "province_code": "38", "region_code": "NEU"},
        geometry=areas,
        crs="EPSG:32647",
    )
    key = str(shapely.union_all(areas).wkt)
    return Layer(name, frame[list(COLUMNS)], (), {"th": "", "en": ""}, key)


def drawn(shape: quantised.Quantised, place: int) -> shapely.Geometry:
    """An area as the script fills it: its rings even-odd."""
    found = shapely.Polygon()
    for ring in range(shape.firsts[place], shape.firsts[place + 1]):
        corners = shape.points[shape.rings[ring] : shape.rings[ring + 1]]
        found = found.symmetric_difference(shapely.Polygon(shape.frame.coordinates(corners)))
    return found


@pytest.mark.parametrize("layer", [borders(), cartogram()], ids=["borders", "cartogram"])
def test_no_corner_is_farther_off_than_half_a_step(layer):
    shape = quantised.tambons(layer)
    corners = shapely.get_coordinates(layer.frame.geometry.to_numpy())
    back = shape.frame.coordinates(shape.points[: len(corners)])
    assert np.abs(back - corners).max() <= shape.frame.step / 2 * (1 + 1e-9)
    longest = np.ptp(layer.frame.total_bounds.reshape(2, 2), axis=0).max()
    assert shape.frame.step == longest / 65_535


def test_every_area_comes_back_with_its_holes_and_parts():
    ring = shapely.Point(0, 0).buffer(30).difference(shapely.Point(0, 0).buffer(10))
    islands = shapely.MultiPolygon([shapely.box(60, 0, 70, 9), shapely.box(80, 0, 99, 30)])
    layer = layer_of([ring, islands, shapely.box(40, 40, 50, 50)])
    shape = quantised.tambons(layer)
    assert len(shape) == 3
    for place, area in enumerate(layer.frame.geometry):
        off = drawn(shape, place).symmetric_difference(area).area
        assert off <= shape.frame.step * area.length


def test_boxes_extents_and_hearts_are_those_of_the_areas():
    layer = borders()
    shape = quantised.tambons(layer)
    corners = shape.frame.coordinates(shape.boxes.reshape(-1, 2)).reshape(-1, 4)
    expected = shapely.bounds(layer.frame.geometry.to_numpy())[:, [0, 3, 2, 1]]
    assert np.abs(corners - expected).max() <= shape.frame.step
    hearts = shapely.points(shape.frame.coordinates(shape.hearts))
    assert shapely.contains(layer.frame.geometry.to_numpy(), hearts).all()
    for code in ("83", "STU"):
        column = "province_code" if code.isdigit() else "region_code"
        held = (layer.frame[column] == code).to_numpy()
        low, high = shape.boxes[held][:, :2].min(axis=0), shape.boxes[held][:, 2:].max(axis=0)
        assert shape.extents[code] == [*low, *high]


def test_lines_of_borders_come_after_the_areas():
    layer = borders()
    shape = quantised.tambons(layer)
    assert len(shape.firsts) == len(layer.frame) + 2
    first = shape.rings[shape.firsts[-2]]
    assert shape.rings[-1] == len(shape.points) > first
    rings = shapely.boundary(list(shapes.of(layer).dissolved("province_code").values()))
    on = shapely.points(shape.frame.coordinates(shape.points[first:]))
    assert shapely.distance(on, shapely.union_all(rings)).max() <= shape.frame.step


def test_the_nearest_in_each_direction_is_the_nearest_of_all():
    shape = quantised.tambons(borders())
    hearts = shape.hearts.astype(int)
    ways = {0: (-1, 0), 1: (0, -1), 2: (1, 0), 3: (0, 1)}
    for place in range(0, len(shape), 7):
        off = hearts - hearts[place]
        for column, (x, y) in ways.items():
            along, aside = off @ (x, y), np.abs(off @ (y, x))
            far = np.where((along > 0) & (aside <= 2 * along), along + 2 * aside, np.inf)
            found = shape.beside[place, column]
            assert far[found] == far.min() if np.isfinite(far).any() else found == place


def test_keys_reach_islands():
    areas = [shapely.box(0, 0, 1, 1), shapely.box(900, 10, 901, 11), shapely.box(30, 800, 31, 801)]
    shape = quantised.tambons(layer_of(areas))
    assert shape.beside[0].tolist() == [0, 2, 1, 0]


def test_regions_are_one_area_each():
    codes, shape = quantised.regions(borders())
    assert codes == ["BMR", "STL", "STU"] and len(shape) == 3
    dissolved = shapes.of(borders()).dissolved("region_code")
    for place, code in enumerate(codes):
        off = drawn(shape, place).symmetric_difference(dissolved[code]).area
        assert off <= shape.frame.step * dissolved[code].length
        assert shape.extents[code] == shape.boxes[place].tolist()


def test_bytes_are_the_same_every_time():
    one, other = (quantised.tambons(replace(borders(), fingerprint=key)).packed() for key in "ab")
    assert one == other
    sizes = {name: len(value) for name, value in one.items() if isinstance(value, bytes)}
    count = len(borders().frame)
    assert sizes["boxes"] == 8 * count and sizes["hearts"] == 4 * count
    assert sizes["firsts"] == 4 * (count + 2)


def test_shapes_of_a_layer_are_made_once():
    assert quantised.tambons(borders()) is quantised.tambons(borders())


def test_one_area_and_none():
    one = quantised.tambons(layer_of([shapely.box(5, 5, 6, 7)]))
    assert len(one) == 1 and one.beside.tolist() == [[0] * 4] and one.boxes.max() == 65_535
    empty = replace(borders(), frame=borders().frame.iloc[:0], fingerprint="none")
    none = quantised.tambons(empty)
    assert len(none) == 0 and none.packed()["points"] == b"" and none.extents == {"": [0, 0, 1, 1]}
    assert quantised.regions(empty)[0] == []


def test_the_script_stays_small_and_knows_nothing_of_notebooks():
    lines = classic_script.source().splitlines()
    assert len(lines) <= 150 and max(map(len, lines)) <= 100
    assert not [line for line in lines if "import " in line or "upyter" in line or "http" in line]
