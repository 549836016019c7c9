"""The map to explore in a page opened from a disk: seen, touched, typed at, heard, and fast."""

import json
from dataclasses import replace
from statistics import median

import accessibility
import geopandas as gpd
import numpy as np
import pandas as pd
import psutil
import pytest
import shapely
from browser import CHROMIUM, running

from helpers.explore import map_widget
from helpers.geography import gazetteer
from helpers.geography.layer import COLUMNS, Layer
from helpers.publish import maps
from helpers.publish.maps import classic_script, map_data, quantised

pytestmark = pytest.mark.long(seconds=30)
YEARS = range(2551, 2560)
LIMIT = 50  # milliseconds a year step may take
HOSTILE = "<script>window.hurt = true</script><img src=x onerror='window.hurt = true'>"
MAP = "coverageMaps.map"


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    if not CHROMIUM:
        accessibility.missing("chromium")
    with running(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    return accessibility.script(tmp_path_factory)


def courses(layer, years=YEARS) -> dict[int, pd.Series]:
    chance = np.random.default_rng(2551).random((2, len(layer.frame)))
    codes = layer.frame["tambon_code"].to_numpy()
    found = {}
    for year in years:
        known = (pd.Series(one < (year - 2550) / 10, index=codes) for one in chance)
        found[year] = maps.combined(*map(maps.classes_of, known))
    return found


@pytest.fixture(scope="module")
def country():
    """Every tambon as a square, in rows by code, about as the cartogram is."""
    frame = gazetteer.reference()[list(COLUMNS[:-1])]
    down, across = np.divmod(np.arange(len(frame)), 80)
    squares = shapely.box(across, -down, across + 1, 1 - down)
    frame = gpd.GeoDataFrame(frame, geometry=squares)
    return Layer("cartogram", frame, (), {"th": "ผู้ทดสอบ", "en": "the tester"}, "rows of 80")


@pytest.fixture(scope="module")
def data(country):
    return map_data.of_tambons(country, courses(country), "both", is_demo=True)


@pytest.fixture
def shown(tab, tmp_path):
    def show(data, lang="en", width=800, year=2557, **given):
        file = tmp_path / "map.html"
        file.write_text(classic_script.page(data, year, lang, **given), encoding="utf-8")
        tab.open(file, width)
        settled(tab)
        return tab

    return show


def processor_seconds() -> float:
    """What the browser has worked so far, in all its processes."""
    times = [one.cpu_times() for one in psutil.Process().children(recursive=True)]
    return sum(time.user + time.system for time in times)


def settled(tab) -> None:
    """Wait until what was asked for is drawn."""
    tab.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def mouse(tab, kind: str, x: float, y: float, **more: object) -> None:
    tab.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)


def press(tab, key: str) -> None:
    more = {"text": "\r"} if key == "Enter" else {}
    tab.send("Input.dispatchKeyEvent", type="keyDown", key=key, **more)
    tab.send("Input.dispatchKeyEvent", type="keyUp", key=key)
    settled(tab)


def text(tab, selector: str) -> str:
    return tab.run(f"document.querySelector('.coverage-map {selector}').textContent")


def pixels(tab) -> list[int]:
    """What is on the canvas: a sum, and how many different colours."""
    return tab.run(
        "(() => { const c = document.querySelector('.coverage-map canvas');"
        "const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height)"
        ".data.buffer); return [d.reduce((s, v) => (s + v) % 4294967291, 0), new Set(d).size]; })()"
    )


def heart(tab, data, place: int) -> tuple[float, float]:
    """Where the window shows an area, while the whole layer is shown."""
    box = tab.run(
        "(() => { const b = document.querySelector('.coverage-map canvas').getBoundingClientRect();"
        "return [b.left, b.top, b.width, b.height]; })()"
    )
    west, north, east, south = data.shapes.extents[""]
    k = 0.97 * min(box[2] / (east - west), box[3] / (south - north))
    x, y = data.shapes.hearts[place].astype(float)
    middle = ((west + east) / 2, (north + south) / 2)
    return box[0] + box[2] / 2 + k * (x - middle[0]), box[1] + box[3] / 2 + k * (y - middle[1])


