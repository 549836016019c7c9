"""Borders of tambons: any file of them in, one clean layer out."""

from helpers.geography.boundaries.comparison import Report, report
from helpers.geography.boundaries.fetching import fetch
from helpers.geography.boundaries.finding import place
from helpers.geography.boundaries.loading import load

__all__ = ["Report", "fetch", "load", "place", "report"]
