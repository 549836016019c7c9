"""Which tambons of a province to go to next, in which order and why; how far there is to go."""

from helpers.analysis.where_next.answer import Answer, ask

__all__ = ["Answer", "ask"]
