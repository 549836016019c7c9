"""Commands that messages of filing name."""

from datetime import date

from helpers import thai


def products(year: int, as_of: date) -> str:
    """The command that brings everything a filed copy holds up to date."""
    day = "" if as_of == thai.fiscal_year_end(year) else f" AS_OF={as_of.isoformat()}"
    return f"`make products YEAR={year}{day}`"
