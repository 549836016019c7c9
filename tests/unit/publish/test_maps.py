"""The figures: counted legends, fixed frames, marks of the demonstration, files that repeat."""

import re
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
import shapely
from maps_layers import PROVINCES, borders, cartogram
from matplotlib.colors import to_hex
from PIL import Image

from helpers.core.errors import InputError
from helpers.geography import gazetteer
from helpers.publish import maps
from helpers.publish.maps import formats, ground, page, panels, schemes, shapes
from helpers.publish.maps import text as map_text

pytestmark = pytest.mark.long(seconds=25)

MARK = "ข้อมูลสาธิต ไม่ใช่ข้อมูลจริง / DEMONSTRATION DATA"
FOOT = {"th": "แผนผังหน่วย", "en": "Unit cartogram"}
LAYERS = {"borders": borders, "cartogram": cartogram}


@pytest.fixture(params=LAYERS)
def layer(request):
    return LAYERS[request.param]()


def words(**given) -> maps.Words:
    return maps.Words(**{"title": "ชื่อแผนที่", "lines": ("ที่มา: ทดสอบ",), **given})


def council(layer, missing: int = 2) -> pd.Series:
    """A third of the tambons without a council, the last ones unknown."""
    codes = layer.frame.tambon_code.to_numpy()
    classes = pd.Series(np.where(np.arange(len(codes)) % 3, "covered", "not_covered"), index=codes)
    classes = classes.astype("str")
    classes.iloc[len(codes) - missing :] = pd.NA
    return classes


def fund(layer) -> pd.Series:
    return council(layer)[::-1].set_axis(layer.frame.tambon_code.to_numpy())


def first_years(layer) -> pd.Series:
    keys = schemes.named("first_year").keys
    codes = layer.frame.tambon_code.to_numpy()
    return pd.Series([keys[place % len(keys)] for place in range(len(codes))], index=codes)


def shares(layer) -> pd.DataFrame:
    codes = sorted(layer.frame.region_code.unique())
    rows = {"share": [1.02, 0.51, None], "status": ["dated", "flagged", "no_data"]}
    return pd.DataFrame(rows, index=codes)


FIGURES = {
    "kind": lambda layer, said: maps.kind(layer, council(layer), "council", said),
    "both": lambda layer, said: maps.both(layer, council(layer), fund(layer), said),
    "first_year": lambda layer, said: maps.first_year(layer, first_years(layer), said),
    "change": lambda layer, said: maps.change(layer, council(layer), fund(layer), said),
    "years": lambda layer, said: maps.years(
        layer, {2556: council(layer), 2557: fund(layer)}, said, "council"
    ),
    "regions": lambda layer, said: maps.regions(layer, shares(layer), said),
    "province": lambda layer, said: maps.province(
        layer, "83", maps.combined(council(layer), fund(layer)), said
    ),
}


def legend(figure) -> dict[str, str]:
    """Words and colours of a legend."""
    drawn = figure.legends[0]
    told = [text.get_text().replace("\n", " ") for text in drawn.get_texts()]
    return {
        said: to_hex(patch.get_facecolor())
        for said, patch in zip(told, drawn.get_patches(), strict=True)
    }


def written(figure) -> list[str]:
    texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    return [text.get_text() for text in texts]


def frames(figure) -> list[tuple]:
    return [(*axes.get_xlim(), *axes.get_ylim()) for axes in figure.axes]


@pytest.mark.parametrize("name", FIGURES)
def test_the_watermark_is_on_the_map_above_the_title_and_in_both_files(name, layer, tmp_path):
    figure = FIGURES[name](layer, words(watermark=MARK))
    marks = [text for axes in figure.axes for text in axes.texts if text.get_gid() == "watermark"]
    assert len(marks) == len(figure.axes)
    assert all(mark.get_text().split("\n") == MARK.split(" / ") for mark in marks)
    assert MARK in [text.get_text() for text in figure.texts]
    png, svg = maps.save(figure, tmp_path, name)
    drawn = svg.read_text(encoding="utf-8")
    assert f"<title>{MARK} · ชื่อแผนที่</title>" in drawn
    assert re.search(rf"<dc:description>{MARK}", drawn) and 'id="watermark"' not in drawn
    assert f'id="{name}-watermark"' in drawn
    with Image.open(png) as picture:
        assert picture.text["Title"].startswith(MARK)


