"""The figures of the annual report: one small function a figure, drawn from facts as SVG."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib
import numpy as np
from PIL import Image

matplotlib.use("agg", force=False)

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from helpers.facts import outlooks
from helpers.facts.book import ends
from helpers.publish import fonts
from helpers.publish.document import plain
from helpers.publish.inks import ACTUAL, ASKED, BAND, BAR, INK, MUTED, RULE, TARGET
from helpers.publish.language import Fact, Speaker

HATCHES = {"flagged": "////", "interim": "...."}
WIDTH = 7.0
# Years of an axis to the right of the last one: for a number, and for a range.
NARROW, WIDE = 0.7, 1.5
# Points by which the values at the ends of an outlook are moved, the lowest first.
OUTLOOK_SHIFTS = (-4, 0, 4)
_REFERENCES = re.compile(r'(?P<before> id="|href="#|url\(#)')
STYLE = {
    "font.size": 10,
    "axes.edgecolor": RULE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.fonttype": "path",
    "figure.dpi": 100,
}


@contextmanager
def house_style() -> Iterator[None]:
    """The house style; a letter the font lacks is an error, not an empty box."""
    fonts.use_in_charts()
    with plt.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        warnings.filterwarnings("error", message="findfont")
        yield


@contextmanager
def drawing(height: float) -> Iterator[tuple[Figure, Axes]]:
    """A figure of one chart in the house style, laid out once for whatever is made of it.

    Laid out anew for each format it would differ from one to the next by a hair, and by which
    of them came first.
    """
    with house_style():
        figure, axes = plt.subplots(figsize=(WIDTH, height), layout="constrained")
        try:
            yield figure, axes
            figure.draw_without_rendering()
            figure.set_layout_engine("none")
        finally:
            plt.close(figure)


def svg(figure: Figure, name: str, **about: str) -> str:
    """The drawing as an SVG element; the same drawing gives the same bytes.

    Its ids begin with ``name``, so that two drawings on one page do not mix. ``about`` is what
    matplotlib can say of a drawing, such as its ``Title``.
    """
    stream = io.StringIO()
    with house_style():
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None, **about})
    text = stream.getvalue()
    drawn = text[text.index("<svg") :]
    return _REFERENCES.sub(rf"\g<before>{name}-", drawn)


def png(figure: Figure, dots_per_inch: int) -> bytes:
    """The drawing on its ground as a picture; the same drawing gives the same bytes.

    A picture nothing shines through needs no fourth channel, which a PDF would split off again.
    """
    usual, stream = figure.dpi, io.BytesIO()
    canvas = FigureCanvasAgg(figure)
    try:
        figure.set_dpi(dots_per_inch)
        with house_style():
            canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())
    finally:
        figure.set_dpi(usual)
    picture = Image.fromarray(pixels).convert("RGB")
    picture.save(stream, "PNG", dpi=(dots_per_inch, dots_per_inch))
    return stream.getvalue()


def _points(speaker: Speaker, points: list[dict]) -> tuple[list[int], list[float], list[float]]:
    """Years and both ends of the points' values."""
    values = [ends(speaker.facts["facts"][point["fact"]]["value"]) for point in points]
    return [p["year"] for p in points], [v[0] for v in values], [v[1] for v in values]


def councils_course(speaker: Speaker) -> Figure:
    """Targets and results of tambon councils over both plans."""
    councils = speaker.facts["councils"]
    with drawing(4.4) as (figure, axes):
        _asked_lines(axes, speaker, councils["additions"])
        _target_line(
            axes, speaker, councils["targets"], above=bool(outlooks.to_draw(speaker.facts))
        )
        _actual_points(axes, speaker, councils["course"])
        room = _outlook_lines(axes, speaker, councils)
        axes.axvspan(speaker.facts["year_be"] - 0.3, speaker.facts["year_be"] + 0.3, color=BAND)
        _frame(axes, speaker, room)
        figure.legend(loc="outside lower center", ncols=2, fontsize=9, frameon=False)
    return figure


def _asked_lines(axes: Axes, speaker: Speaker, additions: dict) -> None:
    for (name, points), style in zip(additions.items(), ((0, (2, 2)), (0, (6, 2))), strict=True):
        years, values, _ = _points(speaker, points)
        label = speaker.word(f"councils.chart_{name}")
        axes.plot(years, values, color=ASKED, linestyle=style, linewidth=1.6, label=label)
        _value_label(axes, speaker, points[-1], (6, 0), ASKED)


def _target_line(axes: Axes, speaker: Speaker, points: list[dict], above: bool) -> None:
    """The targets; the last one's value stands ``above`` it where lines of an outlook end below."""
    years, values, _ = _points(speaker, points)
    label = speaker.word("councils.chart_targets")
    axes.plot(years, values, color=TARGET, linewidth=2, marker="s", markersize=4, label=label)
    told = {point["year"] for point in speaker.facts["councils"]["course"]}
    for point in points:
        # Where a result stands at the baseline its own label says the number.
        if point is points[-1] or (point["is_baseline"] and point["year"] not in told):
            over = above and point is points[-1]
            _value_label(axes, speaker, point, (0, 7 if over else -15), TARGET)


