"""What ``metadata/demonstration.yml`` says of the registries to make up."""

from datetime import date
from typing import Any

import numpy as np

from helpers.core import metadata


def load() -> dict[str, Any]:
    """The declaration of the demonstration."""
    return metadata.load("demonstration.yml")


def exported_on() -> date:
    """The day the exports say they are of."""
    return load()["exported_on"]


def generator(*places: int) -> np.random.Generator:
    """Chance for one part of the work; ``places`` tell the parts from each other.

    Only its even draws are used: those are the same bits on every machine.
    """
    return np.random.default_rng([load()["seed"], *places])
