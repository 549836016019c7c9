"""What became of each indicator and goal from plan to plan, and targets of chains over all years.

Targets and results are those of the annual reports; new are yearly targets added up, and counts.
"""

from collections import Counter

import pandas as pd

from helpers.analysis import crosswalk, plan_lines
from helpers.analysis.crosswalk import RELATIONS, Link
from helpers.core import tables
from helpers.facts.book import Book, interval, line_source, text

_SIDES = ("from", "to")
_NOT_REPORTED = {"facts": {}, "relation": None, "interim": False, "flagged": False}


def collect(book: Book, indicators: list[dict], issues: dict[str, list[str]]) -> dict:
    """Links and chains of the plans there are, with how many links of each kind an issue has.

    ``indicators`` are those gathered from the annual facts; ``issues`` the indicators and goals of
    each issue by its name.
    """
    targets, goals = tables.read("plan_targets"), tables.read("plan_goals")
    links = crosswalk.load(targets, goals)
    chains = plan_lines.chains(links, targets["indicator_id"])
    known = {entry["indicator_id"]: entry["years"] for entry in indicators}
    texts = _texts(targets, goals)
    return {
        "links": [_link(link, texts) for link in links],
        "chains": [_chain(book, chain, targets, goals, known) for chain in chains],
        "counts": {
            name: _counts(book, name, of(links, set(held))) for name, held in issues.items()
        },
    }


def of_issue(content: dict, issue: str, names: set[str]) -> dict:
    """The links that name something of an issue, and the chains of its indicators and goals."""
    links = [link for link in content["links"] if names & set(named_in(link))]
    chains = [chain for chain in content["chains"] if names & set(chain["indicators"])]
    return {"links": links, "chains": chains, "counts": content["counts"].get(issue, {})}


def of_no_issue(content: dict, names: set[str]) -> list[dict]:
    """The links that name nothing of any issue, whose indicators and goals are ``names``."""
    return [link for link in content["links"] if not names & set(named_in(link))]


def named_in(link: dict) -> list[str]:
    """Every indicator and goal a link of the fact file names."""
    return [one["name"] for side in ("before", "after", "earlier") for one in link[side]]


def of(links: list[Link], names: set[str]) -> list[Link]:
    """The links that name one of an issue's indicators or goals."""
    return [link for link in links if names & set(link.names)]


def _counts(book: Book, issue: str, links: list[Link]) -> dict[str, str]:
    counted = Counter(link.relation for link in links)
    found = {"all": len(links), **{name: counted[name] for name in RELATIONS if counted[name]}}
    return {
        name: book.add(
            f"issue:{issue}:links:{name}", number, unit="link", method="counted",
            sources=["table:plan_targets", "table:plan_goals"],
        )
        for name, number in found.items()
    }  # fmt: skip


def _texts(targets: pd.DataFrame, goals: pd.DataFrame) -> dict[str, dict]:
    """How each indicator and goal is named, with its unit and the line it stands in."""
    found = {}
    for row in targets.drop_duplicates("indicator_id").itertuples(index=False):
        label = {"th": row.label_th, "en": row.label_en}
        found[row.indicator_id] = _name(row, row.indicator_id, label, row.unit_th)
    for row in goals.itertuples(index=False):
        found[row.goal_id] = _name(row, row.goal_id, {"th": row.text_th, "en": row.text_en}, None)
    return found


def _name(row, name: str, label: dict[str, str], unit: str | None) -> dict:
    return {"name": name, "label": label, "unit_th": unit, "source": line_source(row)}


def _link(link: Link, texts: dict[str, dict]) -> dict:
    quotes = {
        side: [{"source": f"{file}:{line}", "words": words} for line, words in held]
        for side, file, held in zip(_SIDES, link.source_files, link.quotes, strict=True)
    }
    return {
        "link_id": link.link_id,
        "plans": list(link.plans),
        "relation": link.relation,
        "before": [texts[name] for name in link.before],
        "after": [texts[name] for name in link.after],
        "earlier": [texts[name] for name in link.earlier],
        "changed": list(link.changed),
        "absent": [{"plan": plan, "words": words} for plan, words in link.absent],
        "quotes": quotes,
        "note": link.note,
        "rebase": {lang: link.rebase[lang] for lang in ("th", "en")} if link.rebase else None,
    }


