"""The list of changes in words, Thai or English; texts are in ``labels.yml``, section `filing`."""

import re
from datetime import date

from helpers import knowledge, paths
from helpers.filing.causes import Cause
from helpers.filing.comparing import Change, Changes, changes
from helpers.filing.shortening import around
from helpers.publish.number_format import NumberFormat

LIST = "changes_since_filing.csv"
_OF_INDICATOR = re.compile(r"(\d{4}(?:-\d{4})?/([\d.]+[a-z]?)):(\w+)(?::(\d{4}))?")
# Lines and settings named of one file; a column that was corrected has hundreds.
_PLACES_NAMED = 3
_FILES_NAMED = 4


def told(year: int, as_of: date, lang: str) -> str:
    """What changed since the last filing of a year and day, a line a change.

    Empty where it was never filed; a sentence where nothing changed.
    """
    found = changes(year, as_of)
    return Teller(found, lang).text(as_of) if found else ""


class Teller:
    """Says the changes of one report in one language."""

    def __init__(self, changed: Changes, lang: str) -> None:
        self.changed = changed
        self.lang = lang
        self.words = knowledge.load("labels.yml")["filing"]
        self.format = NumberFormat(lang, changed.digits)

    def text(self, as_of: date) -> str:
        """The heading and a line a change; of many the first ones and where the rest stand."""
        found = self.changed.found
        shown = found[: knowledge.load("filing.yml")["lines_told"]]
        lines = [self._heading(as_of), *(f"  {self.line(change)}" for change in shown)]
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
        """One change: what, from what to what, because of which input."""
        how = "changed" if change.old and change.new else "appeared" if change.new else "gone"
        old, new = self.values(change)
        return self._say(how, what=self.what(change), old=old, new=new, why=self.why(change))

    def values(self, change: Change) -> tuple[str, str]:
        """Both values as a reader sees them; empty for the one that is not there."""
        old, new = (side[self.lang] if side else "" for side in (change.old, change.new))
        if change.what == "text":
            return around(old, new, knowledge.load("filing.yml")["text_shown"])
        if change.kind == "ratio":
            return tuple(self._say("ratio", value=side) if side else "" for side in (old, new))
        return old, new

    def what(self, change: Change) -> str:
        """What changed, by the words of the report; facts keep their id where they have none."""
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
        match = _OF_INDICATOR.fullmatch(name)
        if match is None:
            topic = self.words["topics"].get(name.partition(":")[0])
            return f"{topic[self.lang]} ({name})" if topic else name
        part = self.words["parts"].get(match[3])
        words = part[self.lang] if part else match[3]
        year = f" {self.format.year(int(match[4]))}" if match[4] else ""
        return f"{self._indicator(match[1])} – {words}{year}"

    def _indicator(self, name: str) -> str:
        label = self.changed.labels.get(name)
        local = name.partition("/")[2] or name
        return f"{local} {label[self.lang]}" if label else local

    def _light(self, name: str) -> str:
        return self._say("light", indicator=self._indicator(name))

    def _stage(self, name: str) -> str:
        return self._say("stage", goal=name)

    def _text(self, name: str) -> str:
        item, _, field = name.rpartition(".")
        word = self.words["fields"].get(field)
        part = self.words["items"].get(item)
        of = part[self.lang] if part else self._indicator(item)
        return f"{of} – {word[self.lang] if word else field}"

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
