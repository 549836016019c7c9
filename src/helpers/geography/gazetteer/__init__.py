"""Tambons: the reference geography, each year's codes, and names matched to them."""

from helpers.geography.gazetteer.any_area import area, code_at
from helpers.geography.gazetteer.areas import area_names, reference, warm
from helpers.geography.gazetteer.codes import (
    in_year,
    of_year,
    table,
    to_reference,
    units,
    units_by_area,
)
from helpers.geography.gazetteer.matching import aliases_unused, match, named
from helpers.geography.gazetteer.provinces import alike, province, provinces_of_year

__all__ = [
    "aliases_unused",
    "alike",
    "area",
    "area_names",
    "code_at",
    "in_year",
    "match",
    "named",
    "of_year",
    "province",
    "provinces_of_year",
    "reference",
    "table",
    "to_reference",
    "units",
    "units_by_area",
    "warm",
]
