"""One line over all plans: an indicator with what it was before and what became of it.

A chain holds everything the crosswalk links, directly or by way of others. Yearly targets are added
up where the plan's own total adds them up, and across two plans only where the crosswalk says that
this may be done; running totals and shares are never turned into anything else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from helpers.analysis import crosswalk
from helpers.analysis.crosswalk import Link
from helpers.core import asked, periods, tables
from helpers.core.errors import InputError

INDICATOR, PROSE, NONE = "indicator", "prose", "none"
ACROSS = "across_plans"
# Totals a plan makes by adding years up; of the second kind only what is taken up anew.
_ADDED = ("sum", "sum_new")
_NEW = "new"


@dataclass(frozen=True)
class Chain:
    """Indicators and goals that links hold together; ``links`` in the order of the file."""

    chain_id: str
    names: tuple[str, ...]
    links: tuple[Link, ...]

    def entering(self, plan: str, indicator: str | None) -> list[Link]:
        """The links by which the chain came to what it is in ``plan``: an indicator or none."""
        mine = [link for link in self.links if link.plans[1] == plan]
        if indicator is None:
            return [link for link in mine if link.before]
        return [link for link in mine if indicator in link.after]


def chains(links: list[Link], names: Iterable[str]) -> list[Chain]:
    """The chains of all links; ``names`` are the indicators in the order of their plans."""
    groups: list[tuple[set[str], list[Link]]] = []
    for link in links:
        held, found = set(link.names), [link]
        apart = []
        for other in groups:
            if other[0] & held:
                held, found = held | other[0], [*other[1], *found]
            else:
                apart.append(other)
        groups = [*apart, (held, found)]
    order = {name: place for place, name in enumerate(dict.fromkeys(names))}
    made = [_chain(held, found, order, links) for held, found in groups]
    return sorted((c for c in made if c), key=lambda chain: order[chain.chain_id])


def _chain(held: set[str], found: list[Link], order: dict[str, int], links: list[Link]):
    """A chain by its first indicator; nothing for goals alone."""
    indicators = sorted((name for name in held if name in order), key=order.__getitem__)
    if not indicators:
        return None
    goals = sorted(held - set(indicators))
    return Chain(indicators[0], (*indicators, *goals), tuple(one for one in links if one in found))


def plan_chains() -> pd.DataFrame:
    """One row a chain of indicators over the plans.

    ``chain_id`` is its first indicator, ``names`` everything in it (``"; "`` between),
    ``plans_with_targets`` the number of plans that ask for a figure, ``relations`` those of its
    links. Raises ``InputError`` as ``crosswalk`` does.

    >>> rows = plan_chains().set_index("chain_id")
    >>> int(rows.loc["2551/2.1a", "plans_with_targets"])
    3
    """
    targets, goals = tables.read("plan_targets"), tables.read("plan_goals")
    plan_of = dict(zip(targets["indicator_id"], targets["plan_id"], strict=True))
    found = chains(crosswalk.load(targets, goals), targets["indicator_id"])
    rows = [
        (
            chain.chain_id,
            "; ".join(chain.names),
            len({plan_of[name] for name in chain.names if name in plan_of}),
            "; ".join(dict.fromkeys(link.relation for link in chain.links)),
        )
        for chain in found
    ]
    return pd.DataFrame(rows, columns=["chain_id", "names", "plans_with_targets", "relations"])


def two_plan_line(name: str) -> pd.DataFrame:
    """One row a year, and an indicator of it, of the chain that ``name`` belongs to.

    ``name`` is any indicator or goal of the chain. ``standing`` is ``indicator`` in the years of a
    plan with an indicator, ``prose`` where only a goal without yearly figure is left, ``none``
    where nothing is; such years have one row without an indicator. ``target``, ``actual_low`` and
    ``actual_high`` are in ``unit_th``; the result is the one that serves the year's end, and
    counts the indicator's own thing only where ``actual_relation`` is ``same``. ``is_break`` marks
    the first year of a plan from which on figures must not be compared with those before;
    ``relation``, ``changed`` and ``break_reason_th``/``_en`` say why.

    ``rebased_low``/``_high`` are yearly targets added up since the end of ``rebased_since``:
    what was asked for in all, of places not told apart. ``rebase_rule`` is ``sum`` (the plan's own
    total), ``sum_new`` (only what is taken up anew) or ``across_plans`` (the crosswalk says that
    two plans count the same). Two ends where a plan does not say whether one of its targets holds
    the other; several indicators of one year share one sum. Running totals and shares have none.

    Raises ``InputError`` for a name in no chain and for tables not built.

    >>> line = two_plan_line("2552-2554/1.7").set_index("year_be")
    >>> line.loc[2552:2555, "target"].tolist()
    [50000.0, 50000.0, 43000.0, 15000.0]
    >>> line.loc[2552:2555, "rebased_low"].tolist()
    [75000.0, 125000.0, 168000.0, 15000.0]
    >>> line.index[line.is_break].tolist()
    [2555]
    """
    targets, goals = tables.read("plan_targets"), tables.read("plan_goals")
    found = chains(crosswalk.load(targets, goals), targets["indicator_id"])
    chain = next((chain for chain in found if name in chain.names), None)
    if chain is None:
        known = asked.like(name, [known for chain in found for known in chain.names])
        raise InputError("in no chain of plans", expected=known, found=name)
    return line_of(chain, targets, goals, tables.read("assessment"))


def plan_line(indicator_id: str) -> pd.DataFrame:
    """The rows of one indicator alone, a row a year of its plan; columns as in ``two_plan_line``.

    Raises ``InputError`` for what is no indicator and for tables not built.

    >>> plan_line("2555-2559/1.4.1a")["target"].tolist()
    [3267.0, 3767.0, 4267.0, 5267.0, 6267.0]
    """
    rows = two_plan_line(indicator_id)
    mine = rows[rows["indicator_id"] == indicator_id]
    if mine.empty:
        raise InputError("no indicator, which alone has yearly targets", found=indicator_id)
    return mine.reset_index(drop=True)


def line_of(
    chain: Chain,
    targets: pd.DataFrame,
    goals: pd.DataFrame,
    assessed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The rows of ``two_plan_line`` from the tables; ``assessed`` is ``assessment``.

    Without it the rows have no columns of results.
    """
    held = targets[targets["indicator_id"].isin(chain.names)]
    documents = dict(zip(targets["plan_id"], targets["source_file"], strict=True))
    rows: list[dict] = []
    for plan in documents:
        mine = held[held["plan_id"] == plan]
        rows += (
            _with_targets(chain, plan, mine, rows)
            if len(mine)
            else _without(chain, plan, rows, _in_words(chain, plan, goals, documents))
        )
    frame = pd.DataFrame(rows)
    if assessed is not None:
        frame = frame.merge(_results(assessed), how="left", on=["year_be", "indicator_id"])
    sums = pd.DataFrame(_added(chain, held), columns=_SUMS)
    return frame.merge(sums, how="left", on=["year_be", "indicator_id"])


