"""What the plan to date of an indicator is made of: numerator and denominator beside the share."""

import math

from helpers.facts.book import Book, ends, interval

_TOLERANCE = 1e-9


def made_of(book: Book, name: str, measure: str, years: dict[str, dict], year: str) -> dict | None:
    """The facts of numerator and denominator by ``year``; nothing where they do not give the share.

    A cumulative indicator's are (result − baseline) over (last target − baseline); of yearly
    amounts both are sums, of units worked again those of the ``new`` years.
    """
    facts = years[year]["facts"]
    if measure == "stock":
        last = years[max(years)]["facts"]["target"]
        parts = {"actual": facts["actual"], "baseline": facts["baseline"], "end": last}
        base = book.value(parts["baseline"])
        found = [(end - base, book.value(last) - base) for end in ends(book.value(facts["actual"]))]
        return {"case": "stock", **parts} if _agrees(book, facts["to_date"], found) else None
    return _summed(book, name, measure, years, year)


def _summed(book: Book, name: str, measure: str, years: dict[str, dict], year: str) -> dict | None:
    is_repeat = measure == "repeat"
    mine = {y: told["facts"] for y, told in years.items() if not is_repeat or told["role"] == "new"}
    so_far = {y: facts for y, facts in mine.items() if y <= year}
    # The total of units worked again is that of all new ones, also of years to come.
    asked = [facts["target"] for facts in (mine if is_repeat else so_far).values()]
    reached = [facts["actual"] for facts in so_far.values() if "actual" in facts]
    low, high = (sum(end) for end in zip(*(ends(book.value(f)) for f in reached), strict=True))
    total = sum(book.value(fact) for fact in asked)
    found = [(low, total), (high, total)]
    if not _agrees(book, years[year]["facts"]["to_date"], found):
        return None
    return {
        "case": "summed",
        "reached": _sum(book, f"evaluation:{name}:reached", interval(low, high), reached),
        "asked": _sum(book, f"evaluation:{name}:asked", total, asked),
    }


def _sum(book: Book, name: str, value: object, behind: list[str]) -> str:
    sources = [f"fact:{fact}" for fact in behind]
    unit = book.facts[behind[0]]["unit"]
    return book.add(name, value, unit=unit, method="summed", sources=sources)


def _agrees(book: Book, share: str, found: list[tuple[float, float]]) -> bool:
    """Whether numerators over denominators are the share that was judged."""
    told = ends(book.value(share))
    return all(
        below and math.isclose(above / below, end, rel_tol=_TOLERANCE)
        for (above, below), end in zip(found, told, strict=True)
    )
