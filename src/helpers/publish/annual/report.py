"""The annual assessment of one year in one language, section by section."""

from collections.abc import Callable

from IPython.display import HTML

from helpers import facts
from helpers.publish import html
from helpers.publish.annual import (
    annex,
    councils,
    coverage,
    executive,
    goals,
    indicators,
    narrative,
    quality,
    scores,
    title,
    welfare,
)
from helpers.publish.document import Section
from helpers.publish.language import Speaker

SECTIONS = {
    "title": title.section,
    "executive": executive.section,
    "indicators": indicators.section,
    "councils": councils.section,
    "welfare": welfare.section,
    "coverage": coverage.section,
    "goals": goals.section,
    "scores": scores.section,
    "narrative": narrative.section,
    "approval": narrative.approval,
    "findings": quality.findings,
    "quality": quality.section,
    "method": annex.method,
    "targets": annex.targets,
    "sources": annex.sources,
}


class Report:
    """Reads the facts of a year and says them; computes nothing itself."""

    def __init__(self, content: dict, lang: str, digits: str | None = None) -> None:
        self.facts = content
        self.speaker = Speaker(content, lang, digits)
        self._said: dict[Callable[[Speaker], Section], Section] = {}

    @classmethod
    def of(cls, year: int, as_of: str = "", lang: str = "th") -> "Report":
        """The report of a year whose facts have been written."""
        return cls(facts.read(year, as_of), lang)

    def section(self, name: str) -> Section:
        """One section, said once; ``KeyError`` for a name the report does not have."""
        say = SECTIONS[name]
        if say not in self._said:
            self._said[say] = say(self.speaker)
        return self._said[say]

    def show(self, name: str) -> HTML:
        """One section for a notebook cell to show."""
        return html.shown(self.section(name))

    @property
    def title(self) -> str:
        """The title of the page."""
        return title.page_title(self.speaker)
