"""The layers maps are drawn on: true borders where any were supplied, and the unit cartogram."""

import json
from pathlib import Path

from helpers import boundaries, cartogram, files, paths
from helpers.layers import Layer


def load() -> tuple[Layer, ...]:
    """The layers there are, borders first; the cartogram always.

    Raises ``InputError`` for borders that cannot be used.
    """
    borders = boundaries.load()
    return (*([borders] if borders is not None else []), cartogram.load())


def list_file() -> Path:
    """Where it is written which layers there are; its change makes every map out of date."""
    return paths.processed("layers.json")


def write_list() -> Path:
    """Build the layers and write down what they are, whose, and what was detected in them."""
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
    return files.write_text(list_file(), text + "\n")
