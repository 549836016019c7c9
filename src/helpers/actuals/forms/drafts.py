"""The drafted summary of a form: whether it stands untouched, and which of its figures still stand.

A form keeps the figures its draft was made with, each with its fact and the letters around it, so
that they are found again in what an officer made of the draft, and compared with facts of today.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from helpers.core import metadata, thai
from helpers.core.metadata import LANGUAGES

DRAFTED = "executive_summary"
# What code page 874 has no letter for is saved as this.
LOST = "?"


def digest(text: str) -> str:
    """SHA-256 by which the draft of a form is known again, however its lines were broken."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def is_untouched(text: str, sha256: str) -> bool:
    """Whether a summary is the draft with this hash, also where its marks became ``?``."""
    return sha256 in (digest(text), digest(with_marks(text)))


def with_marks(text: str) -> str:
    """``text`` with the marks that stand before a light's word, and dashes between figures."""
    text = re.sub(rf"(?<=\d){re.escape(LOST)}(?=\d)", "–", text)
    for words, shape in _marks():
        text = text.replace(f"{LOST} {words}", f"{shape} {words}")
    return text


@cache
def _marks() -> tuple[tuple[str, str], ...]:
    """Words of the lights and their marks, the longer words first."""
    labels = metadata.load("labels.yml")
    lights = [*labels["lights"].values(), *labels["lights_within_year"].values()]
    found = {light["th"]: light["shape"] for light in lights}
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))


@dataclass(frozen=True)
class Figure:
    """A figure of a draft: its fact, how it was shown, and the letters before and after it."""

    fact: str
    shown: str
    before: str
    after: str


@dataclass(frozen=True)
class Said:
    """A figure of an edited summary, and the facts it was in the draft: one, or all it may be."""

    words: str
    facts: tuple[str, ...]


# Letters kept around a figure.
_AROUND = 24
_NO_LETTER = re.compile(r"[^A-Za-z\u0e01-\u0e3a\u0e40-\u0e4e]")


def figures(pieces: Iterable[tuple[str, str | None]]) -> list[Figure]:
    """The figures of a draft given in pieces: words, and of a number the id of its fact."""
    pieces = list(pieces)
    whole = "".join(words for words, _ in pieces)
    found, place = [], 0
    for words, fact in pieces:
        if fact is not None:
            found.append(Figure(fact, words, *_around(whole, place, place + len(words))))
        place += len(words)
    return found


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return _letters(text[:start])[-_AROUND:], _letters(text[end:])[:_AROUND]


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", thai.normalise(text))


def as_text(found: Iterable[Figure]) -> str:
    """Figures as a form keeps them, in letters every code page of Thai has."""
    shown = ([f.fact, with_hyphen(f.shown), f.before, f.after] for f in found)
    return json.dumps(list(shown), ensure_ascii=False, separators=(",", ":"))


def with_hyphen(shown: str) -> str:
    """A shown figure without the dash and the minus that not every code page has."""
    return shown.replace("–", "-").replace("−", "-")


def of_text(text: str) -> list[Figure]:
    """Figures as a form kept them; ``ValueError`` where they were altered."""
    rows = json.loads(text)
    try:
        found = [Figure(*row) for row in rows]
    except TypeError as error:
        raise ValueError("no figures of a draft") from error
    if not all(isinstance(part, str) for figure in found for part in astuple(figure)):
        raise ValueError("no figures of a draft")
    return found


_NUMBER = re.compile(r"(?<![\d.,A-Za-z])\d[\d,]*(?:\.\d+)?(?![\d]*\.?\d)(?![A-Za-z])")
_PROPER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
# A year in figures, without the separator a count of its size has.
_YEAR_LIKE = re.compile(r"2[456]\d\d")


