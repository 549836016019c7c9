"""The coverage map of notebook 60: year, place and language answer to the other controls."""

from pathlib import Path

import anywidget
import pandas as pd
import traitlets

from helpers.core import datasets, metadata, settings, tables
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES
from helpers.coverage import tambons
from helpers.geography import geometry
from helpers.geography.layer import Layer
from helpers.publish import maps
from helpers.publish.maps import map_data, schemes
from helpers.publish.maps.map_data import MapData

_BESIDE = Path(maps.__file__).parent
# The script knows nothing of notebooks; this is all that ties it to one.
_GLUE = """
function render({ model, el }) {
  const given = (keys) => Object.fromEntries(keys.map((key) => [key, model.get(key)]));
  const shown = () => given(["years", "states", "classes", "title", "note", "said",
    "mark"]);
  const whole = () => ({ ...given(["shapes", "codes", "regions", "names", "words", "year",
    "selected", "focus", "language"]), ...shown() });
  const on = { select: (code) => { model.set("selected", code); model.save_changes(); } };
  el.dataset.lmSuppressShortcuts = "true"; // keys of the map are none of the notebook's
  let map = coverageMap(el, whole(), on);
  const follow = (key, act) => {
    const heard = () => act(model.get(key));
    model.on(`change:${key}`, heard);
    return () => model.off(`change:${key}`, heard);
  };
  const ends = [
    follow("year", (year) => map.setYear(year)),
    follow("selected", (code) => map.select(code)),
    follow("focus", (code) => map.focus(code)),
    follow("language", (language) => map.setLanguage(language)),
    follow("states_version", () => map.setStates(shown())),
    follow("shapes_version", () => { map.destroy(); map = coverageMap(el, whole(), on); }),
  ];
  return () => { ends.forEach((end) => end()); map.destroy(); };
}
export default { render };
"""
SCRIPT = (_BESIDE / "coverage_map.js").read_text(encoding="utf-8") + _GLUE


class CoverageMap(anywidget.AnyWidget):
    """Coverage on a map to move, enlarge and click, by year.

    ``year`` (BE), ``selected`` (code of a tambon or region, ``""`` for none; a click sets it),
    ``focus`` (code of a province or region to enlarge, ``""`` for all) and ``language`` (``th``,
    ``en``) may be set and watched at any time. A year there is no data of is hatched, and said.

    >>> shown = CoverageMap.of_regions(year=2557, language="en")
    >>> shown.table().loc[0].tolist()
    ['BMR', 'Bangkok and vicinity', '47.45 % (158/333)']
    """

    _esm = SCRIPT
    _css = (_BESIDE / "coverage_map.css").read_text(encoding="utf-8")

    year = traitlets.Int().tag(sync=True)
    selected = traitlets.Unicode("").tag(sync=True)
    focus = traitlets.Unicode("").tag(sync=True)
    language = traitlets.Enum(LANGUAGES, default_value="th").tag(sync=True)
    shapes = traitlets.Dict().tag(sync=True)
    codes = traitlets.List().tag(sync=True)
    regions = traitlets.List().tag(sync=True)
    names = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    years = traitlets.List().tag(sync=True)
    states = traitlets.Bytes().tag(sync=True)
    classes = traitlets.List().tag(sync=True)
    title = traitlets.Dict().tag(sync=True)
    note = traitlets.Dict().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)
    mark = traitlets.Dict().tag(sync=True)
    # Told last: what they stand for has arrived whole.
    states_version = traitlets.Int(0).tag(sync=True)
    shapes_version = traitlets.Int(0).tag(sync=True)

    def __init__(self, data: MapData, year: int | None = None, **given: object) -> None:
        self._data = data
        first = max(data.years, default=max(settings.load().years))
        parts = {**data.ground(), **data.about()}
        super().__init__(**parts, year=first if year is None else year, **given)

    @classmethod
    def of_tambons(
        cls,
        kind: str = schemes.BOTH,
        year: int | None = None,
        *,
        dataset: str = "real",
        layer: Layer | None = None,
        **given: object,
    ) -> "CoverageMap":
        """Tambons with and without a body of ``kind``, or with council and fund (``both``).

        Drawn on ``layer``, else on borders if there are any, else on the cartogram. Without a
        registry every tambon is hatched, and the map says so. ``given`` sets ``focus``,
        ``selected`` and ``language``.
        """
        return cls(tambon_data(kind, dataset, layer), year, **given)

    @classmethod
    def of_regions(
        cls,
        year: int | None = None,
        *,
        dataset: str = "real",
        kind: str = "council",
        denominator: str = "codi_units",
        layer: Layer | None = None,
        **given: object,
    ) -> "CoverageMap":
        """CODI's eleven regions by the share covered: published, in the demonstration counted."""
        return cls(region_data(dataset, kind, denominator, layer), year, **given)

    def show(self, data: MapData) -> None:
        """Show another kind, denominator or set; what is selected stays where the areas do."""
        same = data.shapes is self._data.shapes
        self._data = data
        parts = {**({} if same else data.ground()), **data.about()}
        if self.selected not in data.codes:
            parts["selected"] = ""
        with self.hold_sync():
            for name, value in parts.items():
                setattr(self, name, value)
        if same:
            self.states_version += 1
        else:
            self.shapes_version += 1

    def in_words(self) -> str:
        """What the map shows now, in its language."""
        return self._data.in_words(self.year, self.language)

    def table(self) -> pd.DataFrame:
        """The map's twin, one row an area shown: ``code``, ``name``, ``state``."""
        frame = self._data.table(self.year, self.language)
        regions = pd.Series(self.regions, dtype="str")
        shown = frame["code"].str.startswith(self.focus) | (regions == self.focus)
        return frame[shown].reset_index(drop=True)


def tambon_data(
    kind: str = schemes.BOTH,
    dataset: str = "real",
    layer: Layer | None = None,
    coverage: pd.DataFrame | None = None,
) -> MapData:
    """The content of ``CoverageMap.of_tambons``; ``InputError`` for a kind there is none of.

    ``coverage`` is that table of the set where it is read already.
    """
    of = datasets.named(dataset)
    if coverage is None:
        coverage = tables.read("coverage", of.table("coverage"))
    courses = _courses(coverage, kind)
    return map_data.of_tambons(layer or geometry.load()[0], courses, kind, of.is_demo)


def _courses(coverage: pd.DataFrame, kind: str) -> dict[int, pd.Series]:
    """Classes of every year in which each kind asked for is known."""
    pair = metadata.load("report.yml")["overlap"] if kind == schemes.BOTH else [kind]
    found = {}
    for year, rows in coverage.groupby("year_be"):
        if set(pair) <= set(rows["kind"].unique()):
            known = [tambons.covered(rows, one, year) for one in pair]
            found[int(year)] = maps.combined(*known) if len(known) > 1 else known[0]
    return found


def region_data(
    dataset: str = "real",
    kind: str = "council",
    denominator: str = "codi_units",
    layer: Layer | None = None,
    summary: pd.DataFrame | None = None,
) -> MapData:
    """The content of ``CoverageMap.of_regions``; ``InputError`` for an unknown denominator.

    ``summary`` is the table ``coverage_summary`` of the set where it is read already.
    """
    of = datasets.named(dataset)
    if summary is None:
        summary = tables.read("coverage_summary", of.table("coverage_summary"))
    known = sorted(summary["denominator"].unique())
    if denominator not in known:
        raise InputError("no such denominator", expected=known, found=denominator)
    rows = summary[(summary["kind"] == kind) & (summary["denominator"] == denominator)]
    return map_data.of_regions(layer or geometry.load()[0], rows)
