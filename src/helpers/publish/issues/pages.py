"""The pages made from the facts of the issues: one an issue, and the appendix."""

from typing import ClassVar

from helpers.facts import issues as facts
from helpers.publish.annual import annex
from helpers.publish.document import Line, plain
from helpers.publish.issues import appendix, between_plans, plans, revisions, trends
from helpers.publish.said import SaidReport


class IssuePage(SaidReport):
    """One issue across both plans; says the facts of the issues and computes nothing."""

    sections: ClassVar = {
        "title": plans.title,
        "issue_summary": plans.summary,
        "issue_plans": plans.section,
        "issue_goals": plans.goals,
        "plan_links": between_plans.section,
        "trends": trends.section,
        "list": annex.list_of_sources,
    }

    @classmethod
    def of(cls, issue: str, lang: str) -> "IssuePage":
        """The page of an issue whose facts have been written."""
        return cls(facts.of_issue(facts.read(), issue), lang)

    @property
    def title(self) -> str:
        """The title of the page."""
        return plain(self.running_head)

    @property
    def running_head(self) -> Line:
        """What the page is, in one line."""
        label = self.speaker.both(self.facts["issue"]["label"])
        return self.speaker.say("issue.page", issue=label)


class PublishedResults(SaidReport):
    """Every published reading, with its day, its source and what it is used for."""

    sections: ClassVar = {
        "title": appendix.title,
        "uses": appendix.uses,
        "revisions": revisions.section,
        "series": appendix.section,
        "in_no_issue": appendix.in_no_issue,
        "list": annex.list_of_sources,
    }

    @classmethod
    def of(cls, lang: str) -> "PublishedResults":
        """The appendix whose facts have been written."""
        return cls(facts.read(), lang)

    @property
    def title(self) -> str:
        """The title of the page."""
        return plain(self.running_head)

    @property
    def running_head(self) -> Line:
        """What the page is, in one line."""
        return self.speaker.say("published.heading")
