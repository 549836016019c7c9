"""Facts about tambon coverage: what registries say, beside what was published."""

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers import coverage
from helpers.actuals import raw
from helpers.core import metadata, settings, tables, thai
from helpers.core.datasets import Dataset
from helpers.coverage import published, registry_readings, tambons
from helpers.coverage.denominators import COUNTRY
from helpers.coverage.registered import Registry, known_day
from helpers.facts.book import Book, interval
from helpers.registries.validation import HIDDEN

# A reason names what stood in the line; of many lines it is left out.
_SLOT = re.compile(r"\{\w+\}")
# Regions are published of councils alone.
PUBLISHED_KIND = "council"
SOURCES = ("table:coverage", "table:registrations")


@dataclass(frozen=True)
class Counted:
    """What the coverage facts of one year and set are made from."""

    year: int
    as_of: date
    registry: Registry
    rejects: pd.DataFrame
    coverage: pd.DataFrame
    summary: pd.DataFrame
    actuals: pd.DataFrame
    regions: pd.DataFrame
    settings: settings.Settings

    @property
    def kinds(self) -> list[str]:
        """Kinds whose registry knows the year."""
        return sorted(self.coverage["kind"].unique())


def load(
    year: int, as_of: date, dataset: Dataset, actuals: pd.DataFrame, regions: pd.DataFrame
) -> Counted:
    """The registries of a set and their coverage; ``InputError`` while they are not made."""
    return Counted(
        year=year,
        as_of=as_of,
        registry=coverage.registered.load(dataset),
        rejects=tables.read("rejects", dataset.table("rejects")),
        **{
            {"coverage": "coverage", "coverage_summary": "summary"}[name]: frame
            for name, frame in coverage.read_part(year, as_of, dataset).items()
        },
        actuals=actuals,
        regions=regions,
        settings=settings.load(),
    )


def source_titles(counted: Counted) -> dict[str, dict[str, str]]:
    """Title and address of every source by its id: published pages and the registries."""
    return {
        **raw.sources(),
        **registry_readings.sources(counted.registry.registrations),
    }


def rejects_by_reason(book: Book, counted: Counted) -> list[dict]:
    """How many lines of each registry could not be used, by reason, the most frequent first."""
    reasons = metadata.load("reject_reasons.yml")
    counts = counted.rejects.groupby(["kind", "reason_code"]).size().sort_values(ascending=False)
    return [
        {
            "kind": kind,
            "reason": reason,
            "words": {lang: without_slots(words) for lang, words in reasons[reason].items()},
            "fact": book.add(
                f"coverage:{kind}:rejected:{reason}",
                int(number),
                unit="item",
                method="counted",
                sources=["table:rejects"],
            ),
        }
        for (kind, reason), number in counts.items()
    ]


def without_slots(words: str) -> str:
    """A reason of many lines: what stood in each of them is left out."""
    return _SLOT.sub("…", words)


def collect(book: Book, counted: Counted) -> dict:
    """Every declared kind with a registry of the year, those without one, and their overlap.

    A kind is ``missing`` where nothing was supplied, ``unusable`` where no line of it could be
    used, ``stale`` where its export does not reach the year.
    """
    declared = metadata.load("registries.yml")["kinds"]
    supplied = counted.registry.kinds
    unusable = sorted(set(counted.rejects["kind"].dropna()) - set(supplied))
    differences = _differences(counted)
    return {
        "declared": {kind: about["label"] for kind, about in declared.items()},
        "missing": [kind for kind in declared if kind not in [*supplied, *unusable]],
        "unusable": {kind: _lines(book, counted, kind)["rejected"] for kind in unusable},
        "stale": [kind for kind in supplied if kind not in counted.kinds],
        "kinds": {kind: _kind(book, counted, kind, differences) for kind in counted.kinds},
        "overlap": _overlap(book, counted),
        "published": _published(book, counted),
    }


def _published(book: Book, counted: Counted) -> list[dict]:
    """Each of CODI's regions with its published coverage, if any; of the demonstration none."""
    if counted.registry.is_demo:
        return []
    rows = counted.summary
    rows = rows[(rows["source"] == "published") & (rows["level"] == "region")]
    by_code = rows[rows["kind"] == PUBLISHED_KIND].set_index("code")
    return [_region(book, counted, code, by_code) for code in _codes(counted)]


