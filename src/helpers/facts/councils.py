"""Facts about councils in depth: regional coverage and the course across both plans."""

import pandas as pd

from helpers.actuals import readings
from helpers.core import thai
from helpers.core.schemas import PUBLISHED, REGISTRY
from helpers.facts import indicators
from helpers.facts.book import Book, day, ends, interval, line_source
from helpers.facts.inputs import Inputs, nearest_units

COUNTRY = "TH"


def collect(book: Book, inputs: Inputs) -> dict:
    """Regions, country and course of the years, each by the ids of its facts."""
    chosen = inputs.layout["councils"]
    regions = [
        {**_area(book, inputs, "region", region.region_code), **_names(region)}
        for region in _regions(inputs).itertuples(index=False)
    ]
    return {
        "indicators": {name: chosen[name] for name in ("stock", "additions", "first_year")},
        "plans": _plans(inputs),
        "country": _area(book, inputs, "country", COUNTRY),
        "regions": regions,
        "region_counts": _counted(book, regions),
        "year_column": _year_column(book, inputs),
        "targets": _targets(book, inputs),
        "course": _course(book, inputs),
        "additions": _additions(book, inputs),
        "readings_of_end": _readings_of_end(book, inputs),
        "next": _next(book, inputs),
        "registry": _registry(book, inputs),
    }


def _plans(inputs: Inputs) -> dict[str, str]:
    """The plan with the cumulative targets and the document of the yearly ones, by their years."""
    chosen = inputs.layout["councils"]
    asked = inputs.targets[
        inputs.targets.indicator_id.isin([*chosen["additions"], *chosen["first_year"]])
    ]
    later = chosen["stock"].partition("/")[0]
    return {"later": later, "earlier": f"{asked.year_be.min()}-{asked.year_be.max()}"}


def _regions(inputs: Inputs) -> pd.DataFrame:
    return inputs.regions.drop_duplicates("region_code")


def _counted(book: Book, regions: list[dict]) -> dict[str, str]:
    """How many regions there are, how many can be judged, how many are interim or missing."""
    counts = {
        "all": len(regions),
        "usable": len([r for r in regions if r["status"] in ("dated", "flagged")]),
        "interim": len([r for r in regions if r["status"] == "interim"]),
    }
    return {
        name: book.add(
            f"councils:regions:{name}",
            number,
            unit="region",
            method="counted",
            sources=["table:actuals"],
        )
        for name, number in counts.items()
    }


def _year_column(book: Book, inputs: Inputs) -> dict | None:
    """The page's column for the year, where a dated count leads: shown beside, never used."""
    chosen = inputs.layout["councils"]
    if chosen["stock"] not in set(inputs.due.indicator_id):
        return None
    served = _serving(inputs, chosen["stock"], COUNTRY, inputs.year, inputs.as_of)
    rows = readings.of(inputs.actuals, chosen["stock"], COUNTRY)
    columns = [r for r in rows if r["year_basis"] == "unknown" and r["year_be"] == inputs.year]
    if not columns or served.headline in columns:
        return None
    reading = columns[-1]
    fact_id = _count(book, "councils:year_column", reading)
    return {"reading_id": reading["reading_id"], "fact": fact_id}


def _next(book: Book, inputs: Inputs) -> dict | None:
    """The first dated count after ``as_of``: shown beside, never used for the year."""
    key = inputs.layout["councils"]["stock"]
    if inputs.layout["councils"]["stock"] not in set(inputs.due.indicator_id):
        return None
    reading = _serving(inputs, key, COUNTRY, inputs.year, inputs.as_of).following
    if reading is None:
        return None
    return {"reading_id": reading["reading_id"], "fact": _count(book, "councils:next", reading)}


