"""The bodies that do not exist: where they are, since when, until when. Names come when written."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import gazetteer
from helpers.demonstration import course, declared

# Days between a body's beginning and its end, at the least and at the most.
_LIFE = (200, 1900)


@dataclass(frozen=True)
class Ranked:
    """Tambons of the regions in the order in which a kind comes to them."""

    kind: str
    rank: pd.Series
    region: pd.Series

    def of(self, region: str) -> np.ndarray:
        """Tambon codes of a region, first come first."""
        own = self.rank[self.region == region].sort_values(kind="stable")
        return own.index.to_numpy()


def rank(kinds: list[str]) -> dict[str, Ranked]:
    """The order of every kind; a kind may follow one ranked before it."""
    tambons = gazetteer.reference().set_index("tambon_code")
    found: dict[str, Ranked] = {}
    for place, kind in enumerate(kinds):
        chance = _chances(tambons, declared.generator(1, place))
        chance |= {other: _even(ranked.rank) for other, ranked in found.items()}
        parts = declared.load()["choice"][kind]
        score = sum(weight * chance[name] for name, weight in parts.items())
        found[kind] = Ranked(kind, score, tambons["region_code"])
    return found


def _chances(tambons: pd.DataFrame, generator: np.random.Generator) -> dict[str, pd.Series]:
    amphoe = tambons["amphoe_code"].drop_duplicates()
    of_amphoe = dict(zip(amphoe, generator.random(len(amphoe)), strict=True))
    own = pd.Series(generator.random(len(tambons)), index=tambons.index)
    return {"amphoe": tambons["amphoe_code"].map(of_amphoe), "tambon": own}


def _even(rank: pd.Series) -> pd.Series:
    """A ranking as evenly spread numbers from 0 to 1."""
    return rank.rank(method="first") / len(rank)


def make(ranked: Ranked, counts: dict[str, pd.Series], n_faulty: int, place: int) -> pd.DataFrame:
    """One row a body: tambon_codes (text, spaced), registered_on, ended_on, region_code, faulty.

    Those that stand make up ``counts`` by region; ended ones and ``n_faulty`` for the faulty lines
    come beside them, in tambons no other was chosen for.
    """
    generator = declared.generator(2, place)
    about = declared.load()["kinds"][ranked.kind]
    standing, spare = [], []
    for region, by_day in counts.items():
        days, tambons = course.days_of_bodies(by_day), ranked.of(region)
        first = len(days) - int(len(days) * about["second"])
        standing.append(_frame(region, _with_second(tambons[:first], len(days), generator), days))
        spare.append(_frame(region, tambons[first:], _any(days, len(tambons) - first, generator)))
    bodies = pd.concat(standing, ignore_index=True)
    bodies = _over_several(bodies, about["over_several"], generator)
    rest = pd.concat(spare, ignore_index=True)
    chosen = rest.iloc[generator.permutation(len(rest))]
    n_ended = int(len(bodies) * about["ended"])
    ended = _ended(chosen.iloc[:n_ended], generator)
    faulty = chosen.iloc[n_ended : n_ended + n_faulty].assign(faulty=True)
    return pd.concat([bodies, ended, faulty], ignore_index=True)


def _frame(region: str, tambons: np.ndarray, days: pd.DatetimeIndex) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "region_code": region,
            "tambon_codes": tambons,
            "registered_on": days,
            "ended_on": pd.NaT,
            "faulty": False,
        }
    )


def _with_second(tambons: np.ndarray, n: int, generator: np.random.Generator) -> np.ndarray:
    """The tambons, and at the end some of them once more, up to ``n``."""
    return np.concatenate([tambons, generator.permutation(tambons)[: n - len(tambons)]])


def _any(days: pd.DatetimeIndex, n: int, generator: np.random.Generator) -> pd.DatetimeIndex:
    return days[generator.integers(0, len(days), n)]


def _over_several(
    bodies: pd.DataFrame, share: float, generator: np.random.Generator
) -> pd.DataFrame:
    """Some bodies get the next one or two tambons of their amphoe too."""
    chosen = generator.random(len(bodies)) < share
    further = generator.integers(1, 3, len(bodies))
    codes = bodies["tambon_codes"].to_numpy(dtype=object, copy=True)
    following = _following()
    for place in np.flatnonzero(chosen):
        codes[place] = " ".join([codes[place], *following[codes[place]][: further[place]]])
    return bodies.assign(tambon_codes=codes)


def _following() -> dict[str, list[str]]:
    """The tambons after each one in its amphoe."""
    found = {}
    for _, codes in gazetteer.reference().groupby("amphoe_code")["tambon_code"]:
        listed = codes.tolist()
        found |= {code: listed[place + 1 :] for place, code in enumerate(listed)}
    return found


def _ended(bodies: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """The bodies with a day of their end; those that would end after the export are left out."""
    life = pd.to_timedelta(generator.integers(*_LIFE, len(bodies)), unit="D")
    ended = bodies.assign(ended_on=bodies["registered_on"] + life)
    return ended[ended["ended_on"] <= pd.Timestamp(declared.exported_on())]
