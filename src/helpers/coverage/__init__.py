"""Registrations x tambons x fiscal year: which tambons have a body, and what share of an area."""

from helpers.coverage import known
from helpers.coverage.known import bodies_on, exported_on, known_day
from helpers.coverage.overlap import overlap
from helpers.coverage.parts import ensure, join_parts, read_part, write_part
from helpers.coverage.reconcile import reconcile
from helpers.coverage.summary import summarise
from helpers.coverage.tambons import of_year

__all__ = [
    "bodies_on",
    "ensure",
    "exported_on",
    "join_parts",
    "known",
    "known_day",
    "of_year",
    "overlap",
    "read_part",
    "reconcile",
    "summarise",
    "write_part",
]
