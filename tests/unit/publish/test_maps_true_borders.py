"""The whole country on true borders, where some were supplied."""

import os
import shutil

import numpy as np
import pandas as pd
import pytest

from helpers.core import paths
from helpers.geography import boundaries, gazetteer
from helpers.publish import maps


@pytest.fixture
def layer(root, monkeypatch):
    if not os.environ.get("TAMBON_BOUNDARIES"):
        pytest.skip("boundaries: TAMBON_BOUNDARIES is not set")
    shutil.copytree(paths.PACKAGE.parents[1] / "data/raw/geography", root / "data/raw/geography")
    return boundaries.load()


def test_a_national_map_counts_every_tambon_and_stays_a_small_drawing(layer):
    codes = gazetteer.reference().tambon_code.to_numpy()
    chance = np.random.default_rng(2557).random((2, len(codes))) < 0.58
    council, fund = (maps.classes_of(pd.Series(one, index=codes)) for one in chance)
    inside, left_out = maps.within(layer, council)
    assert len(inside) + left_out == len(codes)
    figure = maps.both(layer, inside, maps.within(layer, fund)[0], maps.Words("ทดสอบ"))
    counted = [text.get_text() for text in figure.legends[0].get_texts()]
    total = sum(int(said.split("(")[1].split()[0].replace(",", "")) for said in counted)
    assert total == len(layer.frame)
    assert len(maps.svg(figure, "both").encode()) < 1_000_000
