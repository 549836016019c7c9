"""The workbook of one province: the order, a sheet a list, kinds laid over each other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from helpers.core import metadata
from helpers.facts.where_next import group_names
from helpers.publish.document import plain
from helpers.publish.language import Speaker
from helpers.publish.where_next import Provincial, how, listing, opening, standing
from helpers.publish.xlsx import about, cells, layout, tables, workbook
from helpers.publish.xlsx.cells import Cells, Year
from helpers.publish.xlsx.layout import Sheet

ORDER, DISTANCE, OVERLAP = "where_order", "where_ahead", "where_overlap"


def write(report: Provincial, out: Path) -> Path:
    """Write the workbook of a province in the report's language; returns ``out``."""
    listed = list(_sheets(report.speaker))
    names = [sheet.name for sheet in listed]
    dictionary = tables.dictionary_sheet(report, names, with_words=False)
    return workbook.write_sheets(report, [_about(report, names), *listed, dictionary], out)


def _about(report: Provincial, names: list[str]) -> Sheet:
    """What the workbook is; of the demonstration first that nothing in it is real."""
    speaker, facts = report.speaker, report.facts
    rows = [about.row(speaker, "report", explanation=report.title)]
    if facts["is_demo"]:
        told = speaker.word("where_next.demo")
        rows.append(about.row(speaker, "nature", speaker.word("demo.watermark"), told))
    else:
        rows.append(about.row(speaker, "nature", explanation=speaker.word("where_next.nature")))
    rows += [
        about.row(speaker, "year", Year(facts["year_be"])),
        about.row(speaker, "as_of", cells.day(facts["counted_on"])),
        *about.sheets_there(speaker, names),
        *_absent(speaker, names),
        *_weights(speaker),
        about.row(speaker, "reading", explanation=plain(speaker.say("where_next.score"))),
        about.row(speaker, "reading", explanation=plain(speaker.say("where_next.range"))),
        about.row(speaker, "reading", explanation=plain(how.example(speaker))),
        about.row(speaker, "reading", explanation=plain(how.neighbours(speaker))),
    ]
    limits = speaker.labels["where_next"]["limits"]
    rows += [
        about.row(speaker, "reading", explanation=speaker.word(f"where_next.limits.{name}"))
        for name in limits
    ]
    return Sheet("about", rows)


def _absent(speaker: Speaker, names: list[str]) -> Iterator[Cells]:
    """Lists that nothing is in; without anything lacking there is no order either."""
    if ORDER not in names:
        line = speaker.say("where_next.nothing_lacking", unit=opening.unit(speaker))
        yield about.row(speaker, "absent", layout.title(speaker, ORDER), plain(line))
    for name in _lists(speaker):
        if name not in names:
            told = speaker.word("where_next.none_here")
            yield about.row(speaker, "absent", layout.title(speaker, name), told)


def _lists(speaker: Speaker) -> dict[str, str]:
    """The sheet of each group there can be."""
    return {f"where_{group}": group for group in group_names(tuple(speaker.facts["kinds"]))}


def _weights(speaker: Speaker) -> Iterator[Cells]:
    chosen = speaker.facts["settings"]["where_next"]
    for name, fact in chosen["weights"].items():
        told = speaker.word(f"where_next.criterion_names.{name}")
        yield about.row(speaker, "setting", cells.number(speaker, fact), told)


def _sheets(speaker: Speaker) -> Iterator[Sheet]:
    """The order, every list that can hold something, the way ahead, the matrix, the facts."""
    rows = {row["code"]: row for row in speaker.facts["order"]}
    if rows:
        yield Sheet(ORDER, [_row(speaker, row) for row in rows.values()])
    for name, group in _lists(speaker).items():
        listed = [one for one in speaker.facts["tambons"] if one["group"] == group]
        if listed:
            yield Sheet(name, [_tambon(speaker, one, rows) for one in listed])
    yield Sheet(DISTANCE, list(_ahead(speaker)))
    yield Sheet(OVERLAP, list(_overlap(speaker)))
    yield tables.facts_sheet(speaker)


