"""The list of one province in one language, section by section."""

from collections.abc import Callable
from typing import ClassVar

from helpers.publish.document import Line, Section, plain
from helpers.publish.language import Speaker
from helpers.publish.said import SaidReport
from helpers.publish.where_next import how, listing, opening, picture, standing


class Provincial(SaidReport):
    """Reads the facts of a province and says them; computes nothing itself."""

    sections: ClassVar[dict[str, Callable[[Speaker], Section]]] = {
        "title": opening.title,
        "where_summary": opening.summary,
        "where_ahead": standing.section,
        "where_map": picture.section,
        "where_order": listing.order,
        "where_groups": listing.by_group,
        "where_overlap": standing.overlap,
        "where_how": how.section,
    }

    @property
    def title(self) -> str:
        """The title of the page."""
        words = plain(opening.heading(self.speaker))
        mark = f"{self.speaker.word('demo.watermark')} · " if self.facts["is_demo"] else ""
        return f"{mark}{words}"

    @property
    def running_head(self) -> Line:
        """What stands at the head of every page of paper; it says so where nothing is real."""
        return self.speaker.text(self.title)
