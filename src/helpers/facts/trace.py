"""Following a number back to the lines it was read from."""

import csv
import difflib
from datetime import date

from helpers import paths
from helpers.errors import InputError, examples
from helpers.facts.build import read


def trace(fact_id: str, year: int, as_of: str | date | None = None) -> str:
    """The fact and, indented below it, everything it was made from, down to the raw lines.

    Raises ``InputError`` for a fact the year does not have, with ids that resemble it.
    """
    content = read(year, as_of)
    if fact_id not in content["facts"]:
        alike = difflib.get_close_matches(fact_id, content["facts"], n=5, cutoff=0.5)
        raise InputError(f"no fact {fact_id!r} in {year}; alike: {examples(alike)}")
    return "\n".join(_lines(fact_id, content, 0))


def _lines(fact_id: str, content: dict, depth: int) -> list[str]:
    fact = content["facts"][fact_id]
    found = [f"{'  ' * depth}{fact_id} = {fact['value']} ({fact['method']})"]
    for source in fact["sources"]:
        if source.startswith("fact:"):
            found += _lines(source.removeprefix("fact:"), content, depth + 1)
        else:
            found.append(f"{'  ' * (depth + 1)}{_place(source, content)}")
    return found


def _place(source: str, content: dict) -> str:
    if source.startswith("reading:"):
        reading = content["readings"][source.removeprefix("reading:")]
        about = content["sources"][reading["source_id"]]
        said = reading["evidence"] or f"{reading['kind']} value, no quote"
        return (
            f"{source} ({reading['source']}): {said}; {about['title']} {about['address']}".strip()
        )
    file, _, line = source.rpartition(":")
    if file.startswith("data/raw/plans/"):
        return f"{source}: {_printed(file, line)}"
    return source


def _printed(file: str, line: str) -> str:
    """The line of the plan document, as the raw file keeps it."""
    with paths.root().joinpath(file).open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["source_line"] == line:
                return row["text"].strip()
    raise InputError("line is not in the raw file", file=file, line=int(line))
