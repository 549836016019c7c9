"""The targets of a chain of indicators over all plans, with the breaks between them."""

from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from helpers.facts.book import ends
from helpers.publish.charts import ACTUAL, ASKED, BAND, BAR, MUTED, RULE, TARGET, house_style
from helpers.publish.language import Speaker

# Narrow, so that letters stay readable on a phone.
WIDTH, PANEL, COLUMNS = 4.7, 1.85, 2
SMALL = 8.5
# Years take up their whole width with bars; above the highest figure there is room for its label.
_BAR, _HEADROOM = 0.7, 1.18
_CLOSE = 1.5
_YEARLY = ("flow", "repeat")
_DASHES = (0, (4, 2))
_WHITE = [withStroke(linewidth=3, foreground="white")]
# Results that may stand in a chart of targets: the same thing, or a running total of it.
_SHOWN_RESULTS = {"same": "result", "cumulative_of": "beside"}


def chain(speaker: Speaker, about: dict) -> Figure:
    """One panel for each unit over the years of all plans, with a line at each break."""
    panels = _panels(about)
    # Its places are set, not sought: many of these are drawn for one page.
    with house_style():
        figure = Figure(figsize=(WIDTH, PANEL * len(panels)))
        rows = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
        for axes, (unit, held) in zip(rows, panels.items(), strict=True):
            _panel(axes, speaker, unit, held)
            _without_figures(axes, speaker, about)
        for told in about["breaks"]:
            _break(rows, speaker, about, told)
        _years(rows[-1], speaker, about)
        _arrange(figure, len(panels), _legend(figure, rows))
    return figure


