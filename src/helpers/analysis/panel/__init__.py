"""Tambons year by year until they get a body, and what goes with getting one sooner."""

from helpers.analysis.panel.hazards import hazard_ratios
from helpers.analysis.panel.tambon_years import tambon_year_panel
from helpers.analysis.panel.worked_example import Answer, neighbours_and_funds

__all__ = ["Answer", "hazard_ratios", "neighbours_and_funds", "tambon_year_panel"]