def standing(text: str, draft: list[Figure]) -> list[Said]:
    """Figures of ``text`` that stand where the draft had one, or that are one of the draft's.

    Years, days and numbers of indicators are none. A figure is known by the letters on both sides;
    one of three and more figures by itself, whatever was written around it.
    """
    plain = thai.arabic_digits(text)
    hidden = _hidden(plain)
    found = []
    for match in _NUMBER.finditer(plain):
        words = match[0].rstrip(",")
        if hidden[match.start()] or not _PROPER.fullmatch(words):
            continue
        facts = _facts_of(words, _around(plain, match.start(), match.end()), draft)
        if facts:
            found.append(Said(text[match.start() : match.start() + len(words)], facts))
    return found


# What being the same number counts for, in letters, where a figure may be one of several.
_SAME_NUMBER = 8


def _facts_of(words: str, around: tuple[str, str], draft: list[Figure]) -> tuple[str, ...]:
    """The facts of the figures nearest to a number, of those it may be; none where it is none."""
    ranks: dict[Figure, int] = {}
    for figure in draft:
        close = _closeness(around, figure)
        is_equal = as_number(words) in _numbers(figure.shown)
        if _is_same_place(*close) or (is_equal and (_is_near(*close) or _is_telling(words))):
            ranks[figure] = sum(close) + is_equal * _SAME_NUMBER
    best = max(ranks.values(), default=0)
    return tuple(dict.fromkeys(figure.fact for figure, rank in ranks.items() if rank == best))


def _is_telling(words: str) -> bool:
    """Whether a number is known by itself: three figures and more that are no year."""
    return sum(map(str.isdigit, words)) > 2 and not _YEAR_LIKE.fullmatch(words)


def _closeness(around: tuple[str, str], figure: Figure) -> tuple[int, int]:
    """How many letters before and after are the same."""
    return _common(around[0][::-1], figure.before[::-1]), _common(around[1], figure.after)


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _is_same_place(before: int, after: int) -> bool:
    """So close that the figure is the draft's, whatever number now stands there."""
    return before >= 10 or (before >= 8 and after >= 5)


def _is_near(before: int, after: int) -> bool:
    """Close enough for one that is the same number too."""
    return (before >= 3 and before + after >= 6) or after >= 12


def _numbers(shown: str) -> list[Decimal]:
    """The numbers of a shown figure: one, or both ends of an interval."""
    return [as_number(match) for match in _PROPER.findall(thai.arabic_digits(shown))]


def as_number(words: str) -> Decimal:
    """A written figure as a number, whatever its digits and separators."""
    return Decimal(thai.arabic_digits(words).replace(",", ""))


def _hidden(text: str) -> list[bool]:
    """Which letters of a text are part of a day, a year or an indicator's number."""
    found = [False] * len(text)
    for match in _no_figures().finditer(text):
        found[match.start() : match.end()] = [True] * (match.end() - match.start())
    return found


@cache
def _no_figures() -> re.Pattern[str]:
    days = [date(2014, month, 1) for month in range(1, 13)]
    shown = {
        words(day, lang).split()[1]
        for day in days
        for lang in LANGUAGES
        for words in (thai.format_date, thai.format_date_short)
    }
    months = "|".join(re.escape(name) for name in sorted(shown, key=len, reverse=True))
    era = r"(?:พ\.\s?ศ\.|ค\.\s?ศ\.)?\s*"
    return re.compile(
        rf"(?:\d{{1,2}}\s*(?:[-–]\s*\d{{1,2}}\s*)?)?(?:{months})\s*{era}(?:\d{{4}}|\d{{2}})?(?!\d)"
        r"|\d{1,4}[/-]\d{1,2}[/-]\d{1,4}"
        rf"|(?:พ\.\s?ศ\.|ค\.\s?ศ\.|ปีงบประมาณ|ปี|year)\s*{era}\d{{4}}(?:\s*[-–]\s*\d{{4}})?"
        r"|(?<!\d)2[45]\d\d\s*[-–]\s*2[45]\d\d(?!\d)"
        r"|\d+(?:\.\d+){2,}[a-z]?|\d+\.\d+[a-z]",
        re.IGNORECASE,
    )
