"""The fact file of one province: which tambons come next, and how far there is to go.

Nothing is counted here: every number is the analysis's, written once with what it is made from.
"""

import json
from datetime import date
from pathlib import Path

from helpers.analysis import where_next
from helpers.analysis.where_next import (
    ahead,
    groups,
    naming,
    overlap,
    priority,
    sentences,
)
from helpers.analysis.where_next.answer import Answer
from helpers.core import files, partitions, settings
from helpers.core.datasets import Dataset
from helpers.core.metadata import LANGUAGES
from helpers.facts.book import Book, day
from helpers.facts.build import check
from helpers.geography import gazetteer

SCHEMA_VERSION = 1
COVERAGE = "table:coverage"
# Numbers of a row that the page or the workbook shows.
COUNTS = ("rank", "rank_low", "rank_high", "tied", "neighbours", "neighbours_with", "amphoe_others",
          "amphoe_with", "recent")  # fmt: skip
# How the number of a row was made, where it was not counted.
_METHODS = {
    "rank": "ranked_by_score",
    "rank_low": "ranked_over_schemes",
    "rank_high": "ranked_over_schemes",
}
PREFIX = "where"


def folder(province: str, year: int, as_of: date, dataset: Dataset) -> Path:
    """Where everything of one province, year and day lies."""
    part = partitions.name(year, as_of).replace("_as_of", "/as_of")
    return dataset.reports("where_next", part, province)


def path(province: str, year: int, as_of: date, dataset: Dataset) -> Path:
    """Where the facts of one province lie."""
    return folder(province, year, as_of, dataset) / "facts.json"


def ensure(province: str, year: int, as_of: date, dataset: Dataset) -> dict:
    """Ask, write the facts and hand them over; an unchanged file is left untouched.

    Raises ``InputError`` as ``where_next.ask`` does.
    """
    content = collect(where_next.ask(province, year, as_of, dataset.name))
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    files.write_text(path(content["province"]["code"], year, as_of, dataset), text)
    return content


def collect(answer: Answer) -> dict:
    """Everything a page, map or workbook says of the province, checked by its schema."""
    book = Book()
    chosen = settings.load()
    content = {
        "schema_version": SCHEMA_VERSION,
        "is_demo": answer.dataset.is_demo,
        "year_be": answer.year,
        "as_of": answer.as_of.isoformat(),
        "counted_on": answer.counted_on.isoformat(),
        "province": _province(answer),
        "kinds": list(answer.kinds),
        "unknown": answer.unknown,
        "layer": {"name": answer.layer.name, "source": answer.layer.source},
        "settings": {
            "digits": chosen.digits,
            "cut_offs": chosen.cut_offs,
            "where_next": _settings(book, chosen.where_next),
        },
        "tambons": _tambons(answer),
        "groups": _groups(book, answer),
        "steps": [_step(book, one) for one in answer.steps],
        "share": _share(book, answer.share),
        "among": _among(book, answer),
        "overlap": _overlap(book, answer),
        "order": [_row(book, row, answer.kinds) for row in _rows(answer)],
        "readings": {},
        "facts": book.facts,
    }
    return check(content, "where_next.schema.yml")


def _province(answer: Answer) -> dict:
    names = gazetteer.area_names("province").set_index("code")
    name = {lang: names.at[answer.province, f"name_{lang}"] for lang in LANGUAGES}
    before = naming.area_words(answer.province)["province"]
    return {
        "code": answer.province,
        "name": name,
        "title": {lang: f"{before[lang]}{name[lang]}" for lang in LANGUAGES},
        "areas": "khwaeng" if answer.province == naming.BANGKOK else "tambon",
    }


def _settings(book: Book, chosen: dict) -> dict:
    """Each figure of the settings as a fact."""
    weights = {
        name: book.add(
            f"{PREFIX}:setting:weight:{name}", value, method="setting",
            sources=[f"setting:where_next.weights.{name}"],
        )
        for name, value in chosen["weights"].items()
    }  # fmt: skip
    others = {
        name: book.add(
            f"{PREFIX}:setting:{name}", chosen[name], method="setting",
            sources=[f"setting:where_next.{name}"],
        )
        for name in ("recent_years", "numbered", "listed")
    }  # fmt: skip
    return {"weights": weights, **others}