def _with_targets(chain: Chain, plan: str, mine: pd.DataFrame, before: list[dict]) -> list[dict]:
    first = int(mine["year_be"].min())
    return [
        {
            "year_be": int(row.year_be),
            "plan_id": plan,
            "indicator_id": row.indicator_id,
            "standing": INDICATOR,
            "measure_type": row.measure_type,
            "role": row.role,
            "hold": bool(row.hold),
            "unit_th": row.unit_th,
            "target": float(row.target),
            **_entry(chain, plan, row.indicator_id, before, is_first=row.year_be == first),
        }
        for row in mine.sort_values("year_be", kind="stable").itertuples(index=False)
    ]


def _without(chain: Chain, plan: str, before: list[dict], in_words: bool) -> list[dict]:
    years = periods.years_of(plan)
    return [
        {
            "year_be": year,
            "plan_id": plan,
            "standing": PROSE if in_words else NONE,
            **_entry(chain, plan, None, before, is_first=year == years[0]),
        }
        for year in years
    ]


def _in_words(chain: Chain, plan: str, goals: pd.DataFrame, documents: dict[str, str]) -> bool:
    """Whether a goal of the chain is of the plan, or of all plans of its document."""
    mine = goals[goals["goal_id"].isin(chain.names)]
    of_all = ~mine["plan_id"].isin(documents) & (mine["source_file"] == documents[plan])
    return bool(((mine["plan_id"] == plan) | of_all).any())


def _entry(
    chain: Chain, plan: str, indicator: str | None, before: list[dict], *, is_first: bool
) -> dict[str, object]:
    """How the chain came to this plan, told in the plan's first year."""
    links = chain.entering(plan, indicator) if is_first else []
    had_figures = any(row["standing"] == INDICATOR for row in before)
    breaks = [link for link in links if had_figures and link.relation != "same"]
    return {
        "relation": "; ".join(dict.fromkeys(link.relation for link in links)) or None,
        "changed": "; ".join(dict.fromkeys(c for link in links for c in link.changed)) or None,
        "is_break": bool(breaks),
        "break_reason_th": " ".join(link.note["th"] for link in breaks) or None,
        "break_reason_en": ". ".join(link.note["en"] for link in breaks) or None,
    }


def _results(assessed: pd.DataFrame) -> pd.DataFrame:
    """What serves each year's end, by indicator."""
    last = assessed.sort_values("as_of", kind="stable").drop_duplicates(
        ["year_be", "indicator_id"], keep="last"
    )
    named = {"relation": "actual_relation"}
    columns = ["year_be", "indicator_id", "reading_id", "actual_low", "actual_high", "relation"]
    return last[columns].rename(columns=named)


_SUMS = ["year_be", "indicator_id", "rebased_low", "rebased_high", "rebased_since", "rebase_rule"]


def _added(chain: Chain, held: pd.DataFrame) -> list[tuple]:
    """Yearly targets added up, segment by segment."""
    named = held[held["plan_total_rule"].isin(_ADDED)]
    links = [link for link in chain.links if link.rebase]
    across = {name for link in links for name in (*link.before, *link.after)}
    alone = [[name] for name in dict.fromkeys(named["indicator_id"]) if name not in across]
    rows = [row for names in alone for row in _running(named, names, [])]
    return rows + (_running(named, sorted(across), links) if across else [])


def _running(named: pd.DataFrame, names: list[str], links: list[Link]) -> list[tuple]:
    """The running sum of some indicators, for each of them in its years."""
    rows = named[named["indicator_id"].isin(names)]
    unsure = any(link.rebase["joined"] == "undetermined" for link in links)
    since, low, high, found = int(rows["year_be"].min()) - 1, 0.0, 0.0, []
    for year, mine in rows.groupby("year_be"):
        asked = mine.loc[mine["role"].isna() | (mine["role"] == _NEW), "target"].astype(float)
        high += asked.sum()
        low += asked.max() if unsure and len(asked) else asked.sum()
        for row in mine.itertuples(index=False):
            rule = ACROSS if links else row.plan_total_rule
            found.append((int(year), row.indicator_id, low, high, since, rule))
    return found
