"""Two sets of registries that never meet: what was received, and the demonstration.

Every step that reads registries says which set it works on, so that nothing of the demonstration
can reach a table, number or page outside its own folders.
"""

from dataclasses import dataclass
from pathlib import Path

from helpers.core import paths
from helpers.core.errors import InputError


@dataclass(frozen=True)
class Dataset:
    """One set: where its exports lie, where its tables and its reports go."""

    name: str
    is_demo: bool

    @property
    def registries(self) -> Path:
        """Folder of the registry exports."""
        return paths.processed("demo", "registries") if self.is_demo else paths.raw("registries")

    def table(self, name: str) -> Path:
        """File of one of the set's tables."""
        return self.processed(f"{name}.parquet")

    def processed(self, *parts: str) -> Path:
        """A path in the set's folder of built data."""
        return paths.processed(*(["demo"] if self.is_demo else []), *parts)

    def reports(self, *parts: str) -> Path:
        """A path in the set's folder of reports."""
        return paths.reports(*(["demo"] if self.is_demo else []), *parts)


REAL = Dataset("real", is_demo=False)
DEMO = Dataset("demo", is_demo=True)


def named(name: str) -> Dataset:
    """The set called ``name``; ``InputError`` for another name."""
    for dataset in (REAL, DEMO):
        if dataset.name == name:
            return dataset
    raise InputError("no such set of registries", expected=["real", "demo"], found=name)