def _tambons(answer: Answer) -> list[dict]:
    """Every tambon of the province with what stands in it, and since when."""
    found = []
    for code, row in answer.tambons.iterrows():
        since = {kind: day(answer.frame.at[code, f"since_{kind}"]) for kind in answer.known}
        found.append(
            {
                "code": code,
                "code_that_year": row["code_that_year"],
                "name": {lang: row[f"name_{lang}"] for lang in LANGUAGES},
                "amphoe_code": row["amphoe_code"],
                "amphoe": {lang: row[f"amphoe_{lang}"] for lang in LANGUAGES},
                "group": row["group"],
                "since": {kind: known for kind, known in since.items() if known},
            }
        )
    return found


def group_names(kinds: tuple[str, ...]) -> list[str]:
    """The groups there can be, the nearest to the aim first."""
    only = [f"only_{kind}" for kind in kinds] if len(kinds) > 1 else []
    return [*only, groups.NEAR, groups.ALONE, groups.DONE]


def _groups(book: Book, answer: Answer) -> dict[str, str]:
    """How many tambons each group has, and all together."""
    counted = answer.tambons["group"].value_counts()
    add = {"unit": "tambon", "method": "counted", "sources": [COVERAGE]}
    found = {
        name: book.add(f"{PREFIX}:group:{name}", int(counted.get(name, 0)), **add)
        for name in group_names(answer.kinds)
    }
    found["all"] = book.add(f"{PREFIX}:group:all", len(answer.tambons), **add)
    found["lacking"] = book.add(f"{PREFIX}:group:lacking", len(answer.order), **add)
    return found


def _step(book: Book, one: ahead.Step) -> dict:
    name = f"{PREFIX}:step:{one.kind}"
    add = {"unit": "tambon", "method": "counted", "sources": [COVERAGE]}
    facts = {
        "tambons": book.add(f"{name}:tambons", one.tambons, **add),
        "covered": book.add(f"{name}:covered", one.covered, **add),
    }
    facts["coverage"] = book.add(
        f"{name}:coverage", one.covered / one.tambons, kind="ratio", method="tambon_coverage",
        sources=[f"fact:{name}:covered", f"fact:{name}:tambons"],
        of=(facts["covered"], facts["tambons"]),
    )  # fmt: skip
    if one.step is not None:
        facts["step"] = book.add(
            f"{name}:step", round(one.step * 100, 6), unit="percent", method="next_step",
            sources=[f"fact:{facts['coverage']}"],
        )  # fmt: skip
        facts["to_step"] = book.add(
            f"{name}:to_step", one.to_step, unit="tambon", method="to_step",
            sources=[f"fact:{facts['step']}", f"fact:{facts['covered']}"],
        )  # fmt: skip
    facts["readings"] = book.add(f"{name}:readings", one.readings, **{**add, "unit": "year"})
    pace = {"unit": "tambon", "sources": ["table:registrations"]}
    for column, method in (("a_year", "observed_step"), ("last_year", "yearly_step")):
        value = getattr(one, column)
        if value is not None:
            facts[column] = book.add(f"{name}:{column}", value, method=method, **pace)
    return {"kind": one.kind, "facts": facts}


def _share(book: Book, one: ahead.Share | None) -> dict | None:
    if one is None:
        return None
    name = f"{PREFIX}:share"
    facts = {
        "target": book.add(f"{name}:target", one.target, unit="council", sources=[one.source]),
        "bodies": book.add(
            f"{name}:bodies", one.bodies, unit="council", method="counted",
            sources=["table:coverage_summary"],
        ),
    }  # fmt: skip
    facts["gap"] = book.add(
        f"{name}:gap", one.gap, unit="council", method="target_minus_count",
        sources=[f"fact:{name}:target", f"fact:{name}:bodies"],
    )  # fmt: skip
    for column in ("without", "without_all"):
        facts[column] = book.add(
            f"{name}:{column}", getattr(one, column), unit="tambon", method="counted",
            sources=[COVERAGE],
        )  # fmt: skip
    facts["share"] = book.add(
        f"{name}:share", one.share, unit="tambon", method="share_of_gap",
        sources=[f"fact:{name}:{part}" for part in ("gap", "without", "without_all")],
    )  # fmt: skip
    facts["a_year"] = book.add(
        f"{name}:a_year", one.a_year, unit="tambon", method="share_a_year",
        sources=[f"fact:{name}:share"],
    )  # fmt: skip
    return {"year": one.year, "years": one.years, "facts": facts}


