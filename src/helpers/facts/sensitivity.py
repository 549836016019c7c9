"""Facts of how firm lights and ranks are: what turns them, and what they could be."""

import pandas as pd

from helpers.analysis.sensitivity import lights, ranks, variants
from helpers.analysis.sensitivity.judged import Judged
from helpers.assessment.ratios import COLOURED
from helpers.core.schemas import REGISTRY
from helpers.facts.book import Book, interval, text
from helpers.facts.coverage import PUBLISHED_KIND
from helpers.facts.inputs import Inputs

_SOURCES = ("table:assessment", "setting:sensitivity.yml variants")
# What bears on no light that was judged: it is told apart from what was tried.
_NOT_TRIED = ("missing", "denominator")


def collect(book: Book, inputs: Inputs, listed: list[dict]) -> dict:
    """How many judged lights turn, under which assumptions, and what those not judged could be.

    The entries of ``listed`` note under ``turns`` which of their lights turn.
    """
    known = variants.load()
    judged = Judged(inputs.year, inputs.as_of, inputs.targets, inputs.actuals, inputs.assessment,
                    inputs.settings)  # fmt: skip
    found = lights.found(judged, known)
    rows = {path: lights.of_found(judged, found, known, path=path) for path in (False, True)}
    told = [_light(book, inputs, *one) for path in rows for one in _judged(rows[path], path)]
    for entry in listed:
        mine = [one for one in told if one["indicator_id"] == entry["indicator_id"]]
        entry["turns"] = [_which(one) for one in mine if one["under"]]
    main = rows[False]
    tried = [name for name, about in known.items() if about.kind not in _NOT_TRIED]
    turning = {one["indicator_id"] for one in told if one["under"] and not one["path"]}
    return {
        "turning": _counted(book, "turning", len(turning)),
        "tried": _counted(book, "tried", len(tried), "variant"),
        "lights": told,
        "could_be": _could_be(book, judged),
        "unknown": _counted(book, "unknown", len(_unknown(judged))),
        "instead": _instead(main),
        "variants": {name: _about(variant) for name, variant in known.items()},
        "ranks": _ranks(book, inputs),
    }


def _counted(book: Book, name: str, number: int, unit: str = "indicator") -> str:
    return book.add(f"sensitivity:{name}", number, unit=unit, method="counted", sources=_SOURCES)


def _about(variant: variants.Variant) -> dict:
    return {"kind": variant.kind, "label": variant.label, "why": variant.why,
            "source": variant.source}  # fmt: skip


def _judged(rows: pd.DataFrame, path: bool) -> list[tuple]:
    """The rows of each indicator whose light is one of the four colours."""
    coloured = rows[rows["light"].isin(COLOURED)]
    return [(name, mine, path) for name, mine in coloured.groupby("indicator_id", sort=False)]


def _which(told: dict) -> str:
    return "path" if told["path"] else "light"


def _light(book: Book, inputs: Inputs, name: str, rows: pd.DataFrame, path: bool) -> dict:
    """A judged light: how many assumptions bear on it, and those that turn it."""
    counts = {
        what: book.add(
            f"{name}:{'path_' if path else ''}{what}", int(mine["variant"].nunique()),
            unit="variant", method="counted", sources=_SOURCES,
        )
        for what, mine in (("bearing", rows[rows["touched"]]), ("turning", rows[rows["turns"]]))
    }  # fmt: skip
    return {
        "indicator_id": name,
        "path": path,
        "light": {"low": rows["light"].iloc[0], "high": rows["light_high"].iloc[0]},
        "facts": counts,
        "under": [_under(book, inputs, row) for row in rows[rows["turns"]].itertuples(index=False)],
    }


def _under(book: Book, inputs: Inputs, row) -> dict:
    """An assumption that turns a light, the light it gives and the value it rests on."""
    reading = text(row.reading_id)
    return {
        "variant": row.variant,
        "light": {"low": row.light_varied, "high": row.light_varied_high},
        "reading_id": reading,
        "value": reading and _value(book, inputs, row.indicator_id, reading),
    }