def test_a_year_step_is_drawn_within_the_limit(shown, data, capsys):
    tab = shown(data)
    sums = []
    for year in YEARS:
        tab.run(f"{MAP}.setYear({year})")
        sums.append(pixels(tab)[0])
    assert len(set(sums)) == len(YEARS)
    before = processor_seconds()
    # What is read back has been drawn: a browser draws when it likes otherwise.
    taken = tab.run(
        "(() => { const pen = document.querySelector('.coverage-map canvas').getContext('2d');"
        "return Array.from({length: 54}, (_, step) => { const start = performance.now();"
        f"{MAP}.setYear(2551 + step % 9); pen.getImageData(0, 0, 1, 1);"
        "return performance.now() - start; }); })()"
    )
    # The clock's time grows with whatever else the machine does, the browser's own work hardly.
    worked = 1000 * (processor_seconds() - before) / len(taken)
    with capsys.disabled():
        print(f"\n7,425 tambons: a year step {median(taken):.1f} ms, {worked:.1f} ms of work")
    assert len(data.codes) == 7425
    assert worked < LIMIT


def test_what_lies_under_the_pointer_is_said_in_words(shown, data):
    tab = shown(data)
    place = data.codes.index("500101")
    mouse(tab, "mouseMoved", *heart(tab, data, place))
    settled(tab)
    table = data.table(2557, "en")
    expected = f"{table.name[place]}: {table.state[place]}"
    assert text(tab, "div p") == expected == text(tab, "[role=status]")
    assert "Chiang Mai" in expected


def test_a_click_selects_and_another_lets_go(shown, data):
    tab = shown(data)
    tab.run(
        "window.heard = []; document.addEventListener('select-area',"
        "(event) => heard.push(event.detail))"
    )
    at = heart(tab, data, data.codes.index("900101"))
    for _ in range(2):
        mouse(tab, "mousePressed", *at, button="left", clickCount=1)
        mouse(tab, "mouseReleased", *at, button="left", clickCount=1)
    assert tab.run("heard") == ["900101", ""]


def test_a_drag_moves_the_map_and_selects_nothing(shown, data):
    tab = shown(data)
    tab.run(
        "window.heard = []; document.addEventListener('select-area', (event) => heard.push(event))"
    )
    before = pixels(tab)
    x, y = heart(tab, data, 0)
    mouse(tab, "mousePressed", x, y, button="left", clickCount=1)
    mouse(tab, "mouseMoved", x + 40, y + 30, button="left", buttons=1)
    mouse(tab, "mouseReleased", x + 40, y + 30, button="left", clickCount=1)
    settled(tab)
    assert pixels(tab) != before and tab.run("heard.length") == 0


def test_everything_works_from_the_keyboard(shown, data):
    tab = shown(data)
    tab.run(
        "document.querySelector('.coverage-map canvas').focus(); window.heard = [];"
        "document.addEventListener('select-area', (event) => heard.push(event.detail))"
    )
    names = data.names["en"]
    press(tab, "PageDown")
    assert text(tab, "[role=status]").startswith(names[0])
    press(tab, "ArrowRight")
    east = int(data.shapes.beside[0][2])
    assert text(tab, "[role=status]").startswith(names[east]) and east != 0
    press(tab, "PageDown")
    assert text(tab, "[role=status]").startswith(names[east + 1])
    press(tab, "Enter")
    assert tab.run("heard") == [data.codes[east + 1]]
    whole = pixels(tab)
    press(tab, "+")
    assert pixels(tab) != whole
    press(tab, "0")
    assert pixels(tab) == whole