def _among(book: Book, answer: Answer) -> list[dict]:
    found = []
    for row in answer.provinces.itertuples(index=False):
        if row.province_code != answer.province:
            continue
        name = f"{PREFIX}:place:{row.measure}"
        add = {"method": "counted", "sources": [COVERAGE]}
        facts = {
            column: book.add(f"{name}:{column}", int(getattr(row, column)), unit=unit, **add)
            for column, unit in (("n_covered", "tambon"), ("n_units", "tambon"),
                                 ("n_today", "tambon"), ("provinces", "province"))
        }  # fmt: skip
        facts["share"] = book.add(
            f"{name}:share", row.n_covered / row.n_units, kind="ratio", method="tambon_coverage",
            sources=[f"fact:{name}:n_covered", f"fact:{name}:n_units"],
            of=(facts["n_covered"], facts["n_units"]),
        )  # fmt: skip
        ranked = {"unit": "rank", "sources": [COVERAGE]}
        for column in ("rank", "rank_low", "rank_high"):
            method = _METHODS[column]
            facts[column] = book.add(
                f"{name}:{column}", getattr(row, column), method=method, **ranked
            )
        facts["tied"] = book.add(f"{name}:tied", row.tied, unit="province", **add)
        found.append({"measure": row.measure, "facts": facts})
    return found


def _overlap(book: Book, answer: Answer) -> dict:
    """The matrix as facts by kind and kind, and how many have none."""
    known = list(answer.known)
    add = {"unit": "tambon", "method": "counted", "sources": [COVERAGE]}
    cells = {
        one: {
            other: book.add(
                f"{PREFIX}:overlap:{one}:{other}", int(answer.overlaps.at[one, other]), **add
            )
            for other in known
        }
        for one in known
    }
    none = book.add(f"{PREFIX}:overlap:none", overlap.none(answer.own, known), **add)
    return {"kinds": known, "cells": cells, "none": none}


def _rows(answer: Answer) -> list[dict]:
    return answer.order.reset_index().to_dict("records")


def _row(book: Book, row: dict, kinds: tuple[str, ...]) -> dict:
    """One tambon of the order: its numbers as facts, its reasons with the facts they take."""
    name = f"{PREFIX}:tambon:{row['tambon_code']}"
    facts = {
        column: book.add(
            f"{name}:{column}", int(row[column]), unit="rank" if "rank" in column else "tambon",
            method=_METHODS.get(column, "counted"), sources=[COVERAGE],
        )
        for column in COUNTS
    }  # fmt: skip
    facts["score"] = book.add(
        f"{name}:score", row["score"], method="weighted_mean", unit="score", kind="score",
        sources=[f"fact:{PREFIX}:setting:weight:{one}" for one in priority.CRITERIA],
    )  # fmt: skip
    facts["recent_years"] = f"{PREFIX}:setting:recent_years"
    return {
        "code": row["tambon_code"],
        "group": row["group"],
        "missing": list(row["missing"]),
        "example": _example(row),
        "reasons": [_reason(one, facts) for one in sentences.of_row(row, kinds)],
        "facts": facts,
    }


def _example(row: dict) -> dict | None:
    if not isinstance(row["example_code"], str):
        return None
    two = isinstance(row["example_kind_too"], str)
    return {
        "code": row["example_code"],
        "place": row["example_place"],
        "kind": row["example_kind"],
        "since": row["example_since"].isoformat(),
        "kind_too": row["example_kind_too"] if two else None,
        "since_too": row["example_since_too"].isoformat() if two else None,
        "name": {lang: row[f"example_{lang}"] for lang in LANGUAGES},
    }


def _reason(one: sentences.Reason, facts: dict[str, str]) -> dict:
    slots = {}
    for name, value in one.slots.items():
        match value:
            case sentences.Count(column=column):
                slots[name] = {"fact": facts[column]}
            case sentences.Told(texts=texts):
                slots[name] = {"text": dict(texts)}
            case _:
                slots[name] = {"day": value.isoformat()}
    return {"key": one.key, "slots": slots}