def _arrange(figure: Figure, panels: int, signs: int) -> None:
    """Give the panels, the words above them and the signs below them their room, in inches."""
    above, below = 0.42, 0.58 + 0.21 * -(-signs // COLUMNS)
    height = PANEL * panels + above + below
    figure.set_size_inches(WIDTH, height)
    figure.subplots_adjust(
        left=0.78 / WIDTH, right=1 - 0.06 / WIDTH, bottom=below / height, top=1 - above / height,
        hspace=0.12,
    )  # fmt: skip


def _panels(about: dict) -> dict[str, list[dict]]:
    """Rows with targets by their unit, in the order in which units first stand in a plan."""
    found: dict[str, list[dict]] = {}
    for row in about["rows"]:
        if "target" in row["facts"]:
            found.setdefault(row["unit_th"], []).append(row)
    return found


def units(speaker: Speaker, about: dict, plan: str) -> str:
    """The unit before and from this plan on, in words; nothing where it stays."""
    order = list(dict.fromkeys(row["plan_id"] for row in about["rows"]))
    before = order[order.index(plan) - 1]
    sides = [_units_of(speaker, about, name) for name in (before, plan)]
    return " → ".join(sides) if all(sides) and sides[0] != sides[1] else ""


def _units_of(speaker: Speaker, about: dict, plan: str) -> str:
    held = [r["unit_th"] for r in about["rows"] if r["plan_id"] == plan and r["unit_th"]]
    return ", ".join(speaker.unit(unit) for unit in dict.fromkeys(held))


def _panel(axes: Axes, speaker: Speaker, unit: str, held: list[dict]) -> None:
    for beside in _by_indicator([row for row in held if row["measure_type"] in _YEARLY]):
        for place, rows in enumerate(beside):
            width = _BAR / len(beside)
            _bars(axes, speaker, rows, (place - (len(beside) - 1) / 2) * width, width)
    for rows in _by_indicator([row for row in held if row["measure_type"] not in _YEARLY]):
        for course in rows:
            _course(axes, speaker, course)
    for rows in _sums(held):
        _dashed(axes, speaker, rows)
    _results(axes, speaker, held)
    axes.set_ylim(0, axes.dataLim.y1 * _HEADROOM)
    axes.yaxis.set_major_formatter(lambda value, _: speaker.format.number(round(value)))
    axes.set_ylabel(speaker.unit(unit), color=MUTED, fontsize=SMALL)
    axes.tick_params(labelsize=SMALL)
    axes.grid(axis="y", color=RULE, linewidth=0.6)


def _by_indicator(held: list[dict]) -> list[list[list[dict]]]:
    """The rows of each indicator, those of one plan together."""
    found: dict[str, dict[str, list[dict]]] = {}
    for row in held:
        found.setdefault(row["plan_id"], {}).setdefault(row["indicator_id"], []).append(row)
    return [list(of_plan.values()) for of_plan in found.values()]


def _value(speaker: Speaker, row: dict, name: str = "target") -> tuple[float, float]:
    return ends(speaker.facts["facts"][row["facts"][name]]["value"])


def _bars(axes: Axes, speaker: Speaker, rows: list[dict], place: float, width: float) -> None:
    """Yearly targets; work done again in the same places is hatched."""
    for row in rows:
        again, year = row["role"] == "again", row["year"] + place
        value = _value(speaker, row)[0]
        axes.bar(
            year, value, width=width, color="white" if again else BAR,
            edgecolor=BAR if again else "white", hatch="////" if again else None,
            label=speaker.word("plan_links.chart_again" if again else "plan_links.chart_yearly"),
        )  # fmt: skip
        # A result right above the bar has its place.
        inside = _is_close(speaker, row, value)
        _label(axes, speaker, row["facts"]["target"], year, value, -10 if inside else 2,
               "white" if inside else TARGET, bare=inside)  # fmt: skip


def _is_close(speaker: Speaker, row: dict, value: float) -> bool:
    if "actual" not in row["facts"] or row["result_is"] not in _SHOWN_RESULTS:
        return False
    return value < _value(speaker, row, "actual")[1] < value * _CLOSE


def _course(axes: Axes, speaker: Speaker, rows: list[dict]) -> None:
    """Running totals and shares: a line through the years; a target that is held is hollow."""
    key = "stock" if rows[0]["measure_type"] == "stock" else "rate"
    years, values = [r["year"] for r in rows], [_value(speaker, r)[0] for r in rows]
    axes.plot(
        years, values, color=TARGET, linewidth=1.8, label=speaker.word(f"plan_links.chart_{key}")
    )
    for row, value in zip(rows, values, strict=True):
        fill = "white" if row["hold"] else TARGET
        axes.scatter(
            [row["year"]], [value], marker="s", s=18, facecolor=fill, edgecolor=TARGET, zorder=4
        )
    for row, value in ((rows[0], values[0]), (rows[-1], values[-1])):
        _label(axes, speaker, row["facts"]["target"], row["year"], value, 5, TARGET)


def _sums(held: list[dict]) -> Iterator[list[dict]]:
    """The rows of each sum of yearly targets, one a year."""
    found: dict[tuple, dict[int, dict]] = {}
    for row in held:
        if "rebased" in row["facts"]:
            named = None if row["rule"] == "across_plans" else row["indicator_id"]
            found.setdefault((row["since"], named), {})[row["year"]] = row
    return (list(rows.values()) for rows in found.values())


def _dashed(axes: Axes, speaker: Speaker, rows: list[dict]) -> None:
    """Yearly targets added up from nothing at the end of the year before the first one."""
    years = [rows[0]["since"], *(row["year"] for row in rows)]
    sums = [(0.0, 0.0), *(_value(speaker, row, "rebased") for row in rows)]
    lows, highs = zip(*sums, strict=True)
    label = speaker.word("plan_links.chart_added")
    axes.plot(years, highs, color=ASKED, linestyle=_DASHES, linewidth=1.5, label=label, zorder=3)
    if lows != highs:
        axes.plot(years, lows, color=ASKED, linestyle=_DASHES, linewidth=1.5, zorder=3)
        axes.fill_between(years, lows, highs, color=ASKED, alpha=0.15, linewidth=0)
    _label(axes, speaker, rows[-1]["facts"]["rebased"], years[-1], highs[-1], 4, ASKED)


def _results(axes: Axes, speaker: Speaker, held: list[dict]) -> None:
    for row in held:
        kind = _SHOWN_RESULTS.get(row["result_is"])
        if kind is None or "actual" not in row["facts"]:
            continue
        low, high = _value(speaker, row, "actual")
        axes.vlines(row["year"], low, high, color=ACTUAL, linewidth=3, zorder=5)
        axes.scatter(
            [row["year"]], [(low + high) / 2], s=34, edgecolor=ACTUAL, linewidth=1.3, zorder=6,
            facecolor=ACTUAL if kind == "result" and not row["unsure"] else "white",
            marker="o" if kind == "result" else "D",
            label=speaker.word(f"plan_links.chart_{_named(kind, row)}"),
        )  # fmt: skip
        if kind == "beside":
            _label(axes, speaker, row["facts"]["actual"], row["year"], high, 6, ACTUAL)


def _named(kind: str, row: dict) -> str:
    return "unsure" if kind == "result" and row["unsure"] else kind


def _label(
    axes: Axes,
    speaker: Speaker,
    fact: str,
    x: float,
    y: float,
    over: float,
    colour: str,
    bare: bool = False,
) -> None:
    """A figure over its place, with a white rim unless it stands on colour."""
    axes.annotate(
        speaker.number(fact).text, (x, y), xytext=(0, over), textcoords="offset points",
        ha="center", va="bottom", fontsize=7.5, color=colour, zorder=7,
        path_effects=None if bare else _WHITE,
    )  # fmt: skip


def _without_figures(axes: Axes, speaker: Speaker, about: dict) -> None:
    """A band over the years of a plan that has no figure, with what it has instead."""
    without = [row for row in about["rows"] if row["standing"] != "indicator"]
    for plan in dict.fromkeys(row["plan_id"] for row in without):
        rows = [row for row in without if row["plan_id"] == plan]
        first, last = rows[0]["year"], rows[-1]["year"]
        axes.axvspan(first - 0.5, last + 0.5, color=BAND, zorder=0)
        axes.text(
            (first + last) / 2, 0.5, speaker.word(f"plan_links.chart_{rows[0]['standing']}"),
            transform=axes.get_xaxis_transform(), ha="center", va="center", fontsize=8,
            color=MUTED,
        )  # fmt: skip


def _break(panels: list[Axes], speaker: Speaker, about: dict, told: dict) -> None:
    """A line down all panels where figures before and after must not be compared, and why."""
    place = told["year"] - 0.5
    for axes in panels:
        axes.axvline(place, color=MUTED, linestyle=(0, (1, 1.5)), linewidth=1.3, zorder=1)
    panels[0].text(
        place + 0.05, 1.02, _why(speaker, about, told), va="bottom", fontsize=7.5, color=MUTED,
        transform=panels[0].get_xaxis_transform(),
    )  # fmt: skip


def _why(speaker: Speaker, about: dict, told: dict) -> str:
    """What is other from here on; a changed unit in words."""
    if not told["changed"]:
        return ", ".join(speaker.word(f"plan_links.short_{name}") for name in told["relations"])
    changed = ", ".join(speaker.word(f"plan_links.short_{name}") for name in told["changed"])
    other = units(speaker, about, told["plan_id"])
    return f"{other}\n≠ {changed}" if other else f"≠ {changed}"


def _years(axes: Axes, speaker: Speaker, about: dict) -> None:
    years = sorted({row["year"] for row in about["rows"]})
    axes.set_xlim(years[0] - 1.1, years[-1] + 0.7)
    axes.set_xticks(years, [speaker.format.numerals(str(year)) for year in years])
    axes.set_xlabel(speaker.word("plan_links.axis"), color=MUTED, fontsize=SMALL)


def _legend(figure: Figure, rows: list[Axes]) -> int:
    """Each sign once, whatever panel it stands in; how many there are."""
    signs: dict[str, object] = {}
    for axes in rows:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            signs.setdefault(label, handle)
    figure.legend(
        signs.values(), signs.keys(), loc="lower center", ncols=COLUMNS, fontsize=8, frameon=False,
        borderaxespad=0.1,
    )  # fmt: skip
    return len(signs)
