"""The list of changes in words, Thai or English, and as a table for Excel."""

import csv
import io
import re
import unicodedata
from datetime import date
from itertools import groupby
from pathlib import Path

from helpers.archive.causes import Cause
from helpers.archive.compare import Change, Changes, changes
from helpers.core import files, metadata, notices, office, paths
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES
from helpers.publish.language import NumberFormat

LIST = "changes_since_filing.csv"
# What is of an indicator begins with its id: a fact's name goes on with a colon.
_OF_INDICATOR = re.compile(r"(\d{4}(?:-\d{4})?/[\d.]+[a-z]?)(?::|$)")
# Lines and settings named of one file; a column that was corrected has hundreds.
_PLACES_NAMED = 3
_FILES_NAMED = 4


def told(year: int, as_of: date, lang: str) -> str:
    """What changed since the last filing of a year and day, by subject, a line a change.

    Empty where it was never filed; a sentence where nothing changed, and where it cannot be told
    because a file is missing or altered: this ends a launch, whose own summary must not be lost.
    """
    try:
        found = changes(year, as_of)
    except InputError as error:
        return notices.of_error(error)
    return Teller(found, lang).text(as_of) if found else ""


class Teller:
    """Says the changes of one report in one language."""

    def __init__(self, changed: Changes, lang: str) -> None:
        self.changed = changed
        self.lang = lang
        self.words = metadata.load("labels.yml")["filing"]
        self.format = NumberFormat(lang, changed.digits)

    def text(self, as_of: date) -> str:
        """The heading and a line a change; of many the first ones and where the rest stand."""
        found = self.changed.found
        shown = found[: metadata.load("filing.yml")["lines_told"]]
        lines = [self._heading(as_of)]
        for subject, of_one in groupby(shown, self.subject):
            lines += [f"  {subject}", *(f"    {self.line(change)}" for change in of_one)]
        if len(found) > len(shown):
            file = paths.report_folder(self.changed.year, as_of) / LIST
            more = self._figure(len(found) - len(shown))
            lines.append("  " + self._say("more", count=more, file=paths.relative(file)))
        return "\n".join(lines)

    def _heading(self, as_of: date) -> str:
        return self._say(
            "heading" if self.changed.found else "nothing",
            year=self.format.year(self.changed.year),
            as_of=self.format.day(as_of.isoformat(), short=True),
            number=self._figure(self.changed.filing.number),
            day=self.format.day(self.changed.filed_on, short=True),
            count=self._figure(len(self.changed.found)),
        )

    def line(self, change: Change) -> str:
        """One change of a subject: what of it, from what to what, because of which input."""
        how = "changed" if change.old and change.new else "appeared" if change.new else "gone"
        old, new = self.values(change)
        return self._say(how, what=self.part(change), old=old, new=new, why=self.why(change))

    def values(self, change: Change) -> tuple[str, str]:
        """Both values as a reader sees them; empty for the one that is not there."""
        old, new = (side[self.lang] if side else "" for side in (change.old, change.new))
        if change.what == "text":
            return around(old, new, metadata.load("filing.yml")["text_shown"])
        if change.kind == "ratio":
            return tuple(self._say("ratio", value=side) if side else "" for side in (old, new))
        return old, new

    def what(self, change: Change) -> str:
        """What changed, by the words of the report, with the subject it belongs to."""
        return f"{self.subject(change)} – {self.part(change)}"

    def subject(self, change: Change) -> str:
        """The indicator or the topic a change belongs to."""
        if change.what == "stage":
            return self._topic("goal")
        name = change.name.rpartition(".")[0] if change.what == "text" else change.name
        match = _OF_INDICATOR.match(name)
        return self._indicator(match[1]) if match else self._topic(name.partition(":")[0])

    def part(self, change: Change) -> str:
        """What of its subject changed; a fact without words of its own keeps its id."""
        named = getattr(self, f"_{change.what}")(change.name)
        return self._say("beside", what=named) if change.beside else named

    def why(self, change: Change) -> str:
        """The inputs a change comes from, or that none is known."""
        if not change.causes:
            return self._say("unknown")
        named = [self._cause(cause) for cause in change.causes[:_FILES_NAMED]]
        more = len(change.causes) - len(named)
        return ", ".join(named) + (self._say("and_more", count=self._figure(more)) if more else "")

    def _fact(self, name: str) -> str:
        match = _OF_INDICATOR.match(name)
        if match is None:
            return self._of_topic(name)
        part, _, year = name.removeprefix(f"{match[1]}:").partition(":")
        words = self._word("parts", part)
        return f"{words} {self.format.year(int(year))}" if year.isdigit() else words

    def _of_topic(self, name: str) -> str:
        """A fact of no indicator: a light by its word, a reading by its id, others as they are."""
        topic, _, rest = name.partition(":")
        lights = metadata.load("labels.yml")["lights"]
        if topic == "light" and rest in lights:
            return lights[rest][self.lang]
        return rest if topic == "reading" else name

    def _light(self, _: str) -> str:
        return self._say("light")

    def _stage(self, name: str) -> str:
        return self._say("stage", goal=name)

    def _text(self, name: str) -> str:
        return self._word("fields", name.rpartition(".")[2])

    def _indicator(self, name: str) -> str:
        label = self.changed.labels.get(name)
        local = name.partition("/")[2]
        return f"{local} {label[self.lang]}" if label else local

    def _topic(self, name: str) -> str:
        return self._word("topics", name)

    def _word(self, section: str, name: str) -> str:
        """The word for a name, or the name where labels have none."""
        entry = self.words[section].get(name)
        return entry[self.lang] if entry else name

    def _cause(self, cause: Cause) -> str:
        shown = ", ".join(cause.where[:_PLACES_NAMED])
        if len(cause.where) > _PLACES_NAMED:
            shown += ", …"
        is_line = shown.replace(":", "")[:1].isdigit()
        where = self._say("line" if is_line else "place", place=shown) if shown else ""
        return self._say(f"input_{cause.how}", file=cause.file, where=where)

    def _figure(self, number: int) -> str:
        return self.format.number(number)

    def _say(self, key: str, **slots: str) -> str:
        return self.words[key][self.lang].format(**slots)


