"""The one kind of error an officer sees when an input file has to be mended."""

from collections.abc import Iterable
from pathlib import Path

EXAMPLES_SHOWN = 5


class InputError(ValueError):
    """An input that cannot be used.

    The message names the file and line, the rule, what was expected and found, and the file
    to edit. ``problem`` is the rule in words; everything else is optional. Words may be given in
    each language (``notices.Notice``): the message is the English one.
    """

    def __init__(
        self,
        problem: object,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        expected: object = None,
        found: object = None,
        fix: str | Path | None = None,
    ) -> None:
        self.problem = problem
        self.file = str(file) if file is not None else None
        self.line = line
        self.expected = expected
        self.found = found
        self.fix = str(fix) if fix is not None else None
        super().__init__(self._message())

    def _message(self) -> str:
        place = self.file or ""
        if self.line is not None:
            place = f"{place} line {self.line}".strip()
        parts = [f"{place}: {self.problem}" if place else str(self.problem)]
        if self.expected is not None:
            parts.append(f"expected {self.expected}")
        if self.found is not None:
            parts.append(f"found {self.found}")
        if self.fix is not None:
            parts.append(f"edit {self.fix}")
        return "; ".join(parts)


def examples(items: Iterable[object], shown: int = EXAMPLES_SHOWN) -> str:
    """``3 (a, b, c)``: how many items there are and the first few of them."""
    listed = [str(item) for item in items]
    more = ", ..." if len(listed) > shown else ""
    return f"{len(listed)} ({', '.join(listed[:shown])}{more})"
