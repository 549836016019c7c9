"""What became of the indicators and goals from one plan to the next (``crosswalk.yml``), checked.

Nothing is left out: every indicator, and every goal with a figure, stands exactly once on each side
it has. What a link says of unit, measure type and denominator is held to the plan tables, and its
quotes to the lines of the plan documents.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import fastjsonschema
import pandas as pd

from helpers.core import metadata, paths, tables, thai
from helpers.core.errors import InputError, Mistake, Place
from helpers.plans import raw

FILE = "crosswalk.yml"
WHERE = f"src/helpers/metadata/{FILE}"
RELATIONS = ("same", "similar", "new", "dropped", "moved_to_prose", "moved_to_indicator")
# What a link says to have changed and the column of ``plan_targets`` that tells it.
_HELD = {"unit": "unit_th", "measure_type": "measure_type", "denominator": "denominator"}
_BETWEEN = "; "


@dataclass(frozen=True)
class Link:
    """One entry of the crosswalk: what of one plan became what of the next one.

    ``quotes`` and ``lines`` are those of both sides; ``source_files`` name the documents of them.
    """

    link_id: str
    plans: tuple[str, str]
    relation: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    changed: tuple[str, ...]
    earlier: tuple[str, ...]
    absent: tuple[tuple[str, str], ...]
    quotes: tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]
    note: dict[str, str]
    rebase: dict[str, str] | None
    source_files: tuple[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Every indicator and goal the link names."""
        return (*self.earlier, *self.before, *self.after)


def load(targets: pd.DataFrame, goals: pd.DataFrame) -> list[Link]:
    """The links between the plans there are, checked against the tables and the documents.

    ``targets`` and ``goals`` are ``plan_targets`` and ``plan_goals``. A plan the file does not
    know, one added after it was written, has no links. Raises ``InputError`` that names everything
    at fault: what is missing, doubled or unknown, a quote that is not in its line, a word that is
    not absent, a change the tables do not show.
    """
    declared = _declared()
    files = dict(zip(targets["plan_id"], targets["source_file"], strict=True))
    steps = [s for s in declared["steps"] if s["from"] in files and s["to"] in files]
    links = [link for step in steps for link in _links(step, files)]
    found = [
        *(m for step in steps for m in _incomplete(step, links, targets, goals, files)),
        *_untrue(links, targets),
        *_unquoted(links, declared["plans"], files),
    ]
    if found:
        raise InputError(f"{len(found)} entries cannot be used", file=WHERE, mistakes=found)
    return links


def _declared() -> dict:
    declared = metadata.load(FILE)
    try:
        metadata.validator("crosswalk.schema.yml")(declared)
    except fastjsonschema.JsonSchemaValueException as error:
        raise InputError("an entry is not as its schema says", file=WHERE, found=error) from error
    return declared


def _links(step: dict, files: dict[str, str]) -> Iterator[Link]:
    plans = (step["from"], step["to"])
    for place, entry in enumerate(step["links"], start=1):
        quotes = tuple(
            tuple((one["line"], one["words"]) for one in entry["quotes"][side])
            for side in ("from", "to")
        )
        yield Link(
            link_id=f"{plans[0]}>{plans[1]}/{place}",
            plans=plans,
            relation=entry["relation"],
            before=tuple(entry["from"]),
            after=tuple(entry["to"]),
            changed=tuple(entry.get("changed", ())),
            # Of a plan that is not there nothing can be recalled.
            earlier=tuple(n for n in entry.get("earlier", ()) if n.partition("/")[0] in files),
            absent=tuple((one["plan"], one["words"]) for one in entry.get("absent", ())),
            quotes=quotes,
            note=entry["note"],
            rebase=entry.get("rebase"),
            source_files=(files[plans[0]], files[plans[1]]),
        )


def _mistake(name: str, rule: str, **told: object) -> Mistake:
    return Mistake(Place(words=name), rule, **told)


def _incomplete(
    step: dict,
    links: list[Link],
    targets: pd.DataFrame,
    goals: pd.DataFrame,
    files: dict[str, str],
) -> Iterator[Mistake]:
    """What is missing, doubled or unknown on the sides of one step."""
    mine = [link for link in links if link.plans == (step["from"], step["to"])]
    document = files[step["from"]]
    # A goal of a whole document goes on after the last plan of it.
    whole = goals[(goals["source_file"] == document) & ~goals["plan_id"].isin(files)]
    ended = whole[whole["figure"].notna()]["goal_id"] if files[step["to"]] != document else []
    due = {
        "from": [*_counted(step["from"], targets, goals), *ended],
        "to": _counted(step["to"], targets, goals),
    }
    known = {
        "from": {*_all_of(step["from"], targets, goals), *whole["goal_id"]},
        # What a plan has in words may stand in the part of its document that is of all its plans.
        "to": {*_all_of(step["to"], targets, goals), *whole["goal_id"]},
    }
    for side in ("from", "to"):
        named = Counter(n for link in mine for n in (link.before, link.after)[side == "to"])
        for name in due[side]:
            if not named[name]:
                yield _mistake(name, f"stands in no `{side}` of {step['from']} to {step['to']}")
        for name, count in named.items():
            if name not in known[side]:
                yield _mistake(name, f"is nothing the plans know in `{side}`")
            elif count > 1:
                yield _mistake(name, f"stands {count} times in `{side}`")
    of_all = set(targets["indicator_id"])
    for name in (name for link in mine for name in link.earlier if name not in of_all):
        yield _mistake(name, "is no indicator, as `earlier` has to name")


def _counted(plan: str, targets: pd.DataFrame, goals: pd.DataFrame) -> list[str]:
    """A plan's indicators and its goals with a figure: what must not be left out."""
    with_figure = (goals["plan_id"] == plan) & goals["figure"].notna()
    indicators = targets.loc[targets["plan_id"] == plan, "indicator_id"]
    return [*dict.fromkeys(indicators), *goals.loc[with_figure, "goal_id"]]