COLUMNS = ("what_th", "what_en", "fact_id", "from_th", "from_en", "to_th", "to_en",
           "because_of_th", "because_of_en")  # fmt: skip


def write_changes(year: int, as_of: date) -> Path | None:
    """Write what changed since the last filing, one row a change; the head alone for nothing.

    ``fact_id`` is the fact's, for lights the indicator's, for texts ``item.field``. Nothing is
    written, and nothing returned, of a report that was never filed or cannot be compared with its
    copy; ``told`` says why. No list of an earlier run is left then.
    """
    file = paths.report_folder(year, as_of) / LIST
    try:
        changed = changes(year, as_of)
    except InputError:
        changed = None
    if changed is None:
        file.unlink(missing_ok=True)
        return None
    tellers = [Teller(changed, lang) for lang in LANGUAGES]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_inert(cell) for cell in _row(change, tellers)] for change in changed.found)
    return files.write_text(file, "\ufeff" + text.getvalue())


def _row(change: Change, tellers: list[Teller]) -> list[str]:
    values = [teller.values(change) for teller in tellers]
    return [
        *(teller.what(change) for teller in tellers),
        change.name,
        *(old for old, _ in values),
        *(new for _, new in values),
        *(teller.why(change) for teller in tellers),
    ]


def _inert(cell: str) -> str:
    # An apostrophe makes it a text.
    return f"'{cell}" if office.is_active(cell) else cell


_CUT = "…"
# What is shown of what both have in common, before the first difference.
_BEFORE = 12


def around(old: str, new: str, width: int) -> tuple[str, str]:
    """Both texts on one line, at most ``width`` letters from shortly before they differ."""
    old, new = (" ".join(text.split()) for text in (old, new))
    if not old or not new:
        return _cut(old, 0, width), _cut(new, 0, width)
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    first = min(len(old), len(new)) if same is None else same
    start = max(first - _BEFORE, 0)
    return _cut(old, start, width), _cut(new, start, width)


def _cut(text: str, start: int, width: int) -> str:
    start, end = _whole(text, start), _whole(text, start + width)
    return (_CUT if start else "") + text[start:end] + (_CUT if end < len(text) else "")


def _whole(text: str, position: int) -> int:
    """The next place that does not part a letter from the vowels and tones written over it."""
    while position < len(text) and position and unicodedata.category(text[position]) == "Mn":
        position += 1
    return min(position, len(text))
