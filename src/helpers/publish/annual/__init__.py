"""The annual assessment: its sections, in the order they are read."""

from helpers.publish.annual.report import Report

__all__ = ["Report"]
