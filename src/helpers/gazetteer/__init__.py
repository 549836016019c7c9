"""Tambons: the reference geography, each year's codes, and names matched to them."""

from helpers.gazetteer.aliases import aliases_unused
from helpers.gazetteer.areas import area_names, reference
from helpers.gazetteer.matching import match
from helpers.gazetteer.successors import to_reference
from helpers.gazetteer.years import in_year, of_year, table, units, units_by_area

__all__ = [
    "aliases_unused",
    "area_names",
    "in_year",
    "match",
    "of_year",
    "reference",
    "table",
    "to_reference",
    "units",
    "units_by_area",
]