@pytest.mark.parametrize("lang", ("th", "en"))
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_its_words_in_both_languages_and_no_mark_unasked(name, lang, layer):
    figure = FIGURES[name](layer, words(lang=lang))
    told = " ".join([*legend(figure), *written(figure)])
    assert {"th": "ไม่มีข้อมูล", "en": "No data"}[lang] in told
    assert "ที่มา: ทดสอบ" in told
    assert {"borders": layer.source[lang], "cartogram": FOOT[lang]}[layer.name] in told
    assert ("{" not in told) and ("}" not in told)
    assert "สาธิต" not in told and "DEMO" not in told


def test_the_legend_counts_tambons_and_shows_the_colour_of_the_class(layer):
    entries = legend(maps.kind(layer, council(layer), "council", words()))
    counts = council(layer).value_counts()
    fills = {one.key: one.fill for one in schemes.of_kind("council").classes}
    assert entries == {
        f"มีสภาองค์กรชุมชน ({counts['covered']} ตำบล)": fills["covered"],
        f"ไม่มีสภาองค์กรชุมชน ({counts['not_covered']} ตำบล)": fills["not_covered"],
        "ไม่มีข้อมูล (2 ตำบล)": fills["no_data"],
    }


def test_numbers_of_a_map_are_in_the_numerals_asked_for(layer):
    entries = legend(maps.kind(layer, council(layer), "council", words(numerals="thai")))
    assert "ไม่มีข้อมูล (๒ ตำบล)" in entries


def test_one_is_not_spoken_of_as_many(layer):
    figure = maps.kind(layer, council(layer, missing=1), "council", words(lang="en"))
    assert "No data (1 tambon)" in legend(figure)


def test_a_kind_without_a_short_name_is_called_as_it_is_declared(monkeypatch):
    from helpers.core import metadata

    declared = metadata.load("maps.yml")
    loaded = {
        "maps.yml": declared | {"kinds": {}},
        "registries.yml": metadata.load("registries.yml"),
    }
    monkeypatch.setattr(metadata, "load", loaded.__getitem__)
    assert schemes.kind_name("council")["th"] == "สภาองค์กรชุมชนตำบล"


def test_areas_of_all_classes_make_up_the_layer(layer):
    figure = maps.kind(layer, council(layer), "council", words())
    shape = shapes.of(layer)
    paths = {p.get_gid(): p for p in figure.axes[0].patches if (p.get_gid() or "")[:6] == "class-"}
    assert set(paths) == {"class-covered", "class-not_covered", "class-no_data"}
    areas = sum(
        sum(shapely.Polygon(ring).area for ring in path.get_path().to_polygons())
        for path in paths.values()
    )
    assert areas == pytest.approx(shapely.area(shape.geometry).sum())


def test_the_frame_is_the_same_in_every_year_and_shows_the_whole_layer(layer):
    one = maps.kind(layer, council(layer), "council", words())
    other = maps.kind(layer, council(layer).iloc[:9], "council", words(watermark=MARK))
    assert frames(one) == frames(other)
    west, east, south, north = frames(one)[0]
    bounds = shapes.of(layer).bounds
    assert west <= bounds[0] and south <= bounds[1] and east >= bounds[2] and north >= bounds[3]
    across = maps.years(layer, {2556: council(layer), 2557: fund(layer)}, words(), "council")
    assert len(set(frames(across))) == 1


def test_both_directions_have_one_scale(layer):
    figure = maps.kind(layer, council(layer), "council", words())
    axes, (width, height) = figure.axes[0], figure.get_size_inches()
    box = axes.get_position()
    across = np.ptp(axes.get_xlim()) / (box.width * width)
    assert across == pytest.approx(np.ptp(axes.get_ylim()) / (box.height * height))