def _actual_points(axes: Axes, speaker: Speaker, points: list[dict]) -> None:
    if not points:
        return
    years, lows, highs = _points(speaker, points)
    axes.vlines(years, lows, highs, color=ACTUAL, linewidth=3)
    for sure, fill in ((True, ACTUAL), (False, "white")):
        chosen = [i for i, p in enumerate(points) if (p["flagged"] or p["interim"]) != sure]
        axes.scatter(
            [years[i] for i in chosen],
            [(lows[i] + highs[i]) / 2 for i in chosen],
            s=46, facecolor=fill, edgecolor=ACTUAL, linewidth=1.4, zorder=5,
            label=speaker.word("councils.chart_actuals") if sure == _any_sure(points) else None,
        )  # fmt: skip
    targets = {p["year"]: p["fact"] for p in speaker.facts["councils"]["targets"]}
    for point, high in zip(points, highs, strict=True):
        target = targets.get(point["year"])
        below = target and high < ends(speaker.facts["facts"][target]["value"])[0]
        _value_label(axes, speaker, point, (0, -17 if below else 9), ACTUAL)


def _outlook_lines(axes: Axes, speaker: Speaker, councils: dict) -> float:
    """From the last result to the plan's end, a line each scenario; the room their values take."""
    ends_at = outlooks.to_draw(speaker.facts)
    if not ends_at:
        return NARROW
    last, year = councils["course"][-1], ends_at["end_year"]
    begin = _middle(speaker, last["fact"])
    label = speaker.word("councils.chart_outlook")
    # Ends may lie so close that their values would touch: the upper is raised, the lower let down.
    for scenario, shift in zip(ends_at["scenarios"].values(), OUTLOOK_SHIFTS, strict=True):
        value = _middle(speaker, scenario["value"])
        axes.plot([last["year"], year], [begin, value], color=BAR, linewidth=1.2, marker="D",
                  markevery=[1], markersize=3.5, linestyle=(0, (1, 1.5)), label=label)  # fmt: skip
        _end_label(axes, speaker, (year, value), scenario["value"], shift)
        label = None
    return WIDE


def _end_label(
    axes: Axes, speaker: Speaker, place: tuple[int, float], fact_id: str, shift: float
) -> None:
    axes.annotate(
        speaker.number(fact_id).text, place, xytext=(7, shift), textcoords="offset points",
        va="center", fontsize=8.5, color=BAR, zorder=6,
        path_effects=[withStroke(linewidth=2, foreground="white")],
    )  # fmt: skip


def _middle(speaker: Speaker, fact_id: str) -> float:
    return sum(ends(speaker.facts["facts"][fact_id]["value"])) / 2


def _any_sure(points: list[dict]) -> bool:
    return any(not (p["flagged"] or p["interim"]) for p in points)


def _value_label(axes: Axes, speaker: Speaker, point: dict, offset: tuple, colour: str) -> None:
    fact = speaker.facts["facts"][point["fact"]]
    low, high = ends(fact["value"])
    axes.annotate(
        speaker.number(point["fact"]).text,
        (point["year"], high if offset[1] >= 0 else low),
        xytext=offset,
        textcoords="offset points",
        ha="left" if offset[0] else "center",
        va="center" if not offset[1] else "bottom" if offset[1] > 0 else "baseline",
        fontsize=8.5,
        color=colour,
        path_effects=[withStroke(linewidth=3, foreground="white")],
        zorder=6,
    )


def _frame(axes: Axes, speaker: Speaker, room: float = NARROW) -> None:
    years = speaker.facts["settings"]["years"]
    axes.set_xlim(years[0] - 0.5, years[-1] + room)
    axes.margins(y=0.12)
    axes.set_ylim(bottom=0)
    axes.set_xticks(years, [speaker.format.numerals(str(year)) for year in years])
    axes.yaxis.set_major_formatter(lambda value, _: speaker.format.number(int(value)))
    axes.set_xlabel(speaker.word("councils.chart_year"), color=MUTED)
    axes.set_ylabel(speaker.word("councils.chart_unit"), color=MUTED)
    axes.grid(axis="y", color=RULE, linewidth=0.6)


def region_coverage(speaker: Speaker) -> Figure:
    """Coverage of each of CODI's regions; words stand where there is no bar."""
    regions = speaker.facts["councils"]["regions"]
    with drawing(0.32 * len(regions) + 0.9) as (figure, axes):
        for place, region in enumerate(regions):
            _region_bar(axes, speaker, place, region)
        names = [region["name"][speaker.lang] for region in regions]
        axes.set_yticks(range(len(regions)), names)
        axes.invert_yaxis()
        # A region may have more councils than units; nothing is cut off.
        axes.set_xlim(0, max(100, axes.dataLim.x1 + 24))
        axes.xaxis.set_major_formatter(lambda value, _: speaker.format.number(int(value)))
        axes.set_xlabel(speaker.word("councils.region_coverage"), color=MUTED)
        axes.tick_params(axis="y", length=0)
    return figure


def _region_bar(axes: Axes, speaker: Speaker, place: int, region: dict) -> None:
    coverage = region["facts"].get("coverage")
    if coverage is None:
        axes.text(1, place, speaker.word(f"status.{region['status']}"), va="center", color=MUTED)
        return
    _, high = ends(speaker.facts["facts"][coverage]["value"])
    hatch = HATCHES.get(region["status"])
    axes.barh(
        place, high * 100, color="white" if hatch else BAR, edgecolor=BAR, hatch=hatch, height=0.7
    )
    status = speaker.word(f"status.{region['status']}")
    of = plain(speaker.parts_of(Fact(coverage)))
    told = f"{speaker.number(coverage).text}{of} {status}".strip()
    axes.text(high * 100 + 1, place, told, va="center", fontsize=9)