def _registry(book: Book, inputs: Inputs) -> dict | None:
    """The registry's count and the published one of the country, each with its day.

    Nothing where the year has one of them alone.
    """
    served = _serving(inputs, _counted_as(inputs, inputs.year), COUNTRY, inputs.year, inputs.as_of)
    sides = indicators.sides(served)
    pair = (REGISTRY, PUBLISHED)
    if not set(pair) <= set(sides):
        return None
    counts = {name: _count(book, f"councils:beside:{name}", sides[name]) for name in pair}
    difference = indicators.difference(
        book,
        "councils:beside:difference",
        (counts[REGISTRY], counts[PUBLISHED]),
        unit="council",
        method="registry_minus_published",
    )
    return {
        "leads": readings.side(served.headline),
        "readings": {name: sides[name]["reading_id"] for name in pair},
        "facts": {**counts, "difference": difference},
    }


def _names(region) -> dict:
    return {"name": {"th": region.region_th, "en": region.region_en}}


def _counted_as(inputs: Inputs, year: int) -> str:
    """The name under which a year's councils of the country are known.

    Where the plan has an indicator of registered councils it is that one, of which results are
    filed too; in other years the published number.
    """
    chosen = inputs.layout["councils"]
    stock = inputs.targets[inputs.targets.indicator_id == chosen["stock"]]
    return chosen["stock"] if year in set(stock.year_be) else chosen["reading"]


def _serving(inputs: Inputs, key: str, code: str, year: int, as_of):
    return readings.serving(inputs.actuals, key, code, year, as_of, inputs.settings)


def _area(book: Book, inputs: Inputs, level: str, code: str) -> dict:
    """Councils, CODI's units and coverage of one area, and how good the count is."""
    chosen = inputs.layout["councils"]
    key = _counted_as(inputs, inputs.year) if code == COUNTRY else chosen["reading"]
    served = _serving(inputs, key, code, inputs.year, inputs.as_of)
    name = f"councils:{level}:{code}"
    entry = {"code": code, "reading_id": None, "as_of": None, "status": "no_data", "facts": {}}
    if served.headline is None:
        return entry
    reading = served.headline
    ids = {"count": _count(book, name, reading)}
    units = nearest_units(inputs, code)
    if units is not None:
        ids |= _coverage(book, name, units, ids["count"])
    status = "interim" if served.interim else "flagged" if served.flagged else "dated"
    return {
        **entry,
        "reading_id": reading["reading_id"],
        "as_of": day(reading["as_of"]),
        "units_reading_id": None if units is None else units.reading_id,
        "units_as_of": None if units is None else day(units.as_of),
        "status": status,
        "facts": ids,
    }


def _count(book: Book, name: str, reading: dict) -> str:
    return book.read(
        f"{name}:count",
        interval(reading["value_low"], reading["value_high"]),
        reading["reading_id"],
        "council",
    )


def _coverage(book: Book, name: str, units: pd.Series, count: str) -> dict[str, str]:
    """Share of CODI's tambon and municipality units of the area; not a share of the nation."""
    units_id = book.read(f"{name}:units", units.value, units.reading_id, "codi_unit")
    low, high = ends(book.value(count))
    coverage = book.add(
        f"{name}:coverage",
        interval(low / units.value, high / units.value),
        kind="ratio",
        method="coverage",
        sources=[f"fact:{count}", f"fact:{units_id}"],
        of=(count, units_id),
    )
    return {"units": units_id, "coverage": coverage}


def _targets(book: Book, inputs: Inputs) -> list[dict]:
    """The cumulative targets of the later plan, with the baseline as their first point."""
    stock = inputs.layout["councils"]["stock"]
    rows = inputs.targets[inputs.targets.indicator_id == stock]
    first = rows.iloc[0]
    points = [
        {
            "year": int(first.baseline_year_be),
            "fact": book.add(
                "councils:course:baseline",
                first.baseline,
                unit=first.unit,
                sources=[first.baseline_source],
            ),
            "is_baseline": True,
        }
    ]
    for row in rows.itertuples(index=False):
        fact_id = book.add(
            f"councils:course:target:{row.year_be}",
            row.target,
            unit=row.unit,
            sources=[line_source(row)],
        )
        points.append({"year": int(row.year_be), "fact": fact_id, "is_baseline": False})
    return points


