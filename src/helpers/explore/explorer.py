"""Controls and views that answer to each other."""

from functools import cached_property

import ipywidgets as widgets
import pandas as pd
from itables.widget import ITable

from helpers.core.errors import InputError
from helpers.explore import map_widget, table, typeface, views
from helpers.explore.built import Built
from helpers.explore.code_line import Call
from helpers.explore.controls import Controls
from helpers.explore.download import Download
from helpers.explore.offline import chart_widget
from helpers.explore.panel import Panel
from helpers.explore.selection import Choices, Selection
from helpers.explore.views import Asked
from helpers.explore.wording import Wording
from helpers.geography import geometry
from helpers.geography.layer import Layer
from helpers.publish.maps.map_data import MapData

_CHARTS = ("course", "ranking", "distribution")
_BANNER = '<div style="background:#8a1c5c;color:white;padding:6px 12px">{said}</div>'
# The menu of a chart saves it; it opens no editor elsewhere. SVG is text that can be read.
_EMBEDDED = {"renderer": "svg", "actions": {"export": True, "source": False, "compiled": False,
                                            "editor": False}}  # fmt: skip
# As many side by side as the window has room for.
_GRID = {"grid_template_columns": "repeat(auto-fit, minmax(520px, 1fr))", "width": "100%",
         "grid_gap": "0 16px", "align_items": "flex-start"}  # fmt: skip