def _all_of(plan: str, targets: pd.DataFrame, goals: pd.DataFrame) -> list[str]:
    indicators = targets.loc[targets["plan_id"] == plan, "indicator_id"]
    return [*indicators, *goals.loc[goals["plan_id"] == plan, "goal_id"]]


def _untrue(links: list[Link], targets: pd.DataFrame) -> Iterator[Mistake]:
    """Changes that the tables do not show or that are not told; kinds that do not fit."""
    one_each = targets.drop_duplicates("indicator_id").set_index("indicator_id")
    indicators = set(one_each.index)
    for link in links:
        sides = [[n for n in side if n in indicators] for side in (link.before, link.after)]
        for name in _misplaced(link, indicators):
            yield _mistake(name, f"cannot be on this side of {link.relation}")
        if link.relation in ("same", "similar") and all(sides):
            for what, column in _HELD.items():
                is_other = _values(one_each, sides[0], column) != _values(
                    one_each, sides[1], column
                )
                if is_other != (what in link.changed):
                    told = "has changed" if is_other else "has not changed"
                    yield _mistake(link.link_id, f"{what} {told} by the plan tables")
        if link.rebase and not _can_be_added(one_each, [*sides[0], *sides[1]]):
            yield _mistake(link.link_id, "only yearly targets of one unit can be added up")
        if link.relation in ("new", "dropped") and not (link.absent or all(link.quotes)):
            yield _mistake(link.link_id, "needs a word that is absent or a quote of both plans")


def _misplaced(link: Link, indicators: set[str]) -> list[str]:
    """Goals where an indicator has to stand and the other way round."""
    if link.relation == "moved_to_prose":
        wrong = [n for n in link.before if n not in indicators]
        return wrong + [n for n in link.after if n in indicators]
    if link.relation == "moved_to_indicator":
        wrong = [n for n in link.before if n in indicators]
        return wrong + [n for n in link.after if n not in indicators]
    kinds = [n in indicators for n in (*link.before, *link.after)]
    return [] if len(set(kinds)) < 2 else [*link.before, *link.after]


def _values(one_each: pd.DataFrame, names: list[str], column: str) -> set[str]:
    return set(one_each.loc[names, column].fillna(""))


def _can_be_added(one_each: pd.DataFrame, names: list[str]) -> bool:
    rows = one_each.loc[names]
    return set(rows["measure_type"]) == {"flow"} and rows["unit_th"].nunique() == 1


def _unquoted(links: list[Link], plans: dict, files: dict[str, str]) -> Iterator[Mistake]:
    """Quotes that are not in their line, and words that are not absent."""
    needed = {file for link in links for file in link.source_files}
    documents = {file: _lines(file) for file in sorted(needed)}
    for link in links:
        for file, quotes in zip(link.source_files, link.quotes, strict=True):
            for number, words in quotes:
                if thai.normalise(words) not in documents[file].get(number, ""):
                    yield _mistake(link.link_id, f"not in line {number} of {file}", found=words)
        for plan, words in link.absent:
            if plan not in plans or plan not in files:
                yield _mistake(link.link_id, "a plan whose lines are not told", found=plan)
                continue
            first, last = plans[plan]["lines"]
            held = documents[files[plan]].items()
            where = [n for n, text in held if first <= n <= last and words in text]
            if where:
                yield _mistake(link.link_id, f"stands in lines {where} of {plan}", found=words)


def _lines(file: str) -> dict[int, str]:
    """The lines of a plan document as printed, in one spelling."""
    return {line.number: line.plain for line in raw.read(paths.root() / file)}


def crosswalk() -> pd.DataFrame:
    """One row a link: what of one plan became what of the next one.

    ``from_plan`` and ``to_plan`` are neighbouring plans, ``from_ids`` and ``to_ids`` indicators and
    goals with ``"; "`` between several. ``relation`` is ``same``, ``similar``, ``new``,
    ``dropped``, ``moved_to_prose`` or ``moved_to_indicator``; ``changed`` says what differs (unit,
    measure_type, denominator, scope, figure). ``from_quotes`` and ``to_quotes`` are words of the
    plan documents with their lines; ``absent`` lists words the named plan does not have.
    ``rebased`` is true where yearly targets may be added up across the two plans.

    Raises ``InputError`` for tables not built and for an entry of ``crosswalk.yml`` that the plan
    tables or the documents do not bear out.

    >>> links = crosswalk()
    >>> links.loc[links.from_ids == "2552-2554/1.2", ["relation", "to_ids"]].values.tolist()
    [['moved_to_prose', '2555-2559/1.1/approach.2; 2555-2559/1.1/outcome.2']]
    """
    links = load(tables.read("plan_targets"), tables.read("plan_goals"))
    return pd.DataFrame([_row(link) for link in links])


def _row(link: Link) -> dict[str, object]:
    before, after = (
        _BETWEEN.join(f"{number}: {words}" for number, words in side) for side in link.quotes
    )
    return {
        "link_id": link.link_id,
        "from_plan": link.plans[0],
        "to_plan": link.plans[1],
        "relation": link.relation,
        "from_ids": _BETWEEN.join(link.before),
        "to_ids": _BETWEEN.join(link.after),
        "earlier_ids": _BETWEEN.join(link.earlier),
        "changed": _BETWEEN.join(link.changed),
        "rebased": link.rebase is not None,
        "from_quotes": before,
        "to_quotes": after,
        "absent": _BETWEEN.join(f"{plan}: {words}" for plan, words in link.absent),
        "note_th": link.note["th"],
        "note_en": link.note["en"],
    }
