"""Several forms: what they say alike counts once, what they say differently is refused."""

from collections.abc import Iterable

from helpers.errors import InputError
from helpers.forms.entry import Entry
from helpers.forms.problems import words

# What two forms must not say differently of one item and one day, whatever the forms' own days.
_SAID = {"actuals": ("value", "numerator", "denominator"), "stages": ("stage",)}


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count, each said once.

    A draft gives way to what an officer made of it; of several drafts the first stands. Raises
    ``InputError`` where two forms disagree, naming both cells.
    """
    found: dict[tuple, Entry] = {}
    for entry in entries:
        name = (entry.table, *entry.about)
        before = found.get(name)
        if before is None or (before.drafted and not entry.drafted):
            found[name] = entry
        elif not entry.drafted:
            _refuse_difference(before, entry)
    return _once_a_day(list(found.values()))


def _refuse_difference(one: Entry, other: Entry) -> None:
    different = [name for name, value in one.values.items() if other.values[name] != value]
    if different:
        _refuse(one, other, different[0])


def _once_a_day(entries: list[Entry]) -> list[Entry]:
    """Forms of different days, too, say one thing of an item and a day; the earliest form counts.

    A later form that adds to it (the same value is final now) stands beside it.
    """
    stated: dict[tuple, list[Entry]] = {}
    agreed: set[int] = set()
    for entry in sorted(entries, key=lambda entry: entry.form.as_of):
        if entry.table not in _SAID:
            continue
        before = stated.setdefault((entry.table, entry.about[2], entry.values["as_of"]), [])
        for other in before:
            _refuse_contradiction(other, entry)
        if any(_adds_nothing(other, entry) for other in before):
            agreed.add(id(entry))
        before.append(entry)
    return [entry for entry in entries if id(entry) not in agreed]


def _refuse_contradiction(one: Entry, other: Entry) -> None:
    for name in _SAID[one.table]:
        if None not in (said := (one.values[name], other.values[name])) and said[0] != said[1]:
            _refuse(one, other, name)


def _adds_nothing(before: Entry, entry: Entry) -> bool:
    names = (*_SAID[entry.table], "maturity")
    return all(before.values[name] == entry.values[name] for name in names)


def _refuse(one: Entry, other: Entry, column: str) -> None:
    told = [
        f"{entry.file} {entry.places.get(column) or entry.row.place}: {_told(entry, column)}"
        for entry in (one, other)
    ]
    raise InputError(
        f"{words('disagree')} ({one.about[2]}, {column})",
        found=" / ".join(told),
        fix=f"{one.file} {words('or')} {other.file}",
    )


def _told(entry: Entry, column: str) -> str:
    value = entry.values[column]
    return "–" if value is None else str(value)[:60]