def _region(book: Book, counted: Counted, code: str, by_code: pd.DataFrame) -> dict:
    if code not in by_code.index:
        return {**_names(counted, code), "status": "no_data", "share": None}
    row = by_code.loc[code]
    name, sources = f"coverage:published:region:{code}", [f"reading:{row['reading_id']}"]
    count = interval(row["n_bodies_low"], row["n_bodies_high"])
    of = (
        book.add(f"{name}:count", count, unit=PUBLISHED_KIND, method="published", sources=sources),
        book.add(f"{name}:units", row["n_units"], unit="codi_unit", method="published",
                 sources=["table:coverage_summary"]),
    )  # fmt: skip
    share = interval(row["share_low"], row["share_high"])
    share = book.add(f"{name}:share", share, kind="ratio", method="coverage", sources=sources,
                     of=of)  # fmt: skip
    return {**_names(counted, code), "status": row["status"], "share": share}


def _codes(counted: Counted) -> list[str]:
    """The regions in the order in which CODI lists them."""
    return list(dict.fromkeys(counted.regions["region_code"]))


def _differences(counted: Counted) -> pd.DataFrame:
    units = published.units(counted.actuals, counted.as_of)
    said = published.rows(counted.actuals, units, counted.year, counted.as_of, counted.settings)
    return coverage.reconcile(counted.registry, said, counted.actuals, counted.year)


def _kind(book: Book, counted: Counted, kind: str, differences: pd.DataFrame) -> dict:
    rows = counted.summary[(counted.summary["kind"] == kind)]
    rows = rows[rows["source"] == "registry"]
    day = known_day(counted.registry.registrations, kind, counted.year, counted.as_of)
    exported = coverage.exported_on(counted.registry.registrations, kind)
    country = rows[rows["code"] == COUNTRY]
    regional = rows[(rows["level"] == "region") & (rows["denominator"] == "tambons_of_year")]
    return {
        "day": day.isoformat(),
        "exported_on": exported.isoformat(),
        "status": str(country["status"].iloc[0]),
        "files": _files(counted, kind),
        "lines": _lines(book, counted, kind),
        **_hidden(book, counted, kind),
        "country": {
            row.denominator: _area(book, kind, row) for row in country.itertuples(index=False)
        },
        "regions": [
            {**_names(counted, row.code), **_area(book, kind, row)}
            for row in _in_order(counted, regional)
        ],
        "differences": [
            {**_names(counted, row.code), **_difference(book, kind, row)}
            for row in differences[differences["kind"] == kind].itertuples(index=False)
        ],
        "change": _change(book, counted, kind),
    }


def _files(counted: Counted, kind: str) -> list[str]:
    bodies = counted.registry.registrations
    return sorted(set(bodies.loc[bodies["kind"] == kind, "source_file"]))


def _lines(book: Book, counted: Counted, kind: str) -> dict[str, str]:
    """Bodies kept and lines that could not be used, by reason."""
    bodies = counted.registry.registrations
    rejected = counted.rejects[counted.rejects["kind"] == kind]
    counts = {"bodies": int((bodies["kind"] == kind).sum()), "rejected": len(rejected)}
    return {
        name: book.add(
            f"coverage:{kind}:lines:{name}",
            number,
            unit="item",
            method="counted",
            sources=["table:registrations" if name == "bodies" else "table:rejects"],
        )
        for name, number in counts.items()
    }


def _hidden(book: Book, counted: Counted, kind: str) -> dict[str, str]:
    """Bodies read from sheets nobody sees; nothing where there are none."""
    bodies = counted.registry.registrations
    flags = bodies.loc[bodies["kind"] == kind, "flags"]
    number = int(flags.str.contains(HIDDEN, regex=False, na=False).sum())
    if not number:
        return {}
    fact_id, sources = f"coverage:{kind}:lines:hidden", ["table:registrations"]
    return {"hidden": book.add(fact_id, number, unit="item", method="counted", sources=sources)}


def _in_order(counted: Counted, rows: pd.DataFrame) -> list:
    """Rows of regions in CODI's order."""
    order = _codes(counted)
    return sorted(rows.itertuples(index=False), key=lambda row: order.index(row.code))


def _names(counted: Counted, code: str) -> dict:
    named = counted.regions.drop_duplicates("region_code").set_index("region_code")
    if code not in named.index:
        return {"code": code, "name": None}
    region = named.loc[code]
    return {"code": code, "name": {"th": region["region_th"], "en": region["region_en"]}}


