"""Pages by issue, across both plans, and the appendix of everything published.

Facts of the issues in, sections of pages out: ``plans`` (what was asked and reached), ``trends``
(published numbers over time), ``appendix`` (every reading), ``pages``.
"""

from helpers.publish.issues.pages import IssuePage, PublishedResults

__all__ = ["IssuePage", "PublishedResults"]