def test_only_true_borders_have_a_scale_and_an_inset_and_each_layer_its_source():
    true = maps.kind(borders(), council(borders()), "council", words())
    cells = maps.kind(cartogram(), council(cartogram()), "council", words())
    assert len(true.axes) == 2 and len(cells.axes) == 1
    assert any(said.endswith("กม.") for said in written(true))
    assert not any(said.endswith("กม.") for said in written(cells))
    assert "ขอบเขตตำบล: ผู้ทดสอบ" in written(true)
    assert any("หนึ่งช่องคือหนึ่งตำบล" in said for said in written(cells))


@pytest.mark.parametrize("name", ("kind", "regions", "years", "province"))
def test_the_scale_bar_is_as_long_as_it_says(name):
    figure = FIGURES[name](borders(), words(lang="en"))
    told = next(said for said in written(figure) if said.endswith(" km"))
    drawn = sum(bar.get_width() for bar in figure.artists) * figure.get_figwidth()
    axes = figure.axes[0]
    per_inch = np.ptp(axes.get_xlim()) / (axes.get_position().width * figure.get_figwidth())
    assert drawn * per_inch == pytest.approx(1000 * float(told.removesuffix(" km")))


def test_a_layer_without_bangkok_has_no_inset():
    layer = borders(("83", "95"))
    assert len(maps.kind(layer, council(layer), "council", words()).axes) == 1


def test_holes_stay_open():
    ring = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 6, 6))
    path = shapes.compound(ring)
    assert path.contains_point((1, 1)) and len(path.to_polygons()) == 2
    outer, inner = (shapely.LinearRing(one) for one in path.to_polygons())
    assert outer.is_ccw != inner.is_ccw


def test_cells_are_looked_up_as_they_would_be_drawn():
    shape = shapes.of(cartogram())
    west, south, east, north = shape.bounds
    size, extent = (211, 97), (west - 2.3, south - 1.7, east + 0.4, north + 3.1)
    looked_up = shape.raster(size, extent)
    assert (looked_up == shape._rasterized(*size, extent)).all()
    assert set(np.unique(looked_up)) == {-1, *range(len(shape.geometry))}


def test_lines_of_a_level_are_drawn_once():
    layer = cartogram(("83",))
    path = shapes.of(layer).lines("tambon_code")
    steps = [
        tuple(sorted(map(tuple, pair.tolist())))
        for pair, code in zip(
            np.stack([path.vertices[:-1], path.vertices[1:]], axis=1), path.codes[1:], strict=True
        )
        if code == path.LINETO
    ]
    assert len(steps) == len(set(steps)) > 0


def test_the_same_map_gives_the_same_bytes(layer, tmp_path):
    def saved(folder: str) -> list[bytes]:
        figure = maps.both(layer, council(layer), fund(layer), words(watermark=MARK))
        return [path.read_bytes() for path in maps.save(figure, tmp_path / folder, "both")]

    assert saved("one") == saved("other")


def test_a_saved_map_is_as_large_as_it_says_and_leaves_nothing_else(layer, tmp_path):
    figure = maps.kind(layer, council(layer), "council", words())
    png, svg = maps.save(figure, tmp_path, "kind")
    with Image.open(png) as picture:
        assert picture.size == tuple(round(150 * inches) for inches in figure.get_size_inches())
    assert sorted(tmp_path.iterdir()) == sorted([png, svg])
    assert "dc:date" not in svg.read_text(encoding="utf-8")


def test_a_png_holds_every_pixel_its_texts_and_its_resolution():
    pixels = np.random.default_rng(9).integers(0, 256, (30, 40, 4), dtype=np.uint8)
    content = formats.encoded(pixels, 150, {"Title": "แผนที่", "Description": "a map"})
    with Image.open(BytesIO(content)) as picture:
        picture.verify()
    with Image.open(BytesIO(content)) as picture:
        assert picture.mode == "RGB" and (np.asarray(picture) == pixels[:, :, :3]).all()
        assert picture.text == {"Title": "แผนที่", "Description": "a map"}
        assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.02)


def test_a_letter_the_font_lacks_is_an_error(layer, tmp_path):
    with pytest.raises(UserWarning, match="missing"):
        maps.save(maps.kind(layer, council(layer), "council", words(title="漢")), tmp_path, "x")


