"""Following a number back to the lines it was read from."""

import csv
import difflib
from datetime import date

from helpers.core import notices, paths
from helpers.core.errors import InputError, examples
from helpers.facts.build import read


def trace(fact_id: str, year: int, as_of: str | date | None = None) -> str:
    """The fact and, indented below it, everything it was made from, down to the raw lines.

    Filed texts and stages have names too: ``narrative:<indicator or overall>:<field>`` and
    ``stage:<goal>``. Raises ``InputError`` for a name the year does not have, with those that
    resemble it.
    """
    content = read(year, as_of)
    said = _said(content)
    if fact_id in said:
        return "\n".join(said[fact_id])
    if fact_id not in content["facts"]:
        known = [*content["facts"], *said]
        alike = difflib.get_close_matches(fact_id, known, n=5, cutoff=0.5)
        raise InputError(f"no fact {fact_id!r} in {year}; alike: {examples(alike)}")
    return "\n".join(_lines(fact_id, content, 0))


def _said(content: dict) -> dict[str, list[str]]:
    """What forms say in words, by name: the words and the line they were filed in."""
    told = content["narrative"]
    by_item = {**told["strategies"], **told["indicators"], **told["goals"]}
    items = {"overall": {**told["overall"], **told["approval"]}, **by_item}
    found = {
        f"narrative:{item}:{field}": (text["text_th"], text)
        for item, fields in items.items()
        for field, text in fields.items()
    }
    found |= {
        f"stage:{goal['goal_id']}": (f"{goal['stage']}: {goal['stage_of']['evidence']}",
                                     goal["stage_of"])
        for goal in content["goals"]["items"]
        if goal["stage_of"]
    }  # fmt: skip
    return {
        name: [f"{name} = {words}", f"  {where['source']}; {_about(where, content)}"]
        for name, (words, where) in found.items()
    }


def _about(named: dict, content: dict) -> str:
    """Title and address of the source that a reading, text or stage names."""
    about = content["sources"][named["source_id"]]
    return f"{about['title']} {about['address']}".strip()


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
        said = reading["evidence"] or notices.say("no_quote", kind=reading["kind"])
        return f"{source} ({reading['source']}): {said}; {_about(reading, content)}"
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
