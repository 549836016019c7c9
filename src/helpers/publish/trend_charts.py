"""Charts of a published number over time, with the targets beside where these count the same."""

from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from helpers.core import thai
from helpers.facts.book import ends
from helpers.publish.charts import drawing
from helpers.publish.inks import ACTUAL, ASKED, BAR, MUTED, RULE, TARGET
from helpers.publish.language import Speaker

# So many points are all labelled; of more the first, the last, and those that serve a year.
FEW = 6
# Years between points whose values would stand in each other's way.
CLOSE = 0.9


def course(
    speaker: Speaker, series: dict, readings: list[dict], asked: list[tuple[int, str]]
) -> Figure:
    """Readings at their days, those of a day not known as bars of the time they may be of."""
    with drawing(3.2) as (figure, axes):
        if asked:
            _targets(axes, speaker, asked)
        for reading in readings:
            _point(axes, speaker, reading)
        _labels(axes, speaker, series, readings)
        _frame(axes, speaker, series)
        if asked:
            axes.legend(loc="upper left", fontsize=9, frameon=False)
    return figure


def fiscal(day: date) -> float:
    """A day on an axis of fiscal years (BE), each of which ends at its own number."""
    year = thai.fiscal_year(day)
    start, end = thai.fiscal_year_start(year), thai.fiscal_year_end(year)
    return year - (end - day).days / ((end - start).days + 1)


def _targets(axes: Axes, speaker: Speaker, asked: list[tuple[int, str]]) -> None:
    values = [ends(speaker.facts["facts"][fact]["value"])[0] for _, fact in asked]
    label = speaker.word("councils.chart_targets")
    axes.plot([year for year, _ in asked], values, color=TARGET, linewidth=2, marker="s",
              markersize=4, label=label)  # fmt: skip


def _place(speaker: Speaker, reading: dict) -> tuple[float, float, float]:
    """Where a reading stands: the middle of the time it may be of, and both its ends."""
    first, last = (fiscal(date.fromisoformat(reading[end])) for end in ("as_of_from", "as_of_to"))
    return (first + last) / 2, *ends(speaker.facts["facts"][reading["fact"]]["value"])


def _point(axes: Axes, speaker: Speaker, reading: dict) -> None:
    place, low, high = _place(speaker, reading)
    middle = (low + high) / 2
    first, last = (fiscal(date.fromisoformat(reading[end])) for end in ("as_of_from", "as_of_to"))
    axes.plot([first, last], [middle, middle], color=ACTUAL, linewidth=1.4)
    axes.vlines(place, low, high, color=ACTUAL, linewidth=3)
    sure = reading["as_of"] is not None
    axes.scatter([place], [middle], s=38, facecolor=ACTUAL if sure else "white", edgecolor=ACTUAL,
                 linewidth=1.4, zorder=5)  # fmt: skip


def _labels(axes: Axes, speaker: Speaker, series: dict, readings: list[dict]) -> None:
    """Values beside their points: over them, and under those that stand close to the one before."""
    told = [r for place, (name, r) in enumerate(zip(series["course"], readings, strict=True))
            if _is_labelled(speaker, series, place, name)]  # fmt: skip
    before, is_over = None, True
    for reading in sorted(told, key=lambda one: _place(speaker, one)):
        place, low, high = _place(speaker, reading)
        is_over = not is_over if before is not None and place - before < CLOSE else True
        before = place
        axes.annotate(
            speaker.number(reading["fact"]).text, (place, high if is_over else low),
            xytext=(0, 8 if is_over else -8), textcoords="offset points", ha="center",
            va="bottom" if is_over else "top", fontsize=8.5, color=ACTUAL, zorder=6,
            path_effects=[withStroke(linewidth=3, foreground="white")],
        )  # fmt: skip


def _is_labelled(speaker: Speaker, series: dict, place: int, reading_id: str) -> bool:
    count = len(series["course"])
    serves = speaker.facts["published"]["uses"][reading_id]["indicator_ids"]
    return count <= FEW or place in (0, count - 1) or bool(serves)


def _frame(axes: Axes, speaker: Speaker, series: dict) -> None:
    axes.set_ylim(bottom=0)
    axes.margins(y=0.15)
    years = range(speaker.facts["years"][0], speaker.facts["years"][-1] + 1)
    axes.set_xlim(years[0] - 1, years[-1] + 0.3)
    axes.set_xticks(list(years), [speaker.format.numerals(str(year)) for year in years])
    axes.yaxis.set_major_formatter(lambda value, _: speaker.format.number(round(value)))
    axes.set_xlabel(speaker.word("trends.axis"), color=MUTED)
    axes.set_ylabel(speaker.unit(series["unit_th"]), color=MUTED)
    axes.grid(axis="y", color=RULE, linewidth=0.6)


# So many lines are told apart by their strokes and signs, in print without colour too.
_STROKES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))
_SIGNS = "osD^vP*XdhH"
_INKS = (TARGET, ASKED, ACTUAL, BAR, MUTED)


def regions(speaker: Speaker, series: dict, names: dict[str, str]) -> Figure:
    """Areas with at least three days, a line each; ``names`` are those of the areas to draw."""
    table = series["by_day"]
    with drawing(3.6) as (figure, axes):
        for place, (code, name) in enumerate(names.items()):
            days = [
                day for day in (c["day"] for c in table["columns"]) if day in table["cells"][code]
            ]
            values = [_middle(speaker, table["cells"][code][day]) for day in days]
            axes.plot(
                [date.fromisoformat(day).toordinal() for day in days], values, label=name,
                color=_INKS[place % len(_INKS)], linestyle=_STROKES[place % len(_STROKES)],
                marker=_SIGNS[place % len(_SIGNS)], markersize=4, linewidth=1.4,
            )  # fmt: skip
        columns = table["columns"]
        shown = [columns[0]["day"], columns[1]["day"], columns[-1]["day"]]
        ticks = [date.fromisoformat(day).toordinal() for day in dict.fromkeys(shown)]
        labels = [speaker.format.day(day, short=True) for day in dict.fromkeys(shown)]
        axes.set_xticks(ticks, labels)
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_formatter(lambda value, _: speaker.format.number(round(value)))
        axes.set_ylabel(speaker.unit(series["unit_th"]), color=MUTED)
        axes.grid(axis="y", color=RULE, linewidth=0.6)
        figure.legend(loc="outside right center", fontsize=8.5, frameon=False)
    return figure


def _middle(speaker: Speaker, reading_id: str) -> float:
    reading = speaker.facts["readings"][reading_id]
    return sum(ends(speaker.facts["facts"][reading["fact"]]["value"])) / 2
