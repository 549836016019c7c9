"""The fact file: every number of a report once, with its sources, free of language."""

from helpers.facts.build import build, ensure, parse_as_of, path, read, write
from helpers.facts.demo import of_dataset
from helpers.facts.trace import trace

__all__ = ["build", "ensure", "of_dataset", "parse_as_of", "path", "read", "trace", "write"]