def _area(book: Book, kind: str, row) -> dict:
    """Tambons covered, bodies, units and share of one area over one denominator."""
    name = f"coverage:{kind}:{row.level}:{row.code}:{row.denominator}"
    facts = {
        what: book.add(
            f"{name}:{what}", getattr(row, what), unit=unit, method="counted", sources=SOURCES
        )
        for what, unit in (("n_covered", "tambon"), ("n_bodies", kind), ("n_units", "tambon"))
    }
    made = [f"fact:{facts['n_covered']}", f"fact:{facts['n_units']}"]
    facts["share"] = book.add(
        f"{name}:share", row.share, kind="ratio", method="tambon_coverage", sources=made,
        of=(facts["n_covered"], facts["n_units"]),
    )  # fmt: skip
    people = _people(book, name, row)
    return {"facts": {**facts, **people}}


def _people(book: Book, name: str, row) -> dict[str, str]:
    """Persons living in covered tambons, where population was supplied."""
    if pd.isna(row.population) or pd.isna(row.population_covered):
        return {}
    source = ["table:coverage_summary"]
    persons = {
        what: book.add(
            f"{name}:{what}", getattr(row, what), unit="person", method="counted", sources=source
        )
        for what in ("population", "population_covered")
    }
    persons["share_of_population"] = book.add(
        f"{name}:share_of_population",
        row.population_covered / row.population,
        kind="ratio",
        method="population_coverage",
        sources=[f"fact:{fact_id}" for fact_id in persons.values()],
        of=(persons["population_covered"], persons["population"]),
    )
    return persons


def _difference(book: Book, kind: str, row) -> dict:
    """The registry's count beside the published one of the same day, and what lies between."""
    name = f"coverage:{kind}:published:{row.level}:{row.code}"
    said = book.read(
        f"{name}:published", interval(row.published_low, row.published_high), row.reading_id, kind
    )
    counted = book.add(
        f"{name}:registry",
        interval(row.registry_low, row.registry_high),
        unit=kind,
        method="counted",
        sources=SOURCES,
    )
    difference = book.add(
        f"{name}:difference",
        interval(row.difference_low, row.difference_high),
        unit=kind,
        method="registry_minus_published",
        sources=[f"fact:{counted}", f"fact:{said}"],
    )
    share = book.add(
        f"{name}:difference_share",
        interval(row.difference_low / row.published_high, row.difference_high / row.published_low),
        kind="ratio",
        method="registry_minus_published",
        sources=[f"fact:{difference}", f"fact:{said}"],
        of=(difference, said),
    )
    facts = {"published": said, "registry": counted, "difference": difference}
    day = None if pd.isna(row.day) else row.day.date().isoformat()
    return {"level": row.level, "reading_id": row.reading_id, "day": day,
            "facts": {**facts, "difference_share": share}}  # fmt: skip


def _overlap(book: Book, counted: Counted) -> dict | None:
    """Tambons with a council and a fund, one of them or neither; nothing while one is unknown."""
    first, second = metadata.load("report.yml")["overlap"]
    if not {first, second} <= set(counted.kinds):
        return None
    classes = coverage.overlap(counted.coverage, first, second).value_counts()
    return {
        name: book.add(
            f"coverage:overlap:{name}",
            int(classes.get(name, 0)),
            unit="tambon",
            method="counted",
            sources=["table:coverage"],
        )
        for name in ("both", f"only_{first}", f"only_{second}", "neither")
    }


def _change(book: Book, counted: Counted, kind: str) -> dict[str, str] | None:
    """Tambons newly covered and no longer covered since the last day of the year before.

    As on the map of change: a tambon split off since then was what held its area before, so that
    a split makes nothing new.
    """
    year = counted.year - 1
    if year not in counted.settings.years:
        return None
    before = coverage.of_year(counted.registry, year, thai.fiscal_year_end(year))
    then = tambons.covered(before, kind, year) == "covered"
    now = tambons.covered(counted.coverage, kind, counted.year) == "covered"
    counts = {"new": int((now & ~then).sum()), "lost": int((then & ~now).sum())}
    return {
        name: book.add(
            f"coverage:{kind}:change:{name}",
            number,
            unit="tambon",
            method="counted",
            sources=["table:coverage"],
        )
        for name, number in counts.items()
    }
