"""A report in one language, section by section: what every product writes."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from IPython.display import HTML

from helpers.publish import html
from helpers.publish.document import Line, Section
from helpers.publish.language import Speaker


class SaidReport(ABC):
    """Says the facts it is given; computes nothing itself. ``sections`` are in reading order."""

    sections: ClassVar[dict[str, Callable[[Speaker], Section]]]

    def __init__(self, content: dict, lang: str, digits: str | None = None) -> None:
        self.facts = content
        self.speaker = Speaker(content, lang, digits)
        self._said: dict[Callable[[Speaker], Section], Section] = {}

    def section(self, name: str) -> Section:
        """One section, said once; ``KeyError`` for a name the report does not have."""
        say = self.sections[name]
        if say not in self._said:
            self._said[say] = say(self.speaker)
        return self._said[say]

    def show(self, name: str) -> HTML:
        """One section for a notebook cell to show."""
        return html.shown(self.section(name))

    @property
    @abstractmethod
    def title(self) -> str:
        """The title of the page."""

    @property
    @abstractmethod
    def running_head(self) -> Line:
        """What stands at the head of every page of paper."""