class Explorer:
    """Nine years, two plans, every area: ``show()`` in a notebook, ``choose()`` from Python.

    ``dataset="demo"`` takes the demonstration for a registry, and marks every view. ``choices``
    are those of ``selection.Selection``. Frames are kept by what was asked, in this object alone.

    Where no tables are built ``show()`` says which command builds them.
    """

    def __init__(self, dataset: str = "real", lang: str = "th", **choices: object) -> None:
        self._words = Wording(lang)
        self._frames: dict[Call, pd.DataFrame | InputError] = {}
        self._drawn: dict[str, object] = {}
        self._grounds: dict[tuple[str, str], MapData] = {}
        self._failed: InputError | None = None
        self._choices = Choices(Built(dataset))
        try:
            first = Selection(lang=lang, denominator="")
            self._now = self._choices.settled(first)
            self._now = self._choices.changed(self._now, **choices)
        except InputError as error:
            self._now, self._failed = first, error

    @property
    def selection(self) -> Selection:
        """What is selected now."""
        return self._now

    def choose(self, **choices: object) -> Selection:
        """Make choices as the controls do; every view follows.

        Raises ``InputError`` for a name or a value that cannot be chosen.
        """
        self._now = self._choices.changed(self._now, **choices)
        self._words = Wording(self._now.lang)
        self._redraw()
        return self._now

    def line(self, view: str) -> str:
        """The line of Python that gives a view's frame."""
        return self._asked.call(view).line

    def frame(self, view: str) -> pd.DataFrame:
        """What a view shows; ``InputError`` with what is missing where it shows a sentence."""
        call = self._asked.call(view)
        if call not in self._frames:
            try:
                self._frames[call] = call.frame(self._choices.built)
            except InputError as error:
                self._frames[call] = error
        found = self._frames[call]
        if isinstance(found, InputError):
            raise found
        return found

    def show(self) -> widgets.DOMWidget:
        """Controls and views, to be the last line of a cell."""
        if self._failed is not None:
            only = Panel("missing", [])
            only.sentence(self._words.error(self._failed))
            return only.widget
        self._make()
        self._redraw()
        *pictures, listed = (self._panels[name].widget for name in views.NAMES)
        grid = widgets.GridBox(pictures, layout=widgets.Layout(**_GRID))
        whole = widgets.VBox([typeface.style(), self._banner, self._controls.widget, grid, listed])
        whole.add_class(typeface.CLASS)
        return whole

    @property
    def _asked(self) -> Asked:
        return Asked(self._choices, self._now)

    @property
    def _is_demo(self) -> bool:
        return self._choices.built.is_demo

    def _make(self) -> None:
        """The widgets; from here on only what they hold changes."""
        self._drawn.clear()
        self._banner = widgets.HTML()
        self._controls = Controls(self._choices, self._heard)
        self._charts = {name: chart_widget()(None, embed_options=_EMBEDDED) for name in _CHARTS}
        self._map_box = widgets.VBox([])
        self._map: map_widget.CoverageMap | None = None
        self._table: ITable | None = None
        self._table_box = widgets.VBox([])
        self._download = Download(self._file)
        inside = {name: [chart] for name, chart in self._charts.items()}
        inside["map"] = [self._map_box]
        head = widgets.HBox([self._controls.boxes["table"], self._download])
        inside["table"] = [self._table_box]
        self._panels = {name: Panel(name, inside[name]) for name in views.NAMES}
        below = self._panels["table"].widget
        below.children = (below.children[0], head, *below.children[1:])

    def _heard(self, **choices: object) -> None:
        """A reader's choice; one that is no longer possible leaves everything as it was."""
        try:
            self.choose(**choices)
        except InputError as error:
            self._controls.follow(self._now, self._words)
            self._banner.value = self._words.error(error)

    def _redraw(self) -> None:
        if not hasattr(self, "_panels"):
            return
        self._controls.follow(self._now, self._words)
        self._banner.value = self._head()
        for name in views.NAMES:
            self._redraw_one(name)

    def _head(self) -> str:
        mark = _BANNER.format(said=self._words("demo")) if self._is_demo else ""
        return f"<h2>{self._words('title')}</h2>{mark}"

    def _redraw_one(self, name: str) -> None:
        """One view, unless it shows what is selected already."""
        panel, now = self._panels[name], self._now
        call = self._asked.call(name)
        key = (call, now.lang, now.area, now.tambon, now.kind, now.denominator)
        if self._drawn.get(name) == key:
            return
        self._drawn[name] = key
        demo = self._words("demo") if self._is_demo else ""
        panel.line(self._words("same_line"), call.line)
        if name == "table":
            panel.heading(self._asked.title(name, self._words), demo)
        try:
            note = self._draw(name)
        except InputError as error:
            panel.heading(self._asked.title(name, self._words), demo)
            panel.sentence(self._words.error(error))
        else:
            if name != "table":
                # A picture has its title and its mark in itself.
                panel.heading("", "")
            panel.picture(note)

    def _draw(self, name: str) -> str:
        """Fill a view; what is to be said below it."""
        if name == "map":
            return self._draw_map()
        frame = self.frame(name)
        if name in _CHARTS:
            self._charts[name].spec = self._asked.chart(name, frame, self._words)
            return self._note(name, frame)
        return self._draw_table(frame)

    def _note(self, name: str, frame: pd.DataFrame) -> str:
        words = self._words
        if name == "course":
            told = [words(f"relations.{one}") for one in ("cumulative_of", "proxy")
                    if (frame["relation"] == one).any()]  # fmt: skip
            return " ".join([*told, *([words("area_only")] if self._now.region else [])])
        if name == "ranking":
            return words("counts_registry" if self._asked.by_tambon else "counts_published")
        return ""

    def _draw_map(self) -> str:
        now, by_tambon = self._now, self._asked.by_tambon
        ground = (now.kind, "" if by_tambon else now.denominator)
        if now.year not in self._map_data(ground).years:
            # The frame of a year nothing is known of is an error that says what is missing.
            self.frame("map")
        if self._map is None:
            data = self._map_data(ground)
            self._map = map_widget.CoverageMap(data, now.year, language=now.lang)
            self._map.observe(self._clicked, "selected")
            self._map_box.children = (self._map,)
        elif self._ground != ground:
            self._map.show(self._map_data(ground))
        self._ground = ground
        self._map.language = now.lang
        self._map.year = now.year
        self._map.focus = (now.province or now.region) if by_tambon else ""
        self._map.selected = now.tambon if by_tambon else now.region
        return ""

    def _map_data(self, ground: tuple[str, str]) -> MapData:
        """What the map holds of a kind: by tambon where a registry counts it, else by region."""
        if ground not in self._grounds:
            built, (kind, denominator) = self._choices.built, ground
            of, layer = built.dataset.name, self._layer
            self._grounds[ground] = (
                map_widget.region_data(of, kind, denominator, layer, built.summary)
                if denominator
                else map_widget.tambon_data(kind, of, layer, built.coverage)
            )
        return self._grounds[ground]

    @cached_property
    def _layer(self) -> Layer:
        return geometry.load()[0]

    def _clicked(self, change: dict) -> None:
        """A place on the map was clicked: the other views look at where it lies."""
        code, by_tambon = change["new"], self._asked.by_tambon
        if code == (self._now.tambon if by_tambon else self._now.region):
            return
        if by_tambon:
            self._heard(tambon=code)
        else:
            self._heard(region=code)

    def _draw_table(self, frame: pd.DataFrame) -> str:
        made = table.shown(frame, self._now.table, self._words)
        options = table.options(self._words, self._file_name())
        if self._table is None:
            self._table = ITable(made, **options)
            self._table_box.children = (self._table,)
        else:
            self._table.update(made, **options)
        self._download.label = self._words("download")
        count = self._words.format.number(len(made))
        return self._words("one_row" if len(made) == 1 else "rows", count=count)

    def _file_name(self) -> str:
        now = self._now
        about = now.indicator.replace("/", "_") if now.table == "course" else now.kind
        mark = ["demo"] if self._is_demo else []
        return "_".join([now.table, about, f"{now.first_year}-{now.last_year}", *mark])

    def _file(self) -> tuple[str, bytes]:
        """The table's frame to take home; without one an empty file says so by having no rows."""
        return f"{self._file_name()}.csv", table.csv(self.frame("table"))
