"""The chart of how coverage is spread over areas, year by year."""

from typing import Any

import pandas as pd

from helpers.explore import look
from helpers.explore.built import missing
from helpers.explore.look import layer, name, quantity
from helpers.explore.wording import Wording
from helpers.publish.inks import ASKED, BAR, INK

HEIGHT = 250
# Fewer areas than this have no spread.
_FEWEST = 2
_STROKE = {"thickness": 1.5, "width": 22, "opacity": 0.55}


def chart(
    areas: pd.DataFrame, words: Wording, *, title: str, selected: str, years: range
) -> dict[str, Any]:
    """A stroke an area and year, the median of the year, and the area selected.

    ``areas`` is a frame of ``rank_areas`` over years. Raises ``InputError`` where no year has two
    areas with data.
    """
    known = _known(areas, words)
    most = int(known.groupby("year").size().max()) if len(known) else 0
    if most < _FEWEST:
        raise missing("one_area", count=str(most))
    names = [words("other_areas"), words("median"), words("selected")]
    chosen = _rows(known[known["code"] == selected], names[2])
    # What is not drawn has no entry in the legend.
    told = names if chosen else names[:2]
    scale = {"domain": list(years)}
    x = {"field": "year", "type": "ordinal", "title": words("axis_years"), "scale": scale,
         "axis": {"labelAngle": 0}}  # fmt: skip
    most_share = max(1.0, known["share"].max())
    y = quantity("share", title=words("axis_share"), scale={"domain": [0, most_share]},
                 axis={"format": "%"})  # fmt: skip
    color = name("series", scale={"domain": told, "range": [BAR, INK, ASKED][: len(told)]})
    tips = [name("name", title=words("columns.name")), name("year", title=words("axis_years")),
            quantity("share", title=words("axis_share"), format=".2%")]  # fmt: skip
    place = {"x": x, "y": y, "color": color}
    medians = known.groupby("year", as_index=False)["share"].median()
    middle = _rows(medians, names[1])
    point = {"filled": True, "size": 45}
    layers = [
        layer(_rows(known, names[0]), "tick", _STROKE, tooltip=tips, **place),
        layer(middle, "line", {"strokeWidth": 1.2, "strokeDash": [4, 3]}, **place),
        layer(middle, "point", point, **place),
        layer(chosen, "point", {**point, "size": 70, "shape": "diamond"}, tooltip=tips, **place),
    ]
    size = {"width": look.WIDTH, "height": HEIGHT}
    return look.chart(layers, words, title=title, is_demo=bool(areas["is_demo"].any()), **size)


def _known(areas: pd.DataFrame, words: Wording) -> pd.DataFrame:
    found = areas[areas["share_low"].notna()]
    return pd.DataFrame(
        {
            "year": found["year_be"].astype(int),
            "code": found["code"],
            "name": found[f"name_{words.lang}"],
            "share": ((found["share_low"] + found["share_high"]) / 2).astype(float),
        }
    )


def _rows(frame: pd.DataFrame, series: str) -> list[dict]:
    return frame.assign(series=series).to_dict("records")
