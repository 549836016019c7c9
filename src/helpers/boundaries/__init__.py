"""Borders of tambons: any file of them in, one clean layer out."""

from helpers.boundaries.comparing import Report, report
from helpers.boundaries.fetching import fetch
from helpers.boundaries.finding import place
from helpers.boundaries.loading import load

__all__ = ["Report", "fetch", "load", "place", "report"]
