"""The look of the charts, and their parts as Vega-Lite has them.

Charts are made as the dictionaries that ``alt.JupyterChart`` sends to the browser: building and
checking them as altair's objects takes longer than a redraw may. The tests check them.
"""

import textwrap
from collections.abc import Iterable
from typing import Any

from helpers.explore.wording import Wording
from helpers.publish.inks import INK, MUTED, RULE

# Of what was invented, as in no other picture.
INVENTED, INVENTED_GROUND = "#8a1c5c", "#fdf3f8"
WIDTH = 430
# Letters a line of a title takes; many Thai ones stand over others.
_LINE = {"th": 84, "en": 64}
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_FONT = "Sarabun, 'TH Sarabun New', 'Noto Sans Thai', sans-serif"
_AXIS = {
    "labelColor": INK, "titleColor": MUTED, "domainColor": RULE, "tickColor": RULE,
    "gridColor": "#e7ebee", "titleFontWeight": "normal", "labelFontSize": 11, "titleFontSize": 11,
}  # fmt: skip
_LEGEND = {"orient": "bottom", "title": None, "labelFontSize": 11, "labelLimit": 300, "columns": 2}


def chart(
    layers: Iterable[dict], words: Wording, *, title: str, is_demo: bool, width: int, height: int
) -> dict[str, Any]:
    """Layers under a title in the house's look; one of invented bodies says so in itself."""
    config = {
        "font": _FONT, "background": INVENTED_GROUND if is_demo else "white", "axis": _AXIS,
        "legend": _LEGEND, "view": {"strokeWidth": 0},
        "title": {"anchor": "start", "offset": 10, "fontSize": 13, "lineHeight": 19, "color": INK,
                  "subtitleColor": INVENTED, "subtitleFontWeight": "bold", "subtitleFontSize": 12},
    }  # fmt: skip
    told = {
        "text": textwrap.wrap(title, _LINE[words.lang], break_long_words=False),
        "subtitle": [words("demo")] if is_demo else [],
    }
    return {"$schema": _SCHEMA, "title": told, "width": width, "height": height,
            "layer": list(layers), "config": config}  # fmt: skip


def layer(rows: list[dict], mark: str, style: dict | None = None, **encoding: dict) -> dict:
    """One kind of mark for some rows; an encoding that is nothing is left out."""
    given = {name: channel for name, channel in encoding.items() if channel is not None}
    return {"data": {"values": rows}, "mark": {"type": mark, **(style or {})}, "encoding": given}


def quantity(field: str, **more: Any) -> dict:
    """A field that is a number."""
    return {"field": field, "type": "quantitative", **more}


def name(field: str, **more: Any) -> dict:
    """A field that is a word."""
    return {"field": field, "type": "nominal", **more}


def as_given(field: str, kind: str = "nominal") -> dict:
    """A field that holds the colour or strength itself."""
    return {"field": field, "type": kind, "scale": None, "legend": None}


def years_axis(words: Wording) -> dict:
    """An axis of fiscal years, whole ones."""
    return {"title": words("axis_years"), "format": "d", "tickMinStep": 1, "grid": False}
