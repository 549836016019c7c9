"""The fiscal years of a plan: it is named by its first and its last one."""

from datetime import date

from helpers.core import thai


def years_of(plan: str) -> range:
    """Fiscal years (BE) of a plan: ``2552-2554`` is three of them, ``2551`` one."""
    bounds = [int(year) for year in plan.split("-")]
    return range(bounds[0], bounds[-1] + 1)


def end_of(plan: str) -> date:
    """The last day of a plan's last fiscal year."""
    return thai.fiscal_year_end(years_of(plan)[-1])
