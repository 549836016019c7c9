"""The chart of areas in their order, with words where there is no bar."""

from typing import Any

import pandas as pd

from helpers.explore import look
from helpers.explore.look import as_given, layer, name, quantity
from helpers.explore.wording import Wording
from helpers.publish.inks import BAR, INK, MUTED

# Heights of a bar in pixels: of a few areas, and of as many as there are provinces.
_TALL, _LOW, _FEW = 21, 14, 26
# Room right of the longest bar for its words, in bars.
_ROOM = 0.62
_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1]


def chart(areas: pd.DataFrame, words: Wording, *, title: str, selected: str) -> dict[str, Any]:
    """Bars of one year's coverage, best first; hollow where only the year is known or interim.

    ``areas`` is a frame of ``rank_areas`` of one year, ``selected`` the code of an area.
    """
    names = area_names(areas, words)
    rows = [
        _drawn(row, called, words, selected)
        for row, called in zip(areas.to_dict("records"), names, strict=True)
    ]
    most = max([1.0, *(row["share"] for row in rows)])
    scale = {"domain": [0, most * (1 + _ROOM)], "nice": False}
    axis = {"format": "%", "values": _TICKS, "grid": True}
    x = quantity("share", title=words("axis_share"), scale=scale, axis=axis)
    lines = {"labelLimit": 200, "ticks": False, "domain": False}
    y = name("name", sort=names, title=None, axis=lines)
    tips = [name("name", title=words("columns.name")), name("said", title=words("axis_share"))]
    inks = {"color": as_given("fill"), "stroke": as_given("edge")}
    layers = [
        layer(rows, "bar", {"strokeWidth": 1.5}, x=x, y=y, tooltip=tips, **inks),
        layer(rows, "text", {"align": "left", "dx": 5, "fontSize": 11},
              x=x, y=y, text=name("said"), color=as_given("ink")),
    ]  # fmt: skip
    size = {"width": look.WIDTH - 80, "height": len(rows) * (_TALL if len(rows) <= _FEW else _LOW)}
    return look.chart(layers, words, title=title, is_demo=bool(areas["is_demo"].any()), **size)


def _drawn(row: dict, called: str, words: Wording, selected: str) -> dict:
    is_known = not pd.isna(row["share_low"])
    return {
        "name": called,
        "share": float(row["share_low"] + row["share_high"]) / 2 if is_known else 0.0,
        "said": said(row, words),
        "fill": BAR if row["status"] == "dated" else "white",
        "edge": INK if row["code"] == selected else BAR if is_known else "white",
        "ink": INK if is_known else MUTED,
    }


def area_names(areas: pd.DataFrame, words: Wording) -> list[str]:
    """Names of areas; of several called the same (amphoe of two provinces) with their codes."""
    column = f"name_{words.lang}"
    once = areas.drop_duplicates("code")
    doubled = set(once.loc[once[column].duplicated(keep=False), column])
    pairs = zip(areas[column], areas["code"], strict=True)
    return [f"{name} {code}" if name in doubled else name for name, code in pairs]


def said(row: dict, words: Wording) -> str:
    """``47.45 (158/333)`` with how sure it is; the words for nothing known."""
    status = words(f"statuses.{row['status']}")
    if pd.isna(row["share_low"]):
        return status
    if row["source"] == "registry":
        above = words.format.number(float(row["n_covered"]))
    else:
        above = words.range(row["n_bodies_low"], row["n_bodies_high"])
    of = f"({above}/{words.format.number(float(row['n_units']))})"
    share = words.range(row["share_low"], row["share_high"], "ratio")
    return f"{share} {of}" + ("" if row["status"] == "dated" else f" {status}")
