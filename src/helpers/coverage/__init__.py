"""Registrations x tambons x fiscal year: which tambons have a body, and what share of an area."""

from helpers.coverage import registered
from helpers.coverage.published import reconcile
from helpers.coverage.registered import exported_on
from helpers.coverage.summary import (
    ensure,
    join_parts,
    read_by_part,
    read_part,
    summarise,
    write_part,
)
from helpers.coverage.tambons import of_year, overlap

__all__ = [
    "ensure",
    "exported_on",
    "join_parts",
    "of_year",
    "overlap",
    "read_by_part",
    "read_part",
    "reconcile",
    "registered",
    "summarise",
    "write_part",
]
