"""Colours of the maps stay apart for common kinds of colour vision, and in grey or by hatch."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from helpers.publish.maps import schemes
from helpers.publish.maps.schemes import MapClass, Scheme

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear sRGB.
VISIONS = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
}  # fmt: skip
# sRGB (D65) to CIE XYZ, IEC 61966-2-1.
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
# Distances in CIELAB: of classes that stand alone, and of neighbours on a scale of many classes.
APART, STEP = 20, 7.5
GREY_APART, GREY_STEP = 10, 5
NAMES = ("kind", "both", "change", "first_year", "clusters", "regions")
SCALES = {"first_year", "regions"}


def lab(colour: str, vision: np.ndarray) -> np.ndarray:
    """The colour in CIELAB as seen with ``vision``."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(vision @ linear, 0, 1)
    ratio = TO_XYZ @ seen / (TO_XYZ @ np.ones(3))
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def pairs(scheme: Scheme) -> list[tuple[MapClass, MapClass]]:
    return list(combinations(scheme.classes, 2))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", NAMES)
def test_classes_are_told_apart_with_every_vision(name, vision):
    least = STEP if name in SCALES else APART
    for one, other in pairs(schemes.named(name)):
        if one.hatch == other.hatch:
            apart = np.linalg.norm(
                lab(one.fill, VISIONS[vision]) - lab(other.fill, VISIONS[vision])
            )
            assert apart >= least, (one.key, other.key, apart)


@pytest.mark.parametrize("name", NAMES)
def test_classes_are_told_apart_in_grey_or_by_hatch(name):
    least = GREY_STEP if name in SCALES else GREY_APART
    for one, other in pairs(schemes.named(name)):
        if one.hatch == other.hatch:
            apart = abs(lab(one.fill, VISIONS["full"])[0] - lab(other.fill, VISIONS["full"])[0])
            assert apart >= least, (one.key, other.key, apart)


@pytest.mark.parametrize("name", sorted(SCALES))
def test_a_scale_goes_one_way_from_dark_to_light(name):
    light = [lab(one.fill, VISIONS["full"])[0] for one in schemes.named(name).classes[:-1]]
    steps = np.diff(light)
    assert (steps > 0).all() or (steps < 0).all()


@pytest.mark.parametrize("name", NAMES)
def test_no_data_is_hatched_and_takes_no_colour_of_a_class(name):
    *classes, missing = schemes.named(name).classes
    assert missing.key == "no_data" and missing.hatch
    assert missing.fill not in {one.fill for one in classes}


def test_the_simulation_confuses_red_and_olive_as_the_colour_blind_do():
    seen = {v: [lab(c, m) for c in ("#ff0000", "#a98f00")] for v, m in VISIONS.items()}
    apart = {vision: np.linalg.norm(one - other) for vision, (one, other) in seen.items()}
    assert apart["full"] > 4 * APART and apart["deuteranopia"] < STEP