def _course(book: Book, inputs: Inputs) -> list[dict]:
    """The reading that serves each fiscal year up to the report's, at that year's end."""
    points = []
    for year in [y for y in inputs.settings.years if y <= inputs.year]:
        as_of = inputs.as_of if year == inputs.year else thai.fiscal_year_end(year)
        served = _serving(inputs, _counted_as(inputs, year), COUNTRY, year, as_of)
        if served.headline is None:
            continue
        reading = served.headline
        fact_id = book.read(
            f"councils:course:actual:{year}",
            interval(reading["value_low"], reading["value_high"]),
            reading["reading_id"],
            "council",
        )
        points.append(
            {
                "year": year,
                "fact": fact_id,
                "reading_id": reading["reading_id"],
                "as_of": day(reading["as_of"]),
                "flagged": served.flagged,
                "interim": served.interim,
            }
        )
    return points


def _additions(book: Book, inputs: Inputs) -> dict:
    """What the earlier plan asked to be added, added up year by year, in two readings.

    ``plain`` adds the yearly targets of the table; ``with_first_year`` starts with the sum of
    the first year's printed figures. Source of the readings: definitions, section 1.
    """
    chosen = inputs.layout["councils"]
    rows = inputs.targets[inputs.targets.indicator_id.isin(chosen["additions"])]
    first = inputs.targets[inputs.targets.indicator_id.isin(chosen["first_year"])]
    first_sources = [line_source(row) for row in first.itertuples(index=False)]
    return {
        "plain": _added_up(book, "plain", rows, 0, []),
        "with_first_year": _added_up(
            book, "with_first_year", rows, first.target.sum(), first_sources, first
        ),
    }


def _added_up(book, name, rows, start, sources, first=None) -> list[dict]:
    points = []
    total, listed = start, list(sources)
    if first is not None:
        fact_id = f"councils:asked:{name}:{first.year_be.iloc[0]}"
        year = int(first.year_be.iloc[0])
        book.add(fact_id, total, unit="council", method="added_up", sources=listed)
        points.append({"year": year, "fact": fact_id})
    for row in rows.itertuples(index=False):
        total, listed = total + row.target, [*listed, line_source(row)]
        fact_id = f"councils:asked:{name}:{row.year_be}"
        book.add(fact_id, total, unit="council", method="added_up", sources=listed)
        points.append({"year": int(row.year_be), "fact": fact_id})
    return points


def _readings_of_end(book: Book, inputs: Inputs) -> list[dict]:
    """The count at the earlier plan's end against three readings of what the plan asked.

    Only from the year in which that count was known; each is an upper bound, not a result,
    because the count holds councils of every year.
    """
    stock = inputs.targets[inputs.targets.indicator_id == inputs.layout["councils"]["stock"]]
    baseline = "councils:course:baseline"
    end = int(stock.baseline_year_be.iloc[0])
    if inputs.as_of < thai.fiscal_year_end(end):
        return []
    first = _first_year_choices(inputs)
    plain = f"councils:asked:plain:{end}"
    return [
        _reading_of_end(book, name, baseline, plain, extra, sources)
        for name, extra, sources in [("table", 0, []), *first]
    ]


def _first_year_choices(inputs: Inputs) -> list[tuple]:
    """The first year's figure taken as the larger one alone, and as the sum of both."""
    chosen = inputs.layout["councils"]["first_year"]
    rows = inputs.targets[inputs.targets.indicator_id.isin(chosen)].sort_values("target")
    sources = [line_source(row) for row in rows.itertuples(index=False)]
    larger = rows.target.iloc[-1]
    return [("larger_of_first", larger, sources[-1:]), ("sum_of_first", rows.target.sum(), sources)]


def _reading_of_end(book, name, baseline, plain, extra, sources) -> dict:
    asked = book.add(
        f"councils:end:{name}:asked",
        book.value(plain) + extra,
        unit="council",
        method="added_up",
        sources=[f"fact:{plain}", *sources],
    )
    share = book.add(
        f"councils:end:{name}:share",
        book.value(baseline) / book.value(asked),
        kind="ratio",
        method="upper_bound",
        sources=[f"fact:{baseline}", f"fact:{asked}"],
        of=(baseline, asked),
    )
    lines = [*book.facts[plain]["sources"], *sources]
    return {"name": name, "asked": asked, "share": share, "lines": sorted(set(lines))}
