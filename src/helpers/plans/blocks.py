"""Cutting a raw file into its declared blocks, so that every line belongs to one.

The small readings all layouts share stand here too: mark-up, bullets, periods.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from helpers.core import paths, thai
from helpers.core.errors import InputError
from helpers.plans.declarations import Knowledge
from helpers.plans.model import Reading
from helpers.plans.raw import PlanLine


@dataclass
class Block:
    """A stretch of a raw file: its heading, its lines and how they are laid out."""

    file: Path
    heading: PlanLine
    lines: list[PlanLine]
    layout: dict
    known: Knowledge
    before: Reading

    @property
    def plan_id(self) -> str:
        return str(self.layout["plan_id"])

    @property
    def years(self) -> list[int]:
        return self.layout["years"]

    @property
    def plan_period(self) -> str:
        """First and last year, e.g. ``2552-2554``, or the one year."""
        return "-".join(str(year) for year in dict.fromkeys([self.years[0], self.years[-1]]))

    @property
    def printed(self) -> list[PlanLine]:
        """The lines that are more than white space."""
        return [line for line in self.lines if line.plain]

    def match(self, name: str, text: str) -> re.Match | None:
        """``text`` against the layout's pattern of that name, whole."""
        return re.fullmatch(self.layout[name], text)

    def matched(self, name: str, line: PlanLine, what: str, text: str | None = None) -> re.Match:
        """The same, with an error that names the line where it does not fit."""
        text = line.plain if text is None else text
        found = self.match(name, text)
        if found is None:
            raise self.error(f"this is not {what}", line, self.layout[name], text)
        return found

    def error(
        self, problem: str, line: PlanLine | int, expected: object = None, found: object = None
    ) -> InputError:
        """An ``InputError`` at a line of this file; what to edit is the file or its layout."""
        return InputError(
            problem,
            file=paths.relative(self.file),
            line=line if isinstance(line, int) else line.number,
            expected=expected,
            found=_short(found),
            fix=f"the raw file, or its layout in {paths.relative(self.known.file('plans.yml'))}",
        )


def _short(found: object, longest: int = 120) -> object:
    text = str(found)
    return found if found is None or len(text) <= longest else text[:longest] + "..."


def cut(file: Path, lines: list[PlanLine], known: Knowledge, before: Reading) -> list[Block]:
    """The blocks of a raw file in the order of the document.

    Raises ``InputError`` when a heading is not there or lines stand ahead of the first one.
    """
    declared = known.document(file.name)
    starts = _starts(file, lines, declared, known)
    ahead = [line for line in lines[: starts[0]] if line.plain]
    if ahead:
        raise InputError(
            f"{len(ahead)} lines stand ahead of the first block",
            file=paths.relative(file),
            line=ahead[0].number,
            expected=declared[0]["from"],
            found=_short(ahead[0].plain),
            fix=paths.relative(known.file("plans.yml")),
        )
    ends = [*starts[1:], len(lines)]
    return [
        Block(file, lines[start], lines[start + 1 : end], known.layout(entry), known, before)
        for entry, start, end in zip(declared, starts, ends, strict=True)
    ]


def _starts(file: Path, lines: list[PlanLine], declared: list[dict], known: Knowledge) -> list[int]:
    starts, at = [], 0
    for entry in declared:
        heading = thai.normalise(entry["from"])
        found = [i for i, line in enumerate(lines) if i >= at and line.plain == heading]
        if not found:
            raise InputError(
                "a declared block has no beginning",
                file=paths.relative(file),
                line=lines[min(at, len(lines) - 1)].number if lines else None,
                expected=f"a later line {heading!r}",
                found="none",
                fix=f"the raw file, or {paths.relative(known.file('plans.yml'))}",
            )
        starts.append(found[0])
        at = found[0] + 1
    return starts


_MARK_UP = re.compile(r"<[^>]*>")


def without_mark_up(text: str) -> str:
    """A cell without the tags that a conversion left in it."""
    return thai.normalise(_MARK_UP.sub(" ", text))


def bullets(cell: str, mark: str) -> list[str]:
    """The texts between the bullets of a cell; a first bullet may have been lost."""
    parts = re.split(mark, without_mark_up(cell))
    return [part.strip() for part in parts if part.strip()]


def squeezed(text: str) -> str:
    """A text without spaces: Thai is not spaced between words, so only this compares."""
    return thai.normalise(text).replace(" ", "")


def periods(block: Block, text: str) -> list[str]:
    """The periods a heading names, e.g. ``2555-2556``; empty when it is no such heading."""
    patterns = block.known.plans["period"]
    either = re.compile(f"(?:{patterns['years']})|(?:{patterns['words']})")
    if not text or either.sub("", text).strip():
        return []
    return [_period(found) for found in either.finditer(text)]


def _period(found: re.Match) -> str:
    if found["first"] is None:
        return found[0]
    return thai.arabic_digits(f"{found['first']}-{found['last']}")