def _mark(speaker: Speaker) -> Cells:
    """Whether it is of the demonstration, in every row: sheets are copied apart."""
    key = "demo.watermark" if speaker.facts["is_demo"] else "where_next.received"
    return {"standing_mark": speaker.word(key)}


def _row(speaker: Speaker, row: dict) -> Cells:
    counts = {name: cells.number(speaker, row["facts"][name]) for name in
              ("tied", "score", "neighbours", "neighbours_with", "amphoe_others", "amphoe_with",
               "recent")}  # fmt: skip
    return {
        **_named(speaker, listing.tambon(speaker, row["code"])),
        **_ranks(speaker, row["facts"]),
        **counts,
        "group": plain(opening.group_line(speaker, row["group"])),
        "why": plain(listing.reasons(speaker, row)),
        **_example(speaker, row["example"]),
        **_mark(speaker),
    }


def _ranks(speaker: Speaker, facts: dict[str, str]) -> Cells:
    """The rank and both ends of its range."""
    columns = {"rank": "rank", "best_rank": "rank_low", "worst_rank": "rank_high"}
    return {column: cells.number(speaker, facts[name]) for column, name in columns.items()}


def _named(speaker: Speaker, one: dict) -> Cells:
    return {
        "tambon_code": one["code"],
        "code_that_year": one["code_that_year"],
        "tambon": plain(speaker.both(one["name"])),
        "amphoe": plain(speaker.both(one["amphoe"])),
    }


def _example(speaker: Speaker, example: dict | None) -> Cells:
    if example is None:
        return {}
    kinds = [example["kind"], *([example["kind_too"]] if example["kind_too"] else [])]
    joiner = speaker.word("where_next.joined.and")
    second = example["since_too"]
    return {
        "example": plain(speaker.both(example["name"])),
        "example_kind": joiner.join(plain(opening.kind(speaker, one)) for one in kinds),
        "example_since": date.fromisoformat(example["since"]),
        "example_since_too": date.fromisoformat(second) if second else None,
    }


def _tambon(speaker: Speaker, one: dict, rows: dict[str, dict]) -> Cells:
    since = {
        f"since_{kind}": date.fromisoformat(day)
        for kind, day in one["since"].items()
        if kind in speaker.facts["kinds"]
    }
    ranked = rows.get(one["code"])
    rank = {"rank": cells.number(speaker, ranked["facts"]["rank"])} if ranked else {}
    return {**_named(speaker, one), **since, **rank, **_mark(speaker)}


def _ahead(speaker: Speaker) -> Iterator[Cells]:
    """One row a kind: coverage, the next step, pace, the share of the target, the rank."""
    share = speaker.facts["share"]
    places = {one["measure"]: one["facts"] for one in speaker.facts["among"]}
    for measure, place in places.items():
        own = [one["facts"] for one in speaker.facts["steps"] if one["kind"] == measure]
        facts = own[0] if own else {}
        row: Cells = {
            "measure": plain(standing.measure(speaker, measure)),
            "n_covered": cells.number(speaker, place["n_covered"]),
            "n_units": cells.number(speaker, place["n_units"]),
            "share": cells.number(speaker, place["share"]),
            **{name: cells.number(speaker, facts.get(name)) for name in
               ("step", "to_step", "a_year", "last_year")},
            **_ranks(speaker, place),
            "provinces": cells.number(speaker, place["provinces"]),
            **_mark(speaker),
        }  # fmt: skip
        if share and measure == "council":
            row["target_year"] = Year(share["year"])
            row["target_share"] = cells.number(speaker, share["facts"]["share"])
            row["target_a_year"] = cells.number(speaker, share["facts"]["a_year"])
        yield row


def _overlap(speaker: Speaker) -> Iterator[Cells]:
    """One row a pair of kinds."""
    matrix, labels = speaker.facts["overlap"], metadata.load("registries.yml")["kinds"]
    for one in matrix["kinds"]:
        for other in matrix["kinds"]:
            yield {
                "kind": plain(speaker.both(labels[one]["label"])),
                "other_kind": plain(speaker.both(labels[other]["label"])),
                "n_covered": cells.number(speaker, matrix["cells"][one][other]),
                **_mark(speaker),
            }
