"""Speed of the map to explore: its content made, and a year step drawn in a browser."""

import sys
import tempfile
from pathlib import Path
from statistics import median

import maps

from helpers.geography.layer import Layer
from helpers.publish.maps import classic_script, map_data
from helpers.publish.maps.map_data import MapData

# The browser is the one the tests of pages drive.
sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "browser"))
_STEPS = """(() => {
  const pen = document.querySelector(".coverage-map canvas").getContext("2d");
  return Array.from({ length: 45 }, (_, step) => {
    const start = performance.now();
    coverageMaps.map.setYear(2551 + step % 9);
    pen.getImageData(0, 0, 1, 1); // what is read back has been drawn
    return performance.now() - start;
  });
})()"""


def packed(layer: Layer) -> MapData:
    """Nine invented years of council and fund on a layer, with the bytes a browser gets."""
    found = map_data.of_tambons(layer, maps.years(layer), "both", is_demo=True)
    found.ground(), found.about()
    return found


def year_step(data: MapData) -> float | None:
    """Milliseconds from one year to the next, drawn; nothing without a browser."""
    import browser

    if browser.CHROMIUM is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "map.html"
        page.write_text(classic_script.page(data, 2557), encoding="utf-8")
        with browser.running(Path(name) / "profile") as tab:
            tab.open(page, 1280)
            return median(tab.run(_STEPS))
