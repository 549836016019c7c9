"""Borders of tambons: any file of them in, one clean layer out."""

from helpers.boundaries.finding import place
from helpers.boundaries.loading import load

__all__ = ["load", "place"]
