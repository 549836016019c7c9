"""The chart of an indicator's course: what the plan asked, and everything known of it."""

from typing import Any

import pandas as pd

from helpers.core import metadata, periods
from helpers.explore import look
from helpers.explore.course import position
from helpers.explore.look import as_given, layer, name, quantity
from helpers.explore.wording import Wording
from helpers.publish.inks import ACTUAL, ASKED, BAR, MUTED, RULE, TARGET

HEIGHT = 250
# A series of the legend: its ink, the shape of its points, whether they are filled.
_SERIES = {
    "baseline": (TARGET, "square", False),
    "target": (TARGET, "square", True),
    "again": (ASKED, "square", True),
    "hold": (TARGET, "square", False),
    "result": (ACTUAL, "circle", True),
    "unsure": (ACTUAL, "circle", False),
    "reading": (MUTED, "circle", True),
    "registry": (ACTUAL, "diamond", True),
}
_FAINT = 0.4
_UNSURE = ("flagged", "interim")
_MIDDLE = quantity("middle")


def chart(
    course: pd.DataFrame, words: Wording, *, title: str, measure: str, unit: str, years: range
) -> dict[str, Any]:
    """The course drawn by what it measures: a path for stocks, amounts a year for flows.

    ``course`` is a frame of ``follow_indicator``; ``measure`` the indicator's measure type.
    """
    is_demo = bool(course["is_demo"].any())
    rows = [_drawn(row, words, measure) for row in course.to_dict("records")]
    known = [row for row in rows if row["key"] != "no_data"]
    used = [key for key in _SERIES if any(row["key"] == key for row in known)]
    names = [_label(key, words, measure, is_demo) for key in used]
    scale = {"domain": [years[0] - 1, years[-1] + 0.4], "nice": False}
    x = quantity("position", scale=scale, axis=look.years_axis(words))
    y = quantity("middle", title=unit, scale={"zero": True}, axis={"format": ",d"})
    inks = [look.INVENTED if is_demo and key == "registry" else _SERIES[key][0] for key in used]
    color = name("series", scale={"domain": names, "range": inks})
    shape = name("series", scale={"domain": names, "range": [_SERIES[key][1] for key in used]})
    fills = [ink if _SERIES[key][2] else "white" for key, ink in zip(used, inks, strict=True)]
    fill = name("series", scale={"domain": names, "range": fills})
    for row in known:
        row["series"] = names[used.index(row["key"])]
    layers = [
        *_breaks(years, words, x),
        *_asked(known, measure, x, y, color),
        _ends(known, x),
        _times(known, x),
        _points(known, words, x=x, y=y, stroke=color, fill=fill, shape=shape),
        _gaps(rows, words, x),
    ]
    size = {"width": look.WIDTH, "height": HEIGHT}
    return look.chart(layers, words, title=title, is_demo=is_demo, **size)


def _drawn(row: dict, words: Wording, measure: str) -> dict:
    """What is drawn and said of one row."""
    low, high = (None if pd.isna(row[end]) else float(row[end]) for end in ("low", "high"))
    return {
        "key": _key(row),
        "position": row["position"],
        "before": row["position"] - 1,
        "low": low,
        "middle": None if low is None else (low + high) / 2,
        "high": high,
        "since": _place(row["as_of_from"]),
        "until": _place(row["as_of_to"]),
        "opacity": _FAINT if row["what"] == "reading" else 1,
        "said": words.range(low, high),
        "when": _when(row, words),
        "reading": row["reading_id"] if isinstance(row["reading_id"], str) else "",
    }


def _key(row: dict) -> str:
    if row["what"] == "target":
        return "hold" if row["hold"] else "again" if row["role"] == "again" else "target"
    return "unsure" if row["what"] == "result" and row["status"] in _UNSURE else row["what"]


def _label(key: str, words: Wording, measure: str, is_demo: bool) -> str:
    if key in ("target", "again"):
        label = words(f"kinds_of_target.{measure}")
        role = words("roles.again" if key == "again" else "roles.new")
        return f"{label} · {role}" if measure == "repeat" else label
    mark = f" · {words('demo_mark')}" if key == "registry" and is_demo else ""
    return words(f"what.{key}") + mark


