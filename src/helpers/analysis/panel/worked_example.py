"""The worked example: does a tambon get a fund sooner when its neighbours have one?"""

from dataclasses import dataclass, field

import pandas as pd

from helpers.analysis.panel.hazards import hazard_ratios
from helpers.analysis.panel.tambon_years import tambon_year_panel
from helpers.core import notices
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES


@dataclass(frozen=True)
class Answer:
    """What the panel says, by language; ``tables`` are empty where it cannot be made."""

    said: dict[str, list[str]]
    tables: list[pd.DataFrame] = field(default_factory=list)

    def text(self, lang: str = "th") -> str:
        """The sentences as a list in Markdown."""
        return "\n".join(f"- {sentence}" for sentence in self.said[lang])


def neighbours_and_funds(dataset: str = "real", kind: str = "welfare_fund") -> Answer:
    """The hazard ratios of a first body of ``kind``, or a sentence that says what is missing.

    Of the panel and the table of ratios the sentences are those of their attributes.
    """
    try:
        panel = tambon_year_panel(dataset=dataset)
        found = hazard_ratios(panel, kind)
    except InputError as error:
        # The reader of a notebook gets the rule in her language, not the way it was come to.
        problem = error.problem
        texts = problem.texts if isinstance(problem, notices.Notice) else {}
        return Answer({lang: [str(texts.get(lang, problem))] for lang in LANGUAGES})
    said = {lang: list(dict.fromkeys([*found.attrs["said"][lang], *panel.attrs["said"][lang]]))
            for lang in LANGUAGES}  # fmt: skip
    return Answer(said, [_by_year(panel, kind), found])


def _by_year(panel: pd.DataFrame, kind: str) -> pd.DataFrame:
    """One row a year: tambons at risk, first events among them, and their share."""
    at_risk = panel[panel[f"{kind}_at_risk"]].groupby("year_be")[f"{kind}_event"]
    counted = at_risk.agg(at_risk="size", events="sum").reset_index()
    share = counted["events"] / counted["at_risk"]
    return counted.assign(hazard=share, is_demo=panel.attrs["is_demo"])
