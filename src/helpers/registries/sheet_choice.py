"""Which tables of an export are read: names that say *no lines*, doubtful ones, hidden sheets."""

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import cache

from helpers.core import metadata, thai
from helpers.core.errors import InputError
from helpers.core.notices import Notice
from helpers.registries import refusals
from helpers.registries.declarations import Declared, Doubtful

# Names of a table, each with the kind of place it is of: sheet, title, file or folder.
Named = Sequence[tuple[str, str]]


def is_taken(name: str, declared: Declared) -> bool:
    """Was it said that the lines of a sheet (or file) of this name count, whatever it says?"""
    return _fits(name, declared.taken_sheets)


def is_left(named: Named, declared: Declared) -> bool:
    """Are the lines of a table none that count: by the sheet's name, or because somebody said so?

    A file's name leaves its lines out only where it is doubtful too: สรุปทะเบียน.csv is a registry.
    """
    own = _own(named)
    if any(is_taken(name, declared) for name in own.values()):
        return False
    if _fits(own.get("sheet", ""), declared.skipped_sheets):
        return True
    return is_doubtful(named, declared) and _fits(own["file"], declared.skipped_sheets)


def is_doubtful(named: Named, declared: Declared) -> bool:
    """Does one of the names say that these are no bodies that stand?"""
    return any(_meaning(where, name, declared) for where, name in named)


def check(named: Named, hidden: bool, count: int, source_file: str, declared: Declared) -> None:
    """Ask about ``count`` lines of a sheet that is hidden or named like bodies that do not stand.

    Raises ``InputError`` that says how to answer.
    """
    own = _own(named)
    if not count or any(is_taken(name, declared) for name in own.values()):
        return
    advice = refusals.advice("sheet")
    for where, name in named:
        meant = _meaning(where, name, declared)
        if meant:
            slots = {"where": refusals.where(where, name), "meaning": Notice(dict(meant.label))}
            rule = refusals.words("doubtful", count=count, **slots)
            raise InputError(rule, file=source_file, fix=advice)
    if hidden:
        rule = refusals.words("hidden_sheet", count=count)
        raise InputError(rule, file=source_file, fix=advice)


def _own(named: Named) -> dict[str, str]:
    """The names of sheet and file, by which one is told that it is taken or left."""
    return {where: name for where, name in named if where in ("sheet", "file")}


def _meaning(where: str, name: str, declared: Declared) -> Doubtful | None:
    """What a name says of bodies that do not stand; none for one that says nothing like it."""
    told, doubtful = without_left_out(name), declared.doubtful_sheets
    return next(
        (d for d in doubtful if _fits(told, d.titles if where == "title" else d.names)), None
    )


def without_left_out(text: str) -> str:
    """``text`` up to a word such as ไม่รวม: what follows is what is not in it."""
    return _left_out().split(text, maxsplit=1)[0]


@cache
def _left_out() -> re.Pattern[str]:
    words = metadata.load("registry_words.yml")["leaving_out"]
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)


def _fits(name: str, patterns: Iterable[str]) -> bool:
    plain = thai.normalise(name).casefold()
    return any(fnmatchcase(plain, thai.normalise(pattern).casefold()) for pattern in patterns)
