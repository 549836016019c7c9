"""A change in coverage taken apart: what is new, what ended, what moved, what was corrected."""

from helpers.analysis.change.parts import decompose_change, list_changed_tambons
from helpers.analysis.change.published_counts import decompose_published

__all__ = ["decompose_change", "decompose_published", "list_changed_tambons"]
