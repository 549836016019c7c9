"""The one kind of error an officer sees when an input file has to be mended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

EXAMPLES_SHOWN = 5
# The part of a place that needs no word before it.
WORDS = "words"
_LAST = "this has not been used: edit {fix}, then run the same command again"


@dataclass(frozen=True)
class Place:
    """Where in a file something stands: in a sheet of a workbook, or in a line of a text.

    ``cell`` is a coordinate such as ``G6``; ``row`` and ``line`` count from 1; ``column`` is the
    heading of a text's column; ``words`` tell a place of another kind, in each language if they
    are a ``notices.Notice``. One of which nothing is known is false.
    """

    sheet: str = ""
    cell: str = ""
    row: int | None = None
    line: int | None = None
    column: str = ""
    words: object = ""

    def __bool__(self) -> bool:
        return self != Place()

    def parts(self) -> list[tuple[str, object]]:
        """What is known, in the order in which it is told: names of this class's fields."""
        known = [
            ("sheet", self.sheet),
            ("cell", self.cell),
            # A cell says its row.
            ("row", None if self.cell else self.row),
            ("line", self.line),
            ("column", self.column),
            (WORDS, self.words),
        ]
        return [(name, value) for name, value in known if value]

    def __str__(self) -> str:
        return " ".join(str(v) if name == WORDS else f"{name} {v}" for name, v in self.parts())


@dataclass(frozen=True)
class Mistake:
    """One thing to be mended: its place, the rule in words, what was expected and found.

    Words may be given in each language (``notices.Notice``). ``file`` is left out where it is
    the one of the error.
    """

    place: Place
    rule: object
    expected: object = None
    found: object = None
    file: str | None = None

    def parts(self) -> list[tuple[str, object]]:
        """What is told after the place and the rule, in its order."""
        return [(n, v) for n, v in (("expected", self.expected), ("found", self.found))
                if v is not None]  # fmt: skip


class Words:
    """Words of ``messages.yml`` by their key, for what ``notices`` itself is made from.

    The English ones stand here too: they are all there is where the file cannot be read.
    """

    def __init__(self, key: str, english: str, **slots: object) -> None:
        self.key = key
        self.english = english
        self.slots = slots

    def __str__(self) -> str:
        return self.english.format(**self.slots)


class InputError(ValueError):
    """An input that cannot be used.

    The message names the file and line, the rule, what was expected and found, and the file
    to edit. ``problem`` is the rule in words; everything else is optional. Words may be given in
    each language (``notices.Notice``): the message is the English one.

    An error of many ``mistakes`` says how many in its ``problem``; each is a line of its message.
    ``copies`` names, for a file to be mended, where a copy of it may go in which they are marked:
    in no folder that anything is read from; its name ends in ``_checked.xlsx``.
    """

    def __init__(
        self,
        problem: object,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        expected: object = None,
        found: object = None,
        fix: object = None,
        mistakes: Iterable[Mistake] = (),
        copies: Mapping[str, str] | None = None,
    ) -> None:
        self.problem = problem
        self.file = str(file) if file is not None else None
        self.line = line
        self.expected = expected
        self.found = found
        self.fix = str(fix) if isinstance(fix, Path) else fix
        own = (replace(one, file=one.file or self.file) for one in mistakes)
        self.mistakes = tuple(in_order(own))
        self.copies = dict(copies or {})
        super().__init__(self._message())

    def _message(self) -> str:
        place = self.file or ""
        if self.line is not None:
            place = f"{place} line {self.line}".strip()
        head = f"{place}: {self.problem}" if place else str(self.problem)
        parts = [("expected", self.expected), ("found", self.found)]
        told = [head, *(f"{n} {listed(value)}" for n, value in parts if value is not None)]
        if not self.mistakes:
            return "; ".join(told + ([f"edit {self.fix}"] if self.fix is not None else []))
        last = [_LAST.format(fix=self.fix)] if self.fix else []
        return "\n".join(["; ".join(told), *map(_line, told_lines(self.mistakes)), *last])


def told_lines(mistakes: Sequence[Mistake]) -> list[str | Mistake]:
    """The mistakes as they are told, each file's under its name where there are several files."""
    files = dict.fromkeys(mistake.file for mistake in mistakes)
    if len(files) < 2:
        return list(mistakes)
    return [
        one
        for file in files
        for one in [file or "", *(mistake for mistake in mistakes if mistake.file == file)]
    ]


def _line(told: "str | Mistake") -> str:
    if isinstance(told, str):
        return f" {told}"
    place = f"{told.place}: " if told.place else ""
    return "; ".join([f"  {place}{told.rule}", *(f"{n} {listed(v)}" for n, v in told.parts())])


def listed(value: object) -> object:
    """A value as it is told: several of them one after the other."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Each once, by file and sheet as first named, then from the top down and left to right."""
    once = list({_name(mistake): mistake for mistake in mistakes}.values())
    groups = list(dict.fromkeys((m.file, m.place.sheet) for m in once))
    return sorted(once, key=lambda m: (groups.index((m.file, m.place.sheet)), _position(m.place)))


def _name(mistake: Mistake) -> tuple[str, ...]:
    known = (mistake.file, mistake.place, mistake.rule, mistake.expected, mistake.found)
    return tuple(map(str, known))


def _position(place: Place) -> tuple[int, int, str]:
    letters = place.cell.rstrip("0123456789")
    row = int(place.cell[len(letters) :] or 0) or place.row or place.line or 0
    return row, len(letters), letters


def examples(items: Iterable[object], shown: int = EXAMPLES_SHOWN) -> str:
    """``3 (a, b, c)``: how many items there are and the first few of them."""
    listed = [str(item) for item in items]
    more = ", ..." if len(listed) > shown else ""
    return f"{len(listed)} ({', '.join(listed[:shown])}{more})"
