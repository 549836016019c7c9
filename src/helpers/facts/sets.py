"""The facts that maps are drawn from, of either set of registries."""

from datetime import date

from helpers.datasets import Dataset
from helpers.facts import demo
from helpers.facts.build import ensure, read


def of_dataset(year: int, as_of: date, dataset: Dataset) -> dict:
    """The facts of a year and day, made as the rules make them; the demonstration has its own."""
    if dataset.is_demo:
        return demo.ensure(year, as_of)
    ensure(year, as_of)
    return read(year, as_of)
