"""The facts that maps are drawn from, of either set of registries."""

from datetime import date

from helpers.datasets import Dataset
from helpers.facts import build, demo


def of_dataset(year: int, as_of: date, dataset: Dataset) -> dict:
    """The facts of a year and day, made as the rules make them; the demonstration has its own."""
    if dataset.is_demo:
        return demo.ensure(year, as_of)
    build.ensure(year, as_of)
    return build.read(year, as_of)
