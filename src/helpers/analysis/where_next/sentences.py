"""Why a tambon stands where it stands, in a sentence a reason; every number is of its row.

The texts are those of the reports (``labels.yml``, ``where_next.reasons``); a page fills them with
facts, a frame with the row's own numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from helpers.analysis.where_next import naming
from helpers.core import thai
from helpers.core.metadata import LANGUAGES


@dataclass(frozen=True)
class Count:
    """A slot that takes the number of a column of the row."""

    column: str


@dataclass(frozen=True)
class Told:
    """A slot that takes words, in both languages."""

    texts: Mapping[str, str]


@dataclass(frozen=True)
class Reason:
    """One sentence: its key below ``where_next.reasons``, and what its slots take."""

    key: str
    slots: Mapping[str, Count | Told | date]


def of_row(row: Mapping[str, Any], kinds: tuple[str, ...]) -> list[Reason]:
    """The reasons of one row, in the order they are told."""
    missing = Told(naming.kinds(row["missing"], "or"))
    around = {"missing": missing}
    found = [_lack(row, kinds)]
    if row["neighbours"]:
        found.append(Reason("neighbours", {"with": Count("neighbours_with"),
                                           "all": Count("neighbours"), **around}))  # fmt: skip
    else:
        found.append(Reason("island", {}))
    if row["amphoe_others"]:
        slots = {"with": Count("amphoe_with"), "all": Count("amphoe_others"), **around}
        found.append(Reason("amphoe", {**slots, **_amphoe(row)}))
    if row["recent"]:
        slots = {"count": Count("recent"), "years": Count("recent_years"), **around}
        found.append(Reason("recent", slots))
    found.append(_example(row))
    return found


def _lack(row: Mapping[str, Any], kinds: tuple[str, ...]) -> Reason:
    standing = [kind for kind in kinds if kind not in row["missing"]]
    if standing:
        slots = {
            "has": Told(naming.kinds(standing, "and")),
            "lacks": Told(naming.kinds(row["missing"], "and")),
        }
        return Reason("one", slots)
    key = "neither" if len(row["missing"]) > 1 else "only"
    return Reason(key, {"lacks": Told(naming.kinds(row["missing"], "nor"))})


def _example(row: Mapping[str, Any]) -> Reason:
    if not isinstance(row["example_code"], str):
        return Reason("no_example", _amphoe(row))
    slots = {
        "place": Told({lang: row[f"example_{lang}"] for lang in LANGUAGES}),
        "kind": Told(naming.kinds([row["example_kind"]], "and")),
        "since": row["example_since"],
        "where": Told(_where(row)),
    }
    if not isinstance(row["example_kind_too"], str):
        return Reason("example", slots)
    too = Told(naming.kinds([row["example_kind_too"]], "and"))
    both = {**slots, "kind_too": too, "since_too": row["example_since_too"]}
    return Reason("example_of_both", both)


def _where(row: Mapping[str, Any]) -> dict[str, str]:
    texts = naming.texts()["places"][row["example_place"]]
    words = {name: told.texts for name, told in _amphoe(row).items()}
    return {lang: texts[lang].format(**{n: w[lang] for n, w in words.items()}) for lang in texts}


def _amphoe(row: Mapping[str, Any]) -> dict[str, Told]:
    """What the area above is called: amphoe, in Bangkok khet."""
    return {"amphoe": Told(naming.area_words(row["amphoe_code"])["amphoe"])}


def written(reasons: list[Reason], row: Mapping[str, Any], lang: str) -> str:
    """The reasons of a row as one text in a language."""
    return naming.texts()["between"][lang].join(_sentence(one, row, lang) for one in reasons)


def _sentence(reason: Reason, row: Mapping[str, Any], lang: str) -> str:
    slots = {name: _slot(value, row, lang) for name, value in reason.slots.items()}
    return naming.texts()["reasons"][reason.key][lang].format(**slots)


def _slot(value: Count | Told | date, row: Mapping[str, Any], lang: str) -> str:
    match value:
        case Count(column=column):
            return f"{int(row[column]):,}"
        case Told(texts=texts):
            return texts[lang]
    return thai.format_date(value, lang)


def added(rows: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    """``rows`` with the columns ``reasons_th`` and ``reasons_en``."""
    listed = [(row, of_row(row, kinds)) for row in rows.to_dict("records")]
    return rows.assign(
        **{
            f"reasons_{lang}": [written(found, row, lang) for row, found in listed]
            for lang in LANGUAGES
        }
    )
