"""Registrations x tambons x fiscal year: which tambons have a body, and what share of an area."""

from helpers.coverage import known
from helpers.coverage.known import exported_on
from helpers.coverage.overlap import overlap
from helpers.coverage.parts import ensure, join_parts, read_by_part, read_part, write_part
from helpers.coverage.reconcile import reconcile
from helpers.coverage.summary import summarise
from helpers.coverage.tambons import of_year

__all__ = [
    "ensure",
    "exported_on",
    "join_parts",
    "known",
    "of_year",
    "overlap",
    "read_by_part",
    "read_part",
    "reconcile",
    "summarise",
    "write_part",
]