def _value(book: Book, inputs: Inputs, name: str, reading_id: str) -> str:
    """The fact of another value of an indicator; both of its lights may rest on it."""
    fact_id = f"{name}:other_value:{reading_id}"
    if fact_id in book.facts:
        return fact_id
    reading = inputs.actuals.set_index("reading_id").loc[reading_id]
    unit = inputs.due.set_index("indicator_id").loc[name, "unit"]
    return book.read(fact_id, interval(reading.value_low, reading.value_high), reading_id, unit)


def _unknown(judged: Judged) -> list[str]:
    return [name for name, found in judged.lights.items() if found.low in lights.UNKNOWN]


def _could_be(book: Book, judged: Judged) -> dict[str, str]:
    """How many indicators stand at each colour at least and, with what is not known, at most."""
    unknown = len(_unknown(judged))
    spans = [_span(found) for found in judged.lights.values() if found.is_judged]
    return {
        light: book.add(
            f"sensitivity:could_be:{light}",
            interval(spans.count([light]), sum(light in span for span in spans) + unknown),
            unit="indicator", method="bounds", sources=_SOURCES,
        )
        for light in COLOURED
    }  # fmt: skip


def _span(found) -> list[str]:
    """Every colour between the two ends of a light."""
    first, last = sorted(COLOURED.index(end) for end in (found.low, found.high))
    return list(COLOURED[first : last + 1])


def _instead(rows: pd.DataFrame) -> list[dict]:
    """Lights that another assumption would give where none was judged, bounds left aside."""
    given = rows[(rows["reason"] == "could_be") & ~rows["kind"].isin(_NOT_TRIED)]
    return [
        {
            "indicator_id": row.indicator_id,
            "variant": row.variant,
            "light": {"low": row.light_varied, "high": row.light_varied_high},
        }
        for row in given.itertuples(index=False)
    ]


def _ranks(book: Book, inputs: Inputs) -> dict:
    """Ranks of regions where every one has a usable number, and of provinces by a registry."""
    summary = inputs.coverage.summary
    return {
        "least": book.add(
            "sensitivity:ranks:least", variants.rules()["ranks"]["smallest_difference"],
            unit="percentage_point", method="setting", sources=["setting:sensitivity.yml ranks"],
        ),
        "regions": _regions(book, inputs, summary),
        "provinces": {kind: _provinces(book, inputs, kind) for kind in inputs.coverage.kinds},
    }  # fmt: skip


def _regions(book: Book, inputs: Inputs, summary: pd.DataFrame) -> list[dict]:
    there = summary[(summary["level"] == "region") & (summary["kind"] == PUBLISHED_KIND)]
    if there.empty:
        return []
    ranked = ranks.of_summary(summary, inputs.year, "region", PUBLISHED_KIND)
    if ranked["rank"].isna().any():
        return []
    return [_region(book, row) for row in ranked.itertuples(index=False)]


def _region(book: Book, row) -> dict:
    name = f"sensitivity:rank:region:{row.code}"
    about = {"unit": "rank", "method": "ranked", "sources": ["table:coverage_summary"]}
    own = f"{row.kind}:region:{row.code}:{row.denominator}" if row.source == REGISTRY else (
        f"published:region:{row.code}"
    )  # fmt: skip
    return {
        "code": row.code,
        "share": f"coverage:{own}:share",
        "rank": book.add(name, row.rank, **about),
        "range": book.add(f"{name}:range", interval(row.rank_best, row.rank_worst), **about),
        "tied_with": _codes(row.tied_with),
        "close_to": _codes(row.close_to),
    }


def _codes(listed: object) -> list[str]:
    return [] if pd.isna(listed) else listed.split(", ")


def _provinces(book: Book, inputs: Inputs, kind: str) -> dict[str, str]:
    """How many provinces are ranked by a registry, and how many of them on no rank of their own."""
    ranked = ranks.of_summary(inputs.coverage.summary, inputs.year, "province", kind)
    counts = {
        "ranked": ranked["rank"].notna().sum(),
        "unsure": (ranked["rank_best"] != ranked["rank_worst"]).fillna(False).sum(),
        "tied": ranked["tied_with"].notna().sum(),
    }
    return {
        name: book.add(
            f"sensitivity:ranks:province:{kind}:{name}", int(number), unit="province",
            method="counted", sources=["table:coverage_summary", "setting:sensitivity.yml ranks"],
        )
        for name, number in counts.items()
    }  # fmt: skip