def test_buttons_and_wheel_zoom_and_a_page_scrolls_over_an_untouched_map(shown, data):
    tab = shown(data)
    whole, at = pixels(tab), heart(tab, data, 4000)
    mouse(tab, "mouseWheel", *at, deltaX=0, deltaY=-200)
    settled(tab)
    mouse(tab, "mouseMoved", 1, 1)
    settled(tab)
    assert pixels(tab) == whole
    tab.run("document.querySelector('.coverage-map canvas').focus()")
    mouse(tab, "mouseWheel", *at, deltaX=0, deltaY=-200)
    settled(tab)
    assert pixels(tab) != whole
    tab.run("document.querySelectorAll('.coverage-map button')[2].click()")
    mouse(tab, "mouseMoved", 1, 1)
    settled(tab)
    assert pixels(tab) == whole
    tab.run("document.querySelectorAll('.coverage-map button')[0].click()")
    settled(tab)
    assert pixels(tab) != whole


def test_two_fingers_zoom(shown, data):
    tab = shown(data)
    whole = pixels(tab)
    x, y = heart(tab, data, 4000)
    fingers = [[{"x": x - d, "y": y, "id": 0}, {"x": x + d, "y": y, "id": 1}] for d in (20, 60)]
    tab.send("Input.dispatchTouchEvent", type="touchStart", touchPoints=fingers[0])
    tab.send("Input.dispatchTouchEvent", type="touchMove", touchPoints=fingers[1])
    tab.send("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    settled(tab)
    assert pixels(tab) != whole


def test_the_demonstration_is_marked_in_words_and_in_the_picture(shown, data):
    tab = shown(data)
    assert text(tab, ".mark") == "DEMONSTRATION DATA / NOT REAL"
    label = tab.run("document.querySelector('.coverage-map canvas').ariaLabel")
    assert "DEMONSTRATION" in label and "fiscal year 2557 (2014)" in label
    marked = pixels(tab)
    assert pixels(shown(replace(data, mark={}))) != marked


def test_counts_in_the_legend_are_those_of_the_table(shown, data):
    tab = shown(data)
    counted = data.table(2557, "en").state.value_counts()
    lines = tab.run("[...document.querySelectorAll('.coverage-map li')].map(l => l.textContent)")
    assert f"Council and fund ({counted['Council and fund']:,} tambons)" in lines
    tab.run(f"{MAP}.focus('38')")
    part = data.table(2557, "en")
    of = part[part.code.str.startswith("38")].state.value_counts()
    lines = tab.run("[...document.querySelectorAll('.coverage-map li')].map(l => l.textContent)")
    assert f"Council and fund ({of['Council and fund']:,} tambons)" in lines


def test_language_and_selection_change_from_outside(shown, data):
    tab = shown(data)
    tab.run(f"{MAP}.setLanguage('th'); {MAP}.select('100101')")
    assert text(tab, "[role=status]").startswith("แขวงพระบรมมหาราชวัง เขตพระนคร กรุงเทพมหานคร: ")
    assert text(tab, ".told") == "ตำบลที่มีสภาและกองทุน ปีงบประมาณ 2557"
    tab.run(f"{MAP}.select('')")
    assert text(tab, "[role=status]") == "ยังไม่ได้เลือกพื้นที่"


def test_a_year_without_data_is_hatched_and_said(shown, data):
    tab = shown(data)
    full = pixels(tab)
    tab.run(f"{MAP}.setYear(2549)")
    assert "no data of this year" in text(tab, ".told") and pixels(tab) != full
    assert pixels(tab)[1] > 1


def test_no_area_is_a_sentence_and_one_area_is_drawn(shown, data, country):
    nothing = replace(country, frame=country.frame.iloc[:0], fingerprint="nothing")
    tab = shown(map_data.of_tambons(nothing, {}, "both"))
    assert "no area to show" in text(tab, ".told")
    assert tab.run("document.querySelector('.coverage-map > div').hidden")
    one = replace(country, frame=country.frame.iloc[:1], fingerprint="one")
    tab = shown(map_data.of_tambons(one, courses(one), "both"))
    assert pixels(tab)[1] > 1
    assert tab.run("document.querySelectorAll('.coverage-map li').length") == 5


def test_names_are_text_whatever_they_hold(shown, data):
    names = {lang: [HOSTILE, *known[1:]] for lang, known in data.names.items()}
    tab = shown(replace(data, names=names), selected=data.codes[0])
    assert text(tab, "[role=status]").startswith(HOSTILE)
    assert tab.run("window.hurt === undefined")


def test_nothing_is_fetched(shown, data):
    tab = shown(data)
    fetched = "performance.getEntriesByType('resource').map(e => e.name.slice(0, 40))"
    assert [name for name in tab.run(fetched) if not name.startswith("data:")] == []
    page = classic_script.page(data, 2557)
    assert "http" not in page and 'type="module"' not in page


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("width", [360, 800])
def test_no_rule_of_accessibility_is_broken(shown, data, axe, lang, width):
    tab = shown(data, lang, width, selected="380101")
    assert accessibility.violations(tab, axe) == []
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")


def test_a_map_taken_away_leaves_nothing(shown, data):
    tab = shown(data)
    tab.run(f"{MAP}.destroy()")
    assert tab.run("document.getElementById('map').childElementCount") == 0


def test_the_frame_reaches_from_edge_to_edge(data):
    assert data.shapes.points.max() == quantised.STEPS


def test_the_notebook_and_the_map_tell_each_other(tab, tmp_path, data):
    page = classic_script.page(data, 2557, "en")
    file = tmp_path / "map.html"
    file.write_text(page.replace("const data = ", "const data = window.given = "), encoding="utf-8")
    tab.open(file, 800)
    script = json.dumps(map_widget.SCRIPT)
    # A model as a notebook has one; what it holds is what the page's own map was given.
    tab.run(
        f"""(async () => {{
        const view = ({{ base64 }}) => new DataView(
          Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer);
        const unpacked = (whole) => Object.fromEntries(Object.entries(whole).map(
          ([key, one]) => [key, one?.base64 === undefined ? one : view(one)]));
        const held = {{ ...unpacked(given), shapes: unpacked(given.shapes) }}, heard = {{}};
        window.model = {{
          get: (key) => held[key], save_changes: () => {{ window.saved = held.selected; }},
          on: (name, act) => {{ heard[name] = act; }}, off: (name) => {{ delete heard[name]; }},
          set: (key, value) => {{ held[key] = value; heard[`change:${{key}}`]?.(); }},
        }};
        const address = URL.createObjectURL(new Blob([{script}], {{ type: "text/javascript" }}));
        const place = document.getElementById("map");
        coverageMaps.map.destroy();
        window.leave = (await import(address)).default.render({{ model, el: place }});
        window.left = () => Object.keys(heard).length;
        }})()"""
    )
    settled(tab)
    at = heart(tab, data, data.codes.index("500101"))
    mouse(tab, "mousePressed", *at, button="left", clickCount=1)
    mouse(tab, "mouseReleased", *at, button="left", clickCount=1)
    assert tab.run("saved") == "500101"
    tab.run("model.set('selected', ''); model.set('language', 'th'); model.set('year', 2551)")
    assert text(tab, ".told").endswith("ปีงบประมาณ 2551")
    assert text(tab, "[role=status]") == "ยังไม่ได้เลือกพื้นที่"
    before = pixels(tab)
    tab.run("model.set('focus', '38')")
    settled(tab)
    assert pixels(tab) != before
    tab.run("leave()")
    assert tab.run("left()") == 0
    assert tab.run("document.getElementById('map').childElementCount") == 0


def test_a_sharp_screen_gets_more_pixels_and_a_narrow_one_a_smaller_map(shown, data):
    tab = shown(data)
    size = "(() => { const c = document.querySelector('.coverage-map canvas');"
    size += "return [c.width, c.height, c.clientWidth]; })()"
    wide = tab.run(size)
    metrics = {"width": 500, "height": 900, "deviceScaleFactor": 2, "mobile": False}
    tab.send("Emulation.setDeviceMetricsOverride", **metrics)
    settled(tab)
    narrow = tab.run(size)
    assert wide[0] == wide[2] and narrow[0] == 2 * narrow[2]
    assert narrow[2] < wide[2]
