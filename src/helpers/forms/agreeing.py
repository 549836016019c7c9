"""Several forms of one year and day: what they say alike counts once, what differs is refused."""

from collections.abc import Iterable

from helpers.errors import InputError
from helpers.forms.entry import Entry
from helpers.forms.problems import words


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count, each said once.

    A draft gives way to what an officer made of it. Raises ``InputError`` where two forms
    disagree, naming both cells.
    """
    found: dict[tuple, Entry] = {}
    for entry in entries:
        name = (entry.table, *entry.about)
        before = found.get(name)
        if before is None or (before.drafted and not entry.drafted):
            found[name] = entry
        elif not entry.drafted or before.drafted:
            _refuse_difference(before, entry)
    _refuse_stages(list(found.values()))
    return list(found.values())


def _refuse_difference(one: Entry, other: Entry) -> None:
    different = [name for name, value in one.values.items() if other.values[name] != value]
    if different:
        _refuse(one, other, different[0])


def _refuse_stages(entries: list[Entry]) -> None:
    """Forms of different days, too, state one stage of a goal for one day."""
    stated: dict[tuple, Entry] = {}
    for entry in entries:
        if entry.table == "stages":
            before = stated.setdefault((entry.about[2], entry.values["as_of"]), entry)
            if before.values["stage"] != entry.values["stage"]:
                _refuse(before, entry, "stage")


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
