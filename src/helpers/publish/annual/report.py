"""The annual assessment of one year in one language, section by section."""

from helpers import facts
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
    sensitivity,
    title,
    welfare,
)
from helpers.publish.document import Line
from helpers.publish.said import SaidReport

SECTIONS = {
    "title": title.section,
    "executive": executive.section,
    "indicators": indicators.section,
    "councils": councils.section,
    "welfare": welfare.section,
    "coverage": coverage.section,
    "goals": goals.section,
    "scores": scores.section,
    "sensitivity": sensitivity.section,
    "narrative": narrative.section,
    "approval": narrative.approval,
    "findings": quality.findings,
    "quality": quality.section,
    "method": annex.method,
    "targets": annex.targets,
    "sources": annex.sources,
}


class Report(SaidReport):
    """Reads the facts of a year and says them; computes nothing itself."""

    sections = SECTIONS

    @classmethod
    def of(cls, year: int, as_of: str = "", lang: str = "th") -> "Report":
        """The report of a year whose facts have been written."""
        return cls(facts.read(year, as_of), lang)

    @property
    def title(self) -> str:
        """The title of the page."""
        return title.page_title(self.speaker)

    @property
    def running_head(self) -> Line:
        """What stands at the head of every page of paper: report, year and day."""
        speaker, about = self.speaker, self.facts
        slots = {"year": speaker.year(about["year_be"]), "as_of": speaker.day(about["as_of"])}
        return speaker.say("product.running_head", **slots)