def test_paths_written_short_stay_within_half_a_tenth_of_a_point():
    vertices = np.random.default_rng(9).uniform(0, 500, (400, 2)).round(6)
    ring = " \nL ".join(f"{x} {y}" for x, y in vertices)
    drawn = formats.shortened(f'<path d="M {ring} \nz\n"/>')
    start, steps = re.search(r'd="M(.*)l(.*)z"', drawn).groups()
    points = np.array([start.split(), *[s.split() for s in re.findall(r"\S+ \S+", steps)]], float)
    assert np.abs(points.cumsum(axis=0) - vertices).max() <= 0.0500001
    assert len(drawn) < 0.7 * len(ring)


def test_steps_along_the_edges_of_the_page_are_written_by_one_number():
    given = "M 1 1 \nL 4 1 \nL 4 3.26 \nL 2 2 \nL 1 1.5 \nL 1 1.51 \nL 1 1 \nz\nM 9 9 \nL 8 8 \n"
    assert formats.shortened(f'<path d="{given}"/>') == (
        '<path d="M1 1h3v2.3l-2 -1.3 -1 -0.5h0v-0.5zM9 9l-1 -1"/>'
    )


def test_curves_and_shifts_are_written_to_a_hundredth():
    curves = "M 10 20 \nQ 13.333 21 15 25 \nQ 16 26 17.004 27 \nC 1 2 3 4 5 6 \nL 5 7 \nz\n"
    given = f'<g>\n   <path d="{curves}" transform="translate(66.40625 0) scale(0.015625)"/>\n</g>'
    assert formats.shortened(given) == (
        '<g>\n<path d="M10 20q3.33 1 5 5 1 1 2 2c-16 -25 -14 -23 -12 -21v1z"'
        ' transform="translate(66.40 0) scale(0.015625)"/>\n</g>'
    )


def versions(layer) -> dict:
    """One map in both languages."""
    return {
        f"both.{lang}": maps.both(
            layer, council(layer), fund(layer), words(lang=lang, watermark=MARK)
        )
        for lang in ("th", "en")
    }


def test_the_languages_of_a_map_are_drawn_once_and_come_out_as_if_alone(
    layer, tmp_path, monkeypatch
):
    alone = {
        name: [path.read_bytes() for path in maps.save(figure, tmp_path / "alone", name)]
        for name, figure in versions(layer).items()
    }
    drawn, grounds = ground.drawn, []
    monkeypatch.setattr(ground, "drawn", lambda figure: grounds.append(figure) or drawn(figure))
    written = maps.save_versions(versions(layer), tmp_path / "together")
    together = {name: [path.read_bytes() for path in paths] for name, paths in written.items()}
    assert together == alone and len(grounds) == 1
    assert len({content for both in alone.values() for content in both}) == 4


def test_a_map_of_something_else_is_drawn_anew(layer, tmp_path):
    other = maps.both(layer, fund(layer), council(layer), words(watermark=MARK))
    written = maps.save_versions({**versions(layer), "other": other}, tmp_path)
    alone = maps.save(other, tmp_path / "alone", "other")
    assert [p.read_bytes() for p in written["other"]] == [p.read_bytes() for p in alone]


@pytest.mark.parametrize("name", FIGURES)
def test_words_over_a_drawn_ground_are_the_whole_map(name, layer, tmp_path):
    figure = FIGURES[name](layer, words(watermark=MARK))
    png, svg = maps.save(figure, tmp_path, name)
    with Image.open(png) as picture, Image.open(BytesIO(maps.png(figure, 150))) as whole:
        assert picture.mode == "RGB"
        difference = np.abs(np.asarray(picture, int) - np.asarray(whole, int))
    # Where the watermark crosses into an enlarged part it now lies on it, not under it.
    assert (difference.max(axis=2) > 2).mean() < 0.001
    document = svg.read_text(encoding="utf-8")
    ids = re.findall(r' id="([^"]*)"', document)
    asked_for = set(re.findall(r'(?:href="#|url\(#)([^")]*)', document))
    assert all(one.startswith(f"{name}-") for one in ids)
    assert asked_for and all(ids.count(one) == 1 for one in asked_for)


