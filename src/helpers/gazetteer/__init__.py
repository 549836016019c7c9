"""Tambons: the reference geography, each year's codes, and names matched to them."""

from helpers.gazetteer.areas import area_names, reference
from helpers.gazetteer.successors import to_reference
from helpers.gazetteer.years import in_year, of_year, table, units, units_by_area

__all__ = [
    "area_names",
    "in_year",
    "of_year",
    "reference",
    "table",
    "to_reference",
    "units",
    "units_by_area",
]