def _place(day: object) -> float | None:
    return None if pd.isna(day) else position(pd.Timestamp(day).date())


def _when(row: dict, words: Wording) -> str:
    """The day of a reading in words, or the days between which it may be."""
    first, last = words.day(row["as_of_from"]), words.day(row["as_of_to"])
    days = first if first == last else f"{first} – {last}"
    status = words(f"statuses.{row['status']}") if row["status"] in _UNSURE else ""
    return " · ".join(filter(None, [days, status]))


def _breaks(years: range, words: Wording, x: dict) -> list[dict]:
    """Where one plan ends and the next begins, with their names."""
    rows = []
    for plan in metadata.load("report.yml")["plans"]:
        of_plan = periods.years_of(plan)
        if set(of_plan) & set(years):
            start = max(of_plan[0], years[0]) - 1
            rows.append({"start": start, "plan": words("break", plan=plan)})
    start = {**x, "field": "start"}
    style = {"align": "left", "dx": 4, "fontSize": 10, "color": MUTED, "baseline": "top"}
    return [
        layer(rows, "rule", {"color": RULE, "strokeDash": [3, 3]}, x=start),
        layer(rows, "text", style, x=start, y={"value": -2}, text=name("plan")),
    ]


def _asked(known: list[dict], measure: str, x: dict, y: dict, color: dict) -> list[dict]:
    """A path through cumulative targets; a bar for each yearly amount, over its year."""
    targets = [row for row in known if row["key"] in ("baseline", "target", "again", "hold")]
    if measure == "stock":
        return _path(targets, x, y)
    if measure == "rate":
        mark, style = "rule", {"strokeWidth": 3}
    else:
        mark, style = "bar", {"fillOpacity": 0.16, "strokeWidth": 1, "stroke": BAR}
    over = {"x": {**x, "field": "before"}, "x2": {"field": "position"}}
    # A bar stands on nothing at all; a share is a level.
    foot = None if measure == "rate" else {"datum": 0}
    return [layer(targets, mark, style, y=y, y2=foot, color=color, **over)]


def _path(targets: list[dict], x: dict, y: dict) -> list[dict]:
    """The line through cumulative targets; where one is held it goes on in dashes."""
    printed = [row for row in targets if row["key"] != "hold"]
    held = [row for row in targets if row["key"] == "hold"]
    style = {"color": TARGET, "strokeWidth": 2}
    lines = [layer(printed, "line", style, x=x, y=y)]
    if held:
        dashed = {**style, "strokeDash": [4, 4]}
        lines.append(layer([*printed[-1:], *held], "line", dashed, x=x, y=y))
    return lines


def _ends(known: list[dict], x: dict) -> dict:
    """Both ends of what is known."""
    rows = [row for row in known if row["low"] != row["high"]]
    ends = {"y": quantity("low"), "y2": {"field": "high"}}
    return layer(rows, "rule", {"color": ACTUAL, "strokeWidth": 4}, x=x, **ends)


def _times(known: list[dict], x: dict) -> dict:
    """The time a reading may be of."""
    rows = [row for row in known if row["since"] != row["until"]]
    ends = {"x": {**x, "field": "since"}, "x2": {"field": "until"}}
    return layer(rows, "rule", {"color": MUTED, "strokeWidth": 1.2}, y=_MIDDLE, **ends)


def _points(known: list[dict], words: Wording, **places: dict) -> dict:
    told = {"series": "what", "said": "value", "when": "as_of", "reading": "reading_id"}
    tips = [name(field, title=words(f"columns.{word}")) for field, word in told.items()]
    faint = as_given("opacity", "quantitative")
    style = {"size": 52, "strokeWidth": 1.5}
    return layer(known, "point", style, tooltip=tips, opacity=faint, **places)


def _gaps(rows: list[dict], words: Wording, x: dict) -> dict:
    """Words where nothing is known; a point at the foot would read as none at all."""
    gaps = [row for row in rows if row["key"] == "no_data"]
    style = {"angle": 270, "align": "left", "fontSize": 10, "color": MUTED, "dx": 4}
    said = {"value": words("what.no_data")}
    return layer(gaps, "text", style, x=x, y={"value": HEIGHT}, text=said)
