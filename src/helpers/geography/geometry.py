"""The layers maps are drawn on: true borders where any were supplied, and the unit cartogram."""

import json
from pathlib import Path

import pandas as pd

from helpers.core import files, paths
from helpers.geography import boundaries, cartogram
from helpers.geography.layer import Layer


def load() -> tuple[Layer, ...]:
    """The layers there are, borders first; the cartogram always.

    Raises ``InputError`` for borders that cannot be used.
    """
    borders = boundaries.load()
    return (*([borders] if borders is not None else []), cartogram.load())


def joins(year: int) -> pd.DataFrame:
    """How the borders meet a year's tambons and today's codes, one row a code that does not.

    Empty without borders: the cartogram has every tambon by construction.
    """
    report = boundaries.report(year)
    return pd.DataFrame() if report is None else report.differences


def write_list() -> Path:
    """Build the layers and write down what they are, whose, and what was detected in them.

    Every map is out of date when this file changes.
    """
    listed = [
        {
            "name": layer.name,
            "fingerprint": layer.fingerprint,
            "tambons": len(layer.frame),
            "source": layer.source,
            "told": list(layer.told),
        }
        for layer in load()
    ]
    text = json.dumps({"layers": listed}, ensure_ascii=False, indent=1)
    return files.write_text(paths.layers(), text + "\n")
