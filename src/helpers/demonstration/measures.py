"""Measures of the bodies that do not exist, of a plausible size."""

import numpy as np
import pandas as pd

from helpers.demonstration import declared


def make(kind: str, n: int, place: int) -> pd.DataFrame:
    """One row a body: its measures, whole numbers (persons, groups, villages, baht)."""
    generator = declared.generator(3, place)
    about = declared.load()["measures"][kind]
    if "members_at_founding" not in about:
        return pd.DataFrame({name: _whole(generator, *ends, n) for name, ends in about.items()})
    return _of_fund(about, n, generator)


def _of_fund(about: dict, n: int, generator: np.random.Generator) -> pd.DataFrame:
    """Members from the founding to today, by class; money and villages from them."""
    founding = _whole(generator, *about["members_at_founding"], n)
    frame = pd.DataFrame({"members_at_founding": founding})
    grown = founding * _between(generator, *about["times_grown"], n)
    frame["members_cumulative"] = grown.round()
    current = (grown * (1 - _between(generator, *about["share_left"], n))).round()
    frame["members_current"] = current
    for name, ends in about["shares"].items():
        frame[name] = (current * _between(generator, *ends, n)).round()
    frame["members_working_age"] = current - frame[list(about["shares"])].sum(axis=1)
    frame["villages_total"] = _whole(generator, *about["villages_total"], n)
    covered = frame["villages_total"] * _between(generator, *about["share_of_villages"], n)
    frame["villages_covered"] = np.ceil(covered)
    for name, ends in about["baht_a_member"].items():
        frame[name] = (current * _between(generator, *ends, n)).round()
    return frame.astype("int64")


def _between(generator: np.random.Generator, low: float, high: float, n: int) -> np.ndarray:
    return low + (high - low) * generator.random(n)


def _whole(generator: np.random.Generator, low: int, high: int, n: int) -> np.ndarray:
    return generator.integers(low, high + 1, n)