# Regions


def test_regions_take_their_class_status_and_figure(layer):
    figure = maps.regions(layer, shares(layer), words(lang="en"))
    codes = sorted(layer.frame.region_code.unique())
    patches = {p.get_gid(): p for p in figure.axes[0].patches if p.get_gid()}
    fills = [to_hex(patches[f"region-{code}"].get_facecolor()) for code in codes]
    by_key = {one.key: one.fill for one in schemes.named("regions").classes}
    assert fills == [by_key["from_100"], by_key["from_40"], by_key["no_data"]]
    hatches = [patches[f"region-{code}"].get_hatch() for code in codes]
    assert hatches[0] is None and hatches[1] and hatches[2] and hatches[1] != hatches[2]
    told = {t.get_gid(): t.get_text() for t in figure.axes[0].texts}
    assert told[f"label-{codes[0]}"].endswith("102.00 %")
    assert told[f"label-{codes[1]}"].endswith("51.00 %\nyear only")
    assert told[f"label-{codes[2]}"].endswith("no data")


def test_a_region_without_a_row_has_no_data(layer):
    figure = maps.regions(layer, shares(layer).iloc[:1], words(lang="en"))
    assert "No data (2 regions)" in legend(figure)


def test_a_share_never_reads_as_the_next_class(layer):
    values = shares(layer)
    values.loc[values.index[0], "share"] = 0.7999999
    figure = maps.regions(layer, values, words(lang="en"))
    assert "60 to under 80 % (1 region)" in legend(figure)
    assert not any("80.00 %" in said for said in written(figure))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda v: v.rename(index={v.index[0]: "XXX"}), r"regions the layer does not have.*XXX"),
        (lambda v: pd.concat([v, v.iloc[:1]]), "given twice"),
        (lambda v: v.assign(status="guessed"), "no such status.*guessed.*interim"),
        (lambda v: v.assign(status="dated"), "share goes with every status but no_data"),
        (lambda v: v.assign(share=[-0.1, 0.5, None]), "share under zero"),
        (lambda v: v.iloc[:0], "empty selection"),
    ],
)
def test_regions_that_cannot_be_drawn_are_refused(layer, change, message):
    with pytest.raises(InputError, match=message):
        maps.regions(layer, change(shares(layer)), words())


# Small multiples


def test_pixels_of_a_panel_take_the_colour_of_their_tambon():
    layer = cartogram(("83",))
    encoded = schemes.encode(layer, council(layer), schemes.of_kind("council"))
    shape = shapes.of(layer)
    west, south, east, north = shape.bounds
    size = round(10 * (east - west)), round(10 * (north - south))
    raster = shape.raster(size, shape.bounds)
    assert set(np.unique(raster)) == {-1, *range(len(layer.frame))}
    picture = panels.coloured(raster, encoded)
    assert (picture[raster == -1][:, 3] == 0).all()
    for one, mask in encoded.drawn():
        pixels = picture[np.isin(raster, np.flatnonzero(mask))]
        colours = {to_hex(pixel / 255) for pixel in pixels}
        assert colours == {one.fill, *([one.ink] if one.hatch else [])}


def test_panels_are_one_a_year_in_order_with_their_count(layer):
    figure = maps.years(layer, {2557: fund(layer), 2556: council(layer)}, words(), "council")
    captions = [axes.texts[0].get_text() for axes in figure.axes]
    assert captions == ["ปีงบประมาณ 2556", "ปีงบประมาณ 2557"]
    count = (council(layer) == "covered").sum()
    assert figure.axes[0].texts[1].get_text() == f"มีสภาองค์กรชุมชน {count} ตำบล"


@pytest.mark.parametrize("count", (0, 10))
def test_a_page_holds_one_to_nine_years(layer, count):
    coverage = {2550 + place: council(layer) for place in range(count)}
    with pytest.raises(InputError, match=f"1 to 9 years; found {count}"):
        maps.years(layer, coverage, words(), "council")


# One province


