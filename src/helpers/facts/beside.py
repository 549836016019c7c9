"""Several sides of one number: what was published, what was filed, what a registry counts."""

from helpers import ratios, readings
from helpers.facts.book import Book, ends, interval

FILED, PUBLISHED, REGISTRY = "filed", "published", "registry"


def sides(served: readings.Serving) -> dict[str, readings.Reading]:
    """The best reading of each side that has one, the leading side first."""
    ranked = [served.headline, *served.beside] if served.headline else []
    found: dict[str, readings.Reading] = {}
    for reading in ranked:
        found.setdefault(readings.side(reading), reading)
    return found


def of_indicator(book: Book, row, served: readings.Serving) -> dict | None:
    """A filed reading and what else there is of the year, each as a fact, and the differences.

    Nothing where nothing was filed or it stands alone. There is no difference to a number that
    counts something else than the indicator.
    """
    found = sides(served)
    if FILED not in found or len(found) == 1:
        return None
    name = f"{row.indicator_id}:beside"
    ids = {who: _value(book, f"{name}:{who}", reading, row) for who, reading in found.items()}
    comparable = [who for who, reading in found.items() if reading["relation"] == "same"]
    others = [who for who in (PUBLISHED, REGISTRY) if {who, FILED} <= set(comparable)]
    return {
        "leads": readings.side(served.headline),
        "readings": {who: reading["reading_id"] for who, reading in found.items()},
        "facts": ids,
        "differences": {who: _against(book, name, ids, who, row) for who in others},
    }


def _value(book: Book, name: str, reading: readings.Reading, row) -> str:
    value = interval(reading["value_low"], reading["value_high"])
    return book.read(name, value, reading["reading_id"], row.unit)


def _against(book: Book, name: str, ids: dict[str, str], other: str, row) -> str:
    """Filed minus the other side; percentage points for a rate."""
    is_rate = row.measure_type == "rate"
    unit = "percentage_point" if is_rate else row.unit
    method = f"{FILED}_minus_{other}"
    return difference(
        book, f"{name}:{method}", (ids[FILED], ids[other]),
        unit=unit, kind="gap" if is_rate else "count", method=method,
    )  # fmt: skip


def difference(book: Book, fact_id: str, pair: tuple[str, str], **about: str) -> str:
    """Write the first fact of a pair minus the second, an interval where either is one."""
    first, second = (ratios.Interval(*ends(book.value(one))) for one in pair)
    found = ratios.difference(first, second)
    sources = [f"fact:{one}" for one in pair]
    return book.add(fact_id, interval(found.low, found.high), sources=sources, **about)