def _chain(
    book: Book,
    chain: plan_lines.Chain,
    targets: pd.DataFrame,
    goals: pd.DataFrame,
    known: dict[str, dict[str, dict]],
) -> dict:
    line = plan_lines.line_of(chain, targets, goals)
    asked = {(int(row.year_be), row.indicator_id): row for row in targets.itertuples(index=False)}
    sums = _sums(book, chain.chain_id, line, asked)
    rows = [_row(row, known, sums) for row in line.itertuples(index=False)]
    indicators = [name for name in chain.names if name in set(targets["indicator_id"])]
    mine = targets[targets["indicator_id"].isin(indicators)]
    # The chain is called what its last plan calls it.
    last = mine[mine["plan_id"] == mine["plan_id"].iloc[-1]].iloc[0]
    return {
        "chain_id": chain.chain_id,
        "label": {"th": last.label_th, "en": last.label_en},
        "indicators": indicators,
        "links": [link.link_id for link in chain.links],
        "breaks": _breaks(chain, line),
        "rebase": [
            {lang: link.rebase[lang] for lang in ("th", "en")}
            for link in chain.links
            if link.rebase
        ],
        "rows": rows,
    }


def _breaks(chain: plan_lines.Chain, line: pd.DataFrame) -> list[dict]:
    """The plans from which on figures are others, with what happened and what changed."""
    found = []
    for plan, rows in line[line["is_break"]].groupby("plan_id", sort=False):
        named = [text(name) for name in rows["indicator_id"]]
        links = {
            link.link_id: link
            for name in named
            for link in chain.entering(plan, name)
            if link.relation != "same"
        }
        changed = dict.fromkeys(what for link in links.values() for what in link.changed)
        relations = dict.fromkeys(link.relation for link in links.values())
        found.append(
            {
                "plan_id": plan,
                "year": int(rows["year_be"].min()),
                "relations": list(relations),
                "changed": list(changed),
            }
        )
    return found


def _row(row, known: dict[str, dict[str, dict]], sums: dict[tuple, str]) -> dict:
    indicator, year = text(row.indicator_id), str(row.year_be)
    about = known.get(indicator, {}).get(year, _NOT_REPORTED)
    held = {name: about["facts"][name] for name in ("target", "actual") if name in about["facts"]}
    if (added := sums.get((row.rebased_since, int(row.year_be), indicator))) is not None:
        held["rebased"] = added
    return {
        "year": int(row.year_be),
        "plan_id": row.plan_id,
        "indicator_id": indicator,
        "standing": row.standing,
        "measure_type": text(row.measure_type),
        "role": text(row.role),
        "hold": bool(row.hold) if pd.notna(row.hold) else False,
        "unit_th": text(row.unit_th),
        "result_is": about["relation"],
        # Too old for the year, or known by the year alone: drawn hollow.
        "unsure": bool(about["interim"] or about["flagged"]),
        "is_break": bool(row.is_break),
        "since": int(row.rebased_since) if pd.notna(row.rebased_since) else None,
        "rule": text(row.rebase_rule),
        "facts": held,
    }


def _sums(
    book: Book, chain_id: str, line: pd.DataFrame, asked: dict[tuple, object]
) -> dict[tuple, str]:
    """A fact a year and sum, which several indicators may share; none for sums of one year."""
    found: dict[tuple, str] = {}
    added = line.dropna(subset=["rebased_low"])
    for (since, rule), held in added.groupby(["rebased_since", "rebase_rule"]):
        shared = rule == plan_lines.ACROSS
        groups = [held] if shared else [rows for _, rows in held.groupby("indicator_id")]
        for rows in groups:
            if rows["year_be"].nunique() > 1:
                name = chain_id if shared else rows["indicator_id"].iloc[0]
                found |= _sum(book, name, since, rows, asked)
    return found


def _sum(
    book: Book, name: str, since: float, rows: pd.DataFrame, asked: dict[tuple, object]
) -> dict[tuple, str]:
    found: dict[tuple, str] = {}
    for year, mine in rows.groupby("year_be"):
        parts = rows[rows["year_be"] <= year]
        behind = [asked[key] for key in zip(parts["year_be"], parts["indicator_id"], strict=True)]
        fact = book.add(
            f"line:{name}:{int(since)}:{year}",
            interval(mine["rebased_low"].iloc[0], mine["rebased_high"].iloc[0]),
            unit=behind[-1].unit,
            method="added_up",
            sources=list(dict.fromkeys(map(line_source, behind))),
        )
        found |= {(since, int(year), indicator): fact for indicator in mine["indicator_id"]}
    return found