def test_a_province_counts_its_own_tambons_and_names_every_amphoe(layer):
    classes = maps.combined(council(layer), fund(layer))
    figure = maps.province(layer, "83", classes, words())
    own = layer.frame[layer.frame.province_code == "83"]
    counted = [int(re.search(r"\((\d+) ตำบล\)", said)[1]) for said in legend(figure)]
    assert sum(counted) == len(own)
    told = " ".join(written(figure))
    assert all(name in told for name in ("เมืองภูเก็ต", "กะทู้", "ถลาง"))


@pytest.mark.parametrize("lang", ("th", "en"))
@pytest.mark.parametrize("code", PROVINCES)
def test_no_two_names_on_a_province_touch_and_none_is_lost(layer, code, lang):
    figure = maps.province(
        layer, code, maps.combined(council(layer), fund(layer)), words(lang=lang)
    )
    drawn = [text for text in figure.axes[0].texts if text.get_gid() != "watermark"]
    amphoes = layer.frame[layer.frame.province_code == code].amphoe_code.nunique()
    assert len(drawn) == amphoes
    renderer = figure.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in drawn]
    touching = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one.padded(-0.5).overlaps(other.padded(-0.5))
    ]
    assert not touching


def test_a_number_that_fits_nowhere_stands_beside_its_area():
    with page.style():
        figure = page.start(words(), page.layout("province"))
        drawn = page.axes(figure, page.Box(0.2, 0.9, 4, 5), (0, 0, 100, 100), 0)
        areas = {"ก": shapely.box(50, 50, 50.2, 50.2), "ข": shapely.box(50.2, 50, 50.4, 50.2)}
        first, second = map_text.place(drawn, areas)
    assert (first.written, second.written) == ("1", "2")
    assert first.heart is None and second.heart is not None
    assert not first.box.intersects(second.box)


def test_a_province_the_layer_lacks_or_nothing_of_it_is_refused(layer):
    classes = maps.combined(council(layer), fund(layer))
    with pytest.raises(InputError, match=r"no such province.*83.*found 50"):
        maps.province(layer, "50", classes, words())
    with pytest.raises(InputError, match="empty selection"):
        maps.province(layer, "83", classes[classes.index.str[:2] == "10"], words())


# Words


def test_words_need_a_title_and_a_known_language():
    with pytest.raises(InputError, match="without a title"):
        words(title=" ")
    with pytest.raises(InputError, match=r"no such language.*found fr"):
        words(lang="fr")


def test_a_long_title_is_broken_between_words_and_stays_on_the_page(layer):
    title = "ความครอบคลุมของสภาองค์กรชุมชนตำบลและกองทุนสวัสดิการชุมชน" * 2
    figure = maps.kind(layer, council(layer), "council", words(title=title))
    pieces = [t for t in figure.texts if t.get_text() and t.get_text() in title]
    assert "".join(piece.get_text() for piece in pieces) == title and len(pieces) > 1
    renderer = figure.canvas.get_renderer()
    assert all(piece.get_window_extent(renderer).x1 < figure.bbox.x1 for piece in pieces)


def test_more_lines_than_a_page_holds_are_refused(layer):
    with pytest.raises(InputError, match="too long for its page"):
        maps.kind(layer, council(layer), "council", words(lines=("ที่มา",) * 12))


@pytest.mark.parametrize(
    ("lang", "told"), [("th", "จาก 7,425 ตำบล"), ("en", "of the country's 7,425")]
)
@pytest.mark.parametrize("name", FIGURES)
def test_a_map_of_a_part_of_the_country_says_so_on_itself(name, lang, told, layer):
    said = " ".join(written(FIGURES[name](layer, words(lang=lang))))
    # One province is never taken for the country.
    assert (f"{len(layer.frame)} " in said and told in said) == (name != "province")


def test_a_map_of_the_whole_country_has_nothing_to_add():
    provinces = tuple(sorted(gazetteer.reference()["province_code"].unique()))
    layer = cartogram(provinces)
    figure = maps.kind(layer, council(layer), "council", words(lang="en"))
    assert "of the country's" not in " ".join(written(figure))
