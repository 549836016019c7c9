"""The map of provinces that a result lists by name."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from helpers.core.errors import InputError, examples
from helpers.geography.layer import Layer
from helpers.publish.maps import page, schemes, shapes, tambon_maps
from helpers.publish.maps.page import MapFigure
from helpers.publish.maps.schemes import Words

LISTED, NOT_LISTED = "listed", "not_listed"


def provinces(
    layer: Layer, listed: Collection[str], province_of: pd.Series, words: Words
) -> MapFigure:
    """Provinces listed and not listed, each as one area, and how many of either.

    ``province_of`` is the province of each tambon in the year of the list, by the tambon's code in
    the reference geography. Raises ``InputError`` for a province listed that no tambon lies in.
    """
    foreign = sorted(set(listed) - set(province_of))
    if foreign:
        raise InputError(f"provinces there were not in the year: {examples(foreign)}")
    scheme = schemes.named("provinces")
    own = province_of.reindex(layer.frame.tambon_code)
    words_of = np.where(own.isin(listed), LISTED, NOT_LISTED)
    classes = pd.Series(words_of, index=own.index, dtype="str").where(own.notna())
    encoded = schemes.encode(layer, classes, scheme)
    with page.style():
        figure, drawn = tambon_maps.started(layer, words)
        page.paint(drawn, shapes.of(layer), encoded)
        page.borders(drawn, shapes.of(layer), tambon_maps.LEVELS, cells=False)
        shown = set(own.dropna())
        counts = {LISTED: len(shown & set(listed)), NOT_LISTED: len(shown - set(listed))}
        entries = [
            (page.look(one), scheme.counted(one, counts[one.key], words))
            for one in scheme.classes
            if one.key in counts
        ]
        return tambon_maps.finished(figure, drawn, layer, entries)
