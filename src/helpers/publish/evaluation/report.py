"""The closing evaluation of one plan in one language, section by section."""

from datetime import date

from helpers.facts import evaluation as facts
from helpers.publish.annual import annex, goals, quality
from helpers.publish.document import Line, Section, plain
from helpers.publish.evaluation import beginning, judged, lessons, years
from helpers.publish.language import Speaker
from helpers.publish.said import SaidReport


def _findings(speaker: Speaker) -> Section:
    """What the plan's documents leave open, and what of their words was corrected before use."""
    found = quality.findings(speaker)
    return Section(found.name, (*found.blocks, *quality.corrections(speaker)))


SECTIONS = {
    "title": beginning.title,
    "evaluation_summary": beginning.summary,
    "years": years.section,
    "judged": judged.section,
    "unjudged": judged.unjudged,
    "stages": years.stages,
    "goals": goals.section,
    "lessons": lessons.section,
    "findings": _findings,
    "method": annex.method,
    "targets": annex.targets,
    "sources": annex.sources,
}


class Evaluation(SaidReport):
    """Reads the facts of a plan's evaluation and says them; computes nothing itself."""

    sections = SECTIONS

    @classmethod
    def of(cls, plan: str, as_of: str, lang: str = "th") -> "Evaluation":
        """The evaluation of a plan whose facts have been written."""
        return cls(facts.read(plan, date.fromisoformat(as_of)), lang)

    @property
    def title(self) -> str:
        """The title of the page."""
        return plain(self.speaker.say("evaluation.page", **beginning.names(self.speaker)))

    @property
    def running_head(self) -> Line:
        """What stands at the head of every page of paper: report, plan and day."""
        as_of = self.speaker.day(self.facts["as_of"])
        names = beginning.names(self.speaker)
        return self.speaker.say("evaluation.running_head", as_of=as_of, **names)
